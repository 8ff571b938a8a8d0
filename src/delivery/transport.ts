// How an attempt leaves the house: an HTTP request, or a `deliver_sm` to a bound session.

import type { Account } from "../core/account.ts";
import type { Delivery } from "../providers/provider.ts";

/** The end of one attempt. `refused` is final: the receiver will never take it. */
export interface AttemptResult {
  readonly kind: "done" | "failed" | "refused";
  /** HTTP status or command_status; null: no answer. */
  readonly status: number | null;
  readonly answer: string;
  readonly error: string;
}

export type Sendable = Exclude<Delivery, { by: "nowhere" }>;

export interface Transport {
  /** Whether there is somebody to send to now; if not, the entry waits for a receiver. */
  reachable(delivery: Sendable): boolean;
  /** Makes the request of one attempt, without sending it. */
  prepare(delivery: Sendable): Prepared;
}

export interface Prepared {
  readonly address: string;
  /** The request as it will stand in the attempt's record. */
  readonly request: string;
  /** @param cut ends the attempt at once; how it ended is then of no interest */
  send(account: Account, cut: AbortSignal): Promise<AttemptResult>;
}
