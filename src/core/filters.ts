// Conditions on the rows of the store.

import type { AccountKey } from "./account.ts";
import type { Instant } from "./clock.ts";
import type { Channel } from "./message.ts";
import type { Status } from "./status.ts";

/** Rows between two `seq`, without both. */
export interface RowRange {
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** A condition on a text: the whole text, a part of the text, or a test. */
export type TextTest = string | { readonly contains: string } | ((text: string) => boolean);

export interface MessageFilter extends RowRange {
  readonly provider?: string;
  readonly account?: AccountKey;
  readonly operation?: string;
  readonly channel?: Channel;
  readonly from?: string;
  readonly to?: string;
  /** A part of the recipient's digits. */
  readonly number?: string;
  readonly id?: string;
  readonly clientId?: string;
  /** A status, or any of several. */
  readonly status?: Status | readonly Status[];
  readonly text?: TextTest;
  /** The code of the request that brought the message, where the journal still has the request. */
  readonly code?: string;
  /** A part of the text in any case and with any accents, of the number, or of an id. */
  readonly search?: string;
  /** `seq` of the request that brought the message. */
  readonly request?: number;
}

/** Condition on phones: a part of the digits. */
export interface PhoneFilter extends Omit<RowRange, "limit" | "newestFirst"> {
  readonly number?: string;
}

/** The latest message to or from a phone, among those that were looked at. */
export interface PhoneSeen {
  readonly number: string;
  readonly seq: number;
  readonly at: Instant;
}

export interface InboundFilter extends RowRange {
  readonly provider?: string;
  readonly account?: AccountKey;
  readonly fetched?: boolean;
  /** The sender, in normal form. */
  readonly phone?: string;
  readonly to?: string;
  readonly text?: TextTest;
  /** `seq` of the message that the inbound message answers. */
  readonly answers?: number;
  readonly from?: Instant;
  readonly until?: Instant;
}

export interface CallFilter extends RowRange {
  readonly provider?: string;
  readonly operation?: string;
  readonly channel?: string;
  readonly listener?: string;
  readonly account?: AccountKey;
  readonly code?: string;
  readonly remote?: string;
  readonly decidedBy?: TextTest;
  /** True if the journal has findings about the request. */
  readonly findings?: boolean;
  /** A test of the raw request. */
  readonly request?: (raw: Buffer | string) => boolean;
  /** Time bounds; `until` itself is left out. */
  readonly since?: Instant;
  readonly until?: Instant;
  /** An operation that is left out. */
  readonly without?: string;
  /** A test of how the request was answered. */
  readonly answered?: (call: AnsweredCall) => boolean;
  /** Requests about messages, refused or not, with this in them, and requests with this in their octets. */
  readonly search?: string;
}

/** Facts of a request by which its result is known. */
export interface AnsweredCall {
  readonly provider: string;
  readonly operation: string;
  readonly code: string;
  readonly fault?: string;
}
