// Waits, for an answer that is not to go yet: until the time is up, the client leaves, or somebody cancels.

import type { ServerResponse } from "node:http";
import type { Clock, Millis } from "../../core/ports.ts";

export type HoldEnd = "time" | "left" | "cancelled";

/**
 * @param time host-clock milliseconds; null: for ever
 * @param done called once; never when the client's connection is still open and nothing ended the wait
 */
export function hold(
  res: ServerResponse,
  clock: Clock,
  time: Millis | null,
  signals: readonly (AbortSignal | undefined)[],
  done: (why: HoldEnd) => void,
): void {
  let ended = false;
  const end = (why: HoldEnd): void => {
    if (ended) return;
    ended = true;
    stopClock?.();
    res.removeListener("close", left);
    for (const signal of signals) signal?.removeEventListener("abort", cancelled);
    done(why);
  };
  const left = (): void => end("left");
  const cancelled = (): void => end("cancelled");
  const stopClock = time === null ? null : clock.after(time, () => end("time"));
  if (res.closed) left();
  else if (signals.some((signal) => signal?.aborted)) cancelled();
  else {
    res.once("close", left);
    for (const signal of signals) signal?.addEventListener("abort", cancelled);
  }
}
