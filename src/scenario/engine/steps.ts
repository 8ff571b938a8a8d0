// Steps of a rule, as one turn does them. The order of steps has no meaning, so the steps are kept by what they do.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Millis } from "../../core/clock.ts";
import type { Json } from "../../core/json.ts";
import type { CallbackPlan, LifeStep } from "../../core/message.ts";
import type { SoapFault } from "../../core/outcome.ts";
import type { PduPatch } from "../../core/pdu-patch.ts";
import type { Reason } from "../../core/refusal.ts";
import type { ResponsePatch } from "../../core/response-patch.ts";
import type { Status } from "../../core/status.ts";
import type { TextTemplate } from "../../core/template.ts";
import type { PlannedFault } from "./planned-fault.ts";

/** How long to wait before the answer. */
export type Delay =
  | { readonly kind: "fixed"; readonly ms: Millis }
  | { readonly kind: "between"; readonly from: Millis; readonly until: Millis }
  | { readonly kind: "log-normal"; readonly median: Millis; readonly sigma: number };

/** A SOAP fault whose texts may have placeholders. */
export interface PlannedSoapFault extends Pick<SoapFault, "code"> {
  readonly message: TextTemplate;
  readonly detail?: TextTemplate;
}

/** Everything the steps of one turn do. The order of steps has no meaning, so they are kept by what they do. */
export interface Effects {
  readonly answer?:
    | {
        readonly code: string;
        readonly success: boolean;
        /** True of a code with which the message waits for antifraud. */
        readonly forAntifraud?: boolean;
        /** Texts may have placeholders. */
        readonly fields: Readonly<Record<string, TextTemplate | Json>>;
      }
    | { readonly reason: Reason }
    | { readonly fault: PlannedSoapFault };
  readonly response?: ResponsePatch;
  readonly pdu?: PduPatch;
  readonly accept: boolean;
  readonly delay?: Delay;
  readonly fault?: PlannedFault;
  readonly life?: { readonly name?: string; readonly steps: readonly LifeStep[] };
  readonly replies: readonly { readonly text: TextTemplate; readonly after: Millis }[];
  /** Times of alert_notifications after acceptance. */
  readonly alerts?: readonly Millis[];
  readonly callbacks?: CallbackPlan;
  readonly set: readonly Assignment[];
  /** `this`: the account of the request. */
  readonly changes: readonly { readonly account: AccountKey | "this"; readonly change: AccountChange }[];
  /** Steps of a rule on an event that the timeline has too; texts may have placeholders. */
  readonly actions?: readonly EventAction[];
  /** Exactly one of these is used in place of the turn; each holds the turn's other steps too. */
  readonly oneOf?: readonly Branch[];
}

/** A branch of `oneOf`. */
export interface Branch {
  readonly weight: number;
  readonly effects: Effects;
}

/** Parts of a request that a value of a variable is kept for. */
export const perKeys = ["to", "from", "account", "text", "session"] as const;
export type PerKey = (typeof perKeys)[number];
/** Keys that `nth` and `inTurn` count by: each request with many messages too. */
export const countKeys = [...perKeys, "request"] as const;
export type CountKey = (typeof countKeys)[number];

/** A variable that a step sets, or to which it adds. */
export interface Assignment {
  readonly name: string;
  readonly per?: PerKey;
  readonly value: { readonly text: TextTemplate } | { readonly add: number };
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
  | { readonly kind: "report"; readonly messages: MessageChoice; readonly status: Status; readonly word?: string }
  | { readonly kind: "release"; readonly messages: MessageChoice }
  | { readonly kind: "refuse"; readonly messages: MessageChoice }
  | ({ readonly kind: "outage" } & Outage)
  /** In normal form. */
  | { readonly kind: "reachable"; readonly phone: string }
  /** `session`: a single session of the account. */
  | { readonly kind: "unbind"; readonly account?: AccountKey; readonly session?: number };

/** An action that rules on events have as a step. */
export type EventAction = Exclude<TimelineAction, { readonly kind: "account" | "set" }>;

/** For a while no request to a provider is processed: a rule in front of all others. */
export interface Outage {
  readonly provider: string;
  readonly forMs: Millis;
  readonly effects: Effects;
}
