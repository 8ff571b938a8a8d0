/** Process that a command runs in, as far as a command that stays (`start`, `--follow`) needs it. */
export interface CommandHost {
  /**
   * Calls `stop` once, on a signal or when npm has ended; then ends the process with the code that `stop` resolves to.
   * @param within real milliseconds after which the process ends anyway; default 1,900
   */
  onStop(stop: () => Promise<number>, within?: number): void;
}

/** Exit codes of every command. */
export const exit = { done: 0, failed: 1, usage: 2, unproven: 3 } as const;
