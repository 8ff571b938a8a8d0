import type { Instant, Millis } from "./clock.ts";
import type { Outcome } from "./outcome.ts";
import type { RequestFacts } from "./request-facts.ts";

/** The scenario in force in a sandbox, with its counters, variables and random draws. */
export interface ActiveScenario {
  /** Decides about one message, in the order of the request. Counters change at once. */
  decide(facts: RequestFacts, now: Instant): Outcome;
  /** True if a rule names this operation; other rules do not apply to PDUs that leave for the client. */
  names(operation: string): boolean;
  /** True if a rule is for events. */
  readonly hasEventRules: boolean;
  /** Idle times of a session after which a rule is tried, in their order. */
  readonly idleDurations: readonly Millis[];
}
