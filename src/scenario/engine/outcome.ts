import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import type { CallbackPlan, LifeStep, Reply } from "../../core/message.ts";
import type { Instant, Millis } from "../../core/ports.ts";
import type { Reason } from "../../core/refusal.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Fault } from "./fault.ts";

/**
 * What a rule says the answer is: a code of the provider (with more of its own fields), or a neutral reason. A code of
 * success stands beside `accept: true` and is there for its fields.
 */
export type ScriptedAnswer = { readonly code: string; readonly fields: JsonObject } | { readonly reason: Reason };

/** What the scenario decides for one ask. Everything absent is left to natural behaviour. */
export interface Outcome {
  readonly answer?: ScriptedAnswer;
  /** This very body, unchecked. */
  readonly raw?: Uint8Array;
  /** Accepted even where natural validation would refuse. */
  readonly accept: boolean;
  /** Real time before the answer. */
  readonly delay: Millis;
  readonly fault?: Fault;
  /** Whether the fault strikes before the request is processed. */
  readonly before: boolean;
  readonly life?: readonly LifeStep[];
  readonly replies: readonly Reply[];
  readonly callbacks?: CallbackPlan;
  readonly changes: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
  /** The rule (and turn) that answered or added to the answer, in one English sentence; absent: none matched. */
  readonly rule?: string;
  /** The rule that came nearest to matching and the key that failed, when none matched. */
  readonly nearMiss?: string;
}

/** No rule had anything to say. */
export const natural: Outcome = { accept: false, delay: 0, before: false, replies: [], changes: [] };

/** A scenario being played in one sandbox: it counts, remembers variables and draws its chances. */
export interface Play {
  /** Asked once a message, in the order of the request. Counting takes effect at once. */
  decide(ask: RequestFacts, now: Instant): Outcome;
  /** Whether any rule names this operation: of one that leaves for the client no other has anything to say. */
  names(operation: string): boolean;
}
