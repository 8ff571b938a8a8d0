// Waits before an answer: until the time is up, the client leaves, or the wait is cancelled.

import type { ServerResponse } from "node:http";
import type { Clock, Millis } from "../../core/clock.ts";

export type WaitEnd = "time" | "left" | "cancelled";

export interface Wait {
  readonly clock: Clock;
  /** Host-clock milliseconds; null: for ever. */
  readonly time: Millis | null;
  readonly cancel: readonly (AbortSignal | undefined)[];
  /**
   * True if a FIN means that the client left. A client that has only closed its sending side may still read an answer
   * that is to come; an answer that never comes has no such reader.
   */
  readonly leftByFin: boolean;
}

/** Never resolves while the client stays and nothing ends the wait. */
export function wait(res: ServerResponse, how: Wait): Promise<WaitEnd> {
  const { socket } = res.req;
  return new Promise((resolve) => {
    const end = (why: WaitEnd): void => {
      stopClock?.();
      res.removeListener("close", left);
      socket.removeListener("end", left);
      for (const signal of how.cancel) signal?.removeEventListener("abort", cancelled);
      resolve(why);
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
  });
}
