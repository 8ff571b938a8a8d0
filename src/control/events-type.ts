import type { AccountKey } from "../core/account.ts";
import type { Instant } from "../core/clock.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { Attempt, OutboxEntry } from "../core/ports.ts";
import type { CallRow } from "./desk-type.ts";

/** Something that happened, as the live stream tells it. */
export type News =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "status"; readonly message: Message }
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  | { readonly kind: "call"; readonly call: CallRow }
  | { readonly kind: "callback"; readonly callback: OutboxEntry }
  | { readonly kind: "attempt"; readonly attempt: Attempt }
  | { readonly kind: "account"; readonly account: AccountKey }
  | { readonly kind: "clock"; readonly now: Instant }
  | { readonly kind: "scenario"; readonly refused?: string }
  | { readonly kind: "timeline"; readonly number: number; readonly at: Instant }
  | { readonly kind: "reset" }
  | { readonly kind: "sandbox"; readonly change: "created" | "changed" | "removed" }
  /** Events were missed (too long away, or a restart): read anew what is shown. */
  | { readonly kind: "gap" };

export interface Told {
  /** Goes on from here: give it as `after`. */
  readonly id: string;
  readonly sandbox: string;
  readonly news: News;
}

export interface EventFilter {
  /** Absent: all of them. */
  readonly sandbox?: string;
  /** The last event seen. */
  readonly after?: string;
}
