// Outcomes that a sweep provokes: a code, a fault of the wire, or a later lifecycle of the message.

import type { NextRuleInput } from "../../api/schema/scenario.ts";
import type { CodeKind } from "../../core/code-kinds.ts";
import type { Channel } from "../../core/message.ts";

export const outcomeTypes = ["code", "fault", "life"] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/** Steps of the rule in front that provokes an outcome. */
export type ProvokingSteps = Pick<
  NextRuleInput,
  "answer" | "accept" | "before" | "response" | "pdu" | "fault" | "life" | "callbacks"
>;

export interface SweepOutcome {
  /** `PROVIDER/OPERATION/97`, `PROVIDER/OPERATION/fault:lose-answer`, `PROVIDER/OPERATION/life:twice`. */
  readonly id: string;
  readonly provider: string;
  readonly operation: string;
  readonly channels: readonly Channel[];
  /** True if the operation sends messages. */
  readonly sends: boolean;
  readonly type: OutcomeType;
  /** `97`, `lose-answer`, `twice`. */
  readonly value: string;
  /** The provider's own sentence, or words about a fault or a later life; null: there is none. */
  readonly text: string | null;
  /** The same in Portuguese: a sentence of the provider stays as it is. */
  readonly portuguese: string | null;
  readonly kinds: readonly CodeKind[];
  readonly evidence: "documented" | "observed" | "assumed";
  /** True if the message is accepted all the same. */
  readonly isAccepted: boolean;
  /** True if a client that goes on as with everything well is right. */
  readonly isHarmless: boolean;
  /** True if the client waits for an answer that does not come. */
  readonly isSlow: boolean;
  /** True if it shows only once the message has its last status. */
  readonly needsEnd: boolean;
  readonly steps: ProvokingSteps;
}

/** Names by which globs find an outcome: its id, also without its type. */
export function namesOf({ id, provider, operation, value }: SweepOutcome): readonly string[] {
  return [id, `${provider}/${operation}/${value}`];
}

/** Times of a rule that strikes each request. */
const always = 1_000_000;

/** Request that is struck: the first one, each, or that of this number. */
export type StrikeAt = "first" | "each" | number;

/** Rule in front that provokes an outcome. */
export function provokingRule({ provider, operation, steps }: SweepOutcome, at: StrikeAt): NextRuleInput {
  const which = at === "each" ? { times: always } : at === "first" ? { times: 1 } : { times: 1, nth: at };
  return { provider, operation, ...which, ...steps };
}
