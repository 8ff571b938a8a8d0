// Rules by provider and operation. Within those, a request walks all rules in the order of the file.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Check, checksOf, includesOperation } from "./matching.ts";
import type { Rule } from "./scenario.ts";
import type { Effects } from "./steps.ts";
import type { RuleUsage, ScenarioUsage } from "./usage.ts";

/** A rule with the looking keys that are still open once provider and operation hold. */
export interface Candidate {
  readonly rule: Rule;
  readonly checks: readonly Check[];
}

/** A rule with the counters of its use. */
export interface IndexedRule extends Candidate {
  readonly usage: RuleUsage;
}

/** Rules that a request of an operation tries. */
interface RuleList {
  /** In the order of the file. */
  readonly rules: readonly IndexedRule[];
  /** Those that are weighed for a near miss. */
  readonly first: readonly IndexedRule[];
}

/** Number of rules that are weighed for a near miss; a thousand would cost more than the request itself. */
export const missesLookedAt = 24;

/** Operation names can come from the wire, so the number of remembered ones is bounded. */
const maxOperations = 512;

/** Returns a look-up of the rules that concern a request's provider and operation. It counts the requests of each operation. */
export function indexRules(usage: ScenarioUsage): (facts: RequestFacts) => RuleList {
  const byOperation = new Map<string, RuleList & { readonly requests: { count: number } }>();
  return (facts) => {
    const operation = facts.operation.toLowerCase();
    const key = `${facts.provider} ${facts.event ?? operation} ${facts.direction ?? ""}`;
    const cached = byOperation.get(key);
    if (cached !== undefined) {
      cached.requests.count += 1;
      return cached;
    }
    const rules = usage.rules.filter(({ rule }) => concerns(rule, facts, operation)).map(toIndexed);
    const list = { rules, first: rules.slice(0, missesLookedAt) };
    if (byOperation.size >= maxOperations) return list;
    const requests = usage.operation(key, facts);
    requests.count += 1;
    byOperation.set(key, { ...list, requests });
    return list;
  };
}

/** True if a rule is asked about requests of this provider and operation. */
export function concerns(
  { when, turns }: Rule,
  {
    provider,
    outward,
    page,
    event,
    direction,
  }: Pick<RequestFacts, "provider" | "outward" | "page" | "event" | "direction">,
  operation: string,
): boolean {
  if (when.event !== event) return false;
  if (when.provider?.includes(provider) === false) return false;
  const isNamed = when.operation !== undefined && includesOperation(when.operation, operation);
  if (direction === "out") {
    if (when.direction !== "out") return when.direction === undefined && isNamed && outward === true;
    return isNamed || when.operation === undefined;
  }
  if (when.direction === "out") return false;
  if (when.operation !== undefined) return isNamed;
  return outward !== true && !(page === true && turns.some(decides));
}

/** True if the steps decide about a message, which a page has not. */
function decides({ answer, accept, oneOf = [] }: Effects): boolean {
  return answer !== undefined || accept || oneOf.some(({ effects }) => decides(effects));
}

function toIndexed(usage: RuleUsage): IndexedRule {
  const open = ({ key }: Check): boolean => key !== "provider" && key !== "operation";
  return { rule: usage.rule, checks: checksOf(usage.rule.when).filter(open), usage };
}
