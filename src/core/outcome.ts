import type { AccountChange, AccountKey } from "./account.ts";
import type { Millis } from "./clock.ts";
import type { Fault } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import type { CallbackPlan, LifeStep, PlannedReply } from "./message.ts";
import type { Reason } from "./refusal.ts";

/**
 * The answer of a rule: a code of the provider with its fields, or a neutral reason. A code of success stands beside
 * `accept: true`, for its fields.
 */
export type ScriptedAnswer = { readonly code: string; readonly fields: JsonObject } | { readonly reason: Reason };

/** The scenario's decision about one message. The provider's defaults apply to everything absent. */
export interface Outcome {
  readonly answer?: ScriptedAnswer;
  /** The body of the answer, octet for octet. */
  readonly raw?: Uint8Array;
  /** Accepts a message that the provider's checks would refuse. */
  readonly accept: boolean;
  /** Real milliseconds before the answer. */
  readonly delay: Millis;
  readonly fault?: Fault;
  /** True if the fault strikes before the request is processed. */
  readonly before: boolean;
  readonly life?: readonly LifeStep[];
  readonly replies: readonly PlannedReply[];
  readonly callbacks?: CallbackPlan;
  readonly changes: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
  /** The rules that applied, as English sentences; absent: no rule matched. */
  readonly rule?: string;
  /** The nearest rule and the key that failed, when no rule matched. */
  readonly nearMiss?: string;
}

/** The outcome where no rule applies. */
export const defaultOutcome: Outcome = { accept: false, delay: 0, before: false, replies: [], changes: [] };
