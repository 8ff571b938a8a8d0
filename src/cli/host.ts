/** What a command that stays (start) needs of the process it runs in. */
export interface Host {
  /** Say so once it listens. */
  ready(): void;
  /** Asks to be stopped by a signal or the end of the parent: `stop` is called once and resolves to the exit code. */
  onStop(stop: () => Promise<number>): void;
}

/** Exit codes of every command. */
export const exit = { done: 0, failed: 1, usage: 2 } as const;
