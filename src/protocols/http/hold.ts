// Waits, for an answer that is not to go yet: until the time is up, the client leaves, or somebody cancels.

import type { ServerResponse } from "node:http";
import type { Clock, Millis } from "../../core/ports.ts";

export type HoldEnd = "time" | "left" | "cancelled";

export interface Hold {
  readonly clock: Clock;
  /** Host-clock milliseconds; null: for ever. */
  readonly time: Millis | null;
  readonly cancel: readonly (AbortSignal | undefined)[];
  /**
   * Whether a FIN means that the client left. An answer that is to come may still be read by a client that has only
   * closed its sending side; one that never comes has no such reader.
   */
  readonly leftByFin: boolean;
}

/** @param done called once; never while the client stays and nothing ends the wait */
export function hold(res: ServerResponse, how: Hold, done: (why: HoldEnd) => void): void {
  const { socket } = res.req;
  let ended = false;
  const end = (why: HoldEnd): void => {
    if (ended) return;
    ended = true;
    stopClock?.();
    res.removeListener("close", left);
    socket.removeListener("end", left);
    for (const signal of how.cancel) signal?.removeEventListener("abort", cancelled);
    done(why);
  };
  const left = (): void => end("left");
  const cancelled = (): void => end("cancelled");
  const stopClock = how.time === null ? null : how.clock.after(how.time, () => end("time"));
  if (res.closed || (how.leftByFin && socket.readableEnded)) left();
  else if (how.cancel.some((signal) => signal?.aborted)) cancelled();
  else {
    res.once("close", left);
    if (how.leftByFin) socket.once("end", left);
    for (const signal of how.cancel) signal?.addEventListener("abort", cancelled);
  }
}
