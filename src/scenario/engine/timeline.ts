// Events on the sandbox's clock, independent of requests. Data only: the emulator carries it out.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Instant, Millis } from "../../core/clock.ts";
import type { Status } from "../../core/status.ts";
import type { Assignment, Effects } from "./steps.ts";

/** An entry of `timeline`. */
export interface TimelineItem {
  /** Its place in the file, from 1. */
  readonly number: number;
  /** After the scenario's start, or an instant of the sandbox's clock. */
  readonly at: { readonly after: Millis } | { readonly instant: Instant };
  readonly actions: readonly TimelineAction[];
}

/** Which messages are meant; every absent key holds, and no message is meant twice. */
export interface MessageChoice {
  readonly provider?: string;
  readonly account?: AccountKey;
  /** In normal form. */
  readonly to?: string;
  /** The protocol id that the provider gave. */
  readonly id?: string;
  readonly clientId?: string;
}

export type TimelineAction =
  | { readonly kind: "account"; readonly account: AccountKey; readonly change: AccountChange }
  | {
      readonly kind: "inbound";
      readonly provider: string;
      readonly account?: AccountKey;
      /** In normal form. */
      readonly from: string;
      readonly to?: string;
      readonly text: string;
    }
  | { readonly kind: "set"; readonly set: readonly Assignment[] }
  | { readonly kind: "report"; readonly of: MessageChoice; readonly status: Status; readonly word?: string }
  | { readonly kind: "release"; readonly of: MessageChoice }
  | { readonly kind: "refuse"; readonly of: MessageChoice }
  | ({ readonly kind: "outage" } & Outage)
  /** In normal form. */
  | { readonly kind: "reachable"; readonly phone: string }
  | { readonly kind: "unbind"; readonly account?: AccountKey };

/** For a while no request to a provider is processed: a rule in front of all others. */
export interface Outage {
  readonly provider: string;
  readonly forMs: Millis;
  readonly effects: Effects;
}

/** The instant at which an item is due, for a scenario that started then. */
export function dueAt(item: TimelineItem, startedAt: Instant): Instant {
  return "after" in item.at ? startedAt + item.at.after : item.at.instant;
}
