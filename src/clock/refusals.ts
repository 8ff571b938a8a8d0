// The log's word on a data file that takes nothing (a full disk): once a second, however many turns it refuses.

import type { Clock } from "../core/ports.ts";
import type { Log } from "./log.ts";

/** Real milliseconds between two lines of the log that say so. */
const everyMs = 1_000;
const what = "the data file takes nothing: what was asked is answered as an internal error and has not happened";

export interface Refusals {
  /** A turn could not be kept. */
  add(error: Error): void;
  /** Each call of that turn hears of it with this same error, which needs no line of its own. */
  last(): Error | null;
}

export function createRefusals(log: Log, hostClock: Clock, file: string): Refusals {
  let last: Error | null = null;
  let turns = 0;
  function say(): void {
    log.error(what, { file, error: last?.message, turns });
    turns = 0;
  }
  return {
    add(error) {
      last = error;
      turns += 1;
      if (turns === 1) hostClock.after(everyMs, say);
    },
    last: () => last,
  };
}
