// Timers of the process as they are when this module loads: fake timers of a test leave the emulator running.

const { setImmediate: immediate, queueMicrotask: microtask } = globalThis;
const tick = process.nextTick.bind(process);

/** Runs the work in the next turn of the event loop. */
export function onNextTurn(work: () => void): void {
  immediate(work);
}

/** Runs the work in this turn, after the current work. */
export function onMicrotask(work: () => void): void {
  microtask(work);
}

/** Runs the work in this turn, after every promise that is settled already. */
export function afterMicrotasks(work: () => void): void {
  microtask(() => tick(work));
}
