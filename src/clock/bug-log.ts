// Log lines about what must not happen: bugs with their stack, and turns that the data file did not take (a full disk).

import type { Clock } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { Log } from "./log.ts";

/** Real milliseconds between two log lines about the data file, however many turns it refuses. */
const everyMs = 1_000;
const refused = "the data file takes nothing: what was asked is answered as an internal error and has not happened";

export interface BugLogDeps {
  readonly log: Log;
  readonly events: Pick<Events, "on">;
  readonly hostClock: Clock;
  /** The data file. */
  readonly file: string;
}

/** @returns the log of bugs; the error of a turn that was not kept reaches each call of the turn and is logged once */
export function createBugLog({ log, events, hostClock, file }: BugLogDeps): (error: unknown) => void {
  let last: Error | null = null;
  let turns = 0;
  let lost: Error | null = null;
  events.on("file-lost", ({ error }) => {
    lost = error;
    log.error(error.message, { file });
  });
  events.on("rollback", ({ error }) => {
    last = error;
    if (error === lost) return;
    turns += 1;
    if (turns > 1) return;
    hostClock.after(everyMs, () => {
      log.error(refused, { file, error: last?.message, turns });
      turns = 0;
    });
  });
  return (error) => {
    if (error === last || error === lost) return;
    log.error("bug", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
}
