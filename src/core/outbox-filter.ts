// Conditions on callbacks and on their attempts.

import type { AccountKey } from "./account.ts";
import type { CallbackState } from "./callback-states.ts";
import type { Instant } from "./clock.ts";
import type { RowRange } from "./filters.ts";
import type { Status } from "./status.ts";

export interface OutboxFilter extends RowRange {
  readonly provider?: string;
  readonly account?: AccountKey;
  readonly about?: "report" | "inbound";
  readonly ref?: number;
  readonly status?: Status;
  readonly state?: CallbackState;
  readonly by?: "http" | "smpp";
  /** Callbacks with an attempt of this kind. */
  readonly attempted?: AttemptFilter;
  /** First message that reports are about; callbacks about inbound messages stay. */
  readonly reportsFrom?: number;
  /** A part of the text, the number or an id of the message or inbound message. */
  readonly search?: string;
}

/** Condition on an attempt. */
export interface AttemptFilter {
  /** Status of HTTP or SMPP. */
  readonly code?: string;
  /** True if the attempt has ended and the receiver did not take the callback; false if the receiver took it. */
  readonly failed?: boolean;
  /** Time bounds of its beginning; `until` itself is left out. */
  readonly since?: Instant;
  readonly until?: Instant;
}
