// Timers of the process as they are when this module loads: fake timers of a test leave the emulator running.

const { setImmediate: immediate } = globalThis;

/** Runs the work in the next turn of the event loop. */
export function onNextTurn(work: () => void): void {
  immediate(work);
}

/** Resolves in the next turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => onNextTurn(resolve));
}
