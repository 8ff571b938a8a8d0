import type { AccountKey } from "../core/account.ts";
import type { Channel } from "../core/message.ts";
import type { CallbackState } from "../core/ports.ts";
import type { Status } from "../core/status.ts";

/** A part of a list, oldest first unless told otherwise. */
export interface Page {
  /** Only what comes after this number. */
  readonly after?: number;
  readonly before?: number;
  /** At most 1,000 over HTTP; default 100 there. */
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** Which messages are meant: every key that is given must hold. */
export interface MessageWanted {
  readonly provider?: string;
  readonly account?: AccountKey;
  readonly operation?: string;
  readonly channel?: Channel;
  /** In any written form. */
  readonly to?: string;
  /** A part of the number it goes to. */
  readonly number?: string;
  readonly from?: string;
  /** The protocol id the provider gave. */
  readonly id?: string;
  /** The client's own. */
  readonly clientId?: string;
  readonly status?: Status;
  /** A part of the text. */
  readonly text?: string;
  /** The provider's code in the call that brought it; none once the journal has dropped that call. */
  readonly code?: string;
  /** A part of the text in any case and with any accents, of the number, or of an id. */
  readonly search?: string;
}
export interface CallWanted {
  readonly provider?: string;
  readonly operation?: string;
  readonly account?: AccountKey;
  readonly code?: string;
  readonly door?: string;
  readonly channel?: string;
  /** Who asked, as the journal says it: an address, over SMPP with the number of the session (`127.0.0.1#3`). */
  readonly remote?: string;
  /** A part of what the journal says of the decision: a rule's title, `nature`. */
  readonly decidedBy?: string;
  /** Whether something is to be said about the request. */
  readonly findings?: boolean;
  /** A part of the raw request. */
  readonly request?: string;
}
export interface CallbackWanted {
  readonly provider?: string;
  readonly account?: AccountKey;
  readonly about?: "report" | "inbound";
  readonly state?: CallbackState;
  /** The status that a report tells. */
  readonly status?: Status;
  readonly by?: "http" | "smpp";
  /** The message or inbound it is about. */
  readonly ref?: number;
}
export interface InboundWanted {
  readonly provider?: string;
  readonly account?: AccountKey;
  /** The phone, in any written form. */
  readonly from?: string;
  readonly to?: string;
  /** A part of the text. */
  readonly text?: string;
  readonly fetched?: boolean;
  /** The message it answers. */
  readonly answers?: number;
}
