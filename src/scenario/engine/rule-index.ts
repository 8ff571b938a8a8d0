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

/** Operation names can come from the wire, so the number of remembered ones is bounded. */
const maxOperations = 512;

/** Returns a look-up of the rules that concern a request's provider and operation. It counts the requests of each operation. */
export function indexRules(usage: ScenarioUsage): (facts: RequestFacts) => readonly IndexedRule[] {
  const byOperation = new Map<
    string,
    { readonly rules: readonly IndexedRule[]; readonly requests: { count: number } }
  >();
  return (facts) => {
    const operation = facts.operation.toLowerCase();
    const key = `${facts.provider} ${facts.event ?? operation} ${facts.direction ?? ""}`;
    const cached = byOperation.get(key);
    if (cached !== undefined) {
      cached.requests.count += 1;
      return cached.rules;
    }
    const rules = usage.rules.filter(({ rule }) => concerns(rule, facts, operation)).map(toIndexed);
    if (byOperation.size >= maxOperations) return rules;
    const requests = usage.operation(key, facts);
    requests.count += 1;
    byOperation.set(key, { rules, requests });
    return rules;
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
