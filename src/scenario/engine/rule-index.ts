// Rules by provider and operation. Within those, a request walks all rules in the order of the file.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Check, checksOf, isOneOf } from "./matching.ts";
import type { Rule, When } from "./shape.ts";

/** A rule with the looking keys that are still open once provider and operation hold. */
export interface Candidate {
  readonly rule: Rule;
  readonly checks: readonly Check[];
}

/** Operation names can come from the wire, so the number of remembered ones is bounded. */
const mostOperations = 512;

/** Returns a look-up of the rules that concern a request's provider and operation. */
export function indexRules(rules: readonly Rule[]): (ask: RequestFacts) => readonly Candidate[] {
  const byOperation = new Map<string, readonly Candidate[]>();
  return (ask) => {
    const operation = ask.operation.toLowerCase();
    const key = `${ask.provider} ${operation}`;
    const known = byOperation.get(key);
    if (known !== undefined) return known;
    const found = rules.filter(({ when }) => concerns(when, ask, operation)).map(toCandidate);
    if (byOperation.size < mostOperations) byOperation.set(key, found);
    return found;
  };
}

function concerns(when: When, { provider, outward }: RequestFacts, operation: string): boolean {
  const named = when.operation === undefined ? outward !== true : isOneOf(when.operation, operation);
  return named && (when.provider?.includes(provider) ?? true);
}

function toCandidate(rule: Rule): Candidate {
  const open = ({ key }: Check): boolean => key !== "provider" && key !== "operation";
  return { rule, checks: checksOf(rule.when).filter(open) };
}
