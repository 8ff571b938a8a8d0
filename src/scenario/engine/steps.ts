// Steps of a rule, as one turn does them. The order of steps has no meaning, so the steps are kept by what they do.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Millis } from "../../core/clock.ts";
import type { Json } from "../../core/json.ts";
import type { CallbackPlan, LifeStep } from "../../core/message.ts";
import type { SoapFault } from "../../core/outcome.ts";
import type { PduPatch } from "../../core/pdu-patch.ts";
import type { Reason } from "../../core/refusal.ts";
import type { ResponsePatch } from "../../core/response-patch.ts";
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
        readonly holds?: boolean;
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
  readonly callbacks?: CallbackPlan;
  readonly set: readonly Assignment[];
  /** `this`: the account of the request. */
  readonly changes: readonly { readonly account: AccountKey | "this"; readonly change: AccountChange }[];
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
