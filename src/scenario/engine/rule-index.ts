// Rules by provider and operation. Within those, a request walks the rules in the order of the file.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Check, checksOf, includesOperation } from "./matching.ts";
import { type IndexedRule, RuleList } from "./rule-list.ts";
import type { Rule } from "./scenario.ts";
import type { Effects } from "./steps.ts";
import type { RuleUsage, ScenarioUsage } from "./usage.ts";

/** Operation names can come from the wire, so the number of remembered ones is bounded. */
const maxOperations = 512;

type RequestKind = { readonly [K in "provider" | "operation" | "event" | "direction"]: RequestFacts[K] | undefined };

interface Indexed {
  readonly kind: RequestKind;
  readonly rules: RuleList;
  readonly requests: { count: number };
}

/** Returns a look-up of the rules that concern a request's provider and operation. It counts the requests of each operation. */
export function indexRules(usage: ScenarioUsage): (facts: RequestFacts) => RuleList {
  const byOperation = new Map<string, Indexed>();
  /** Found without a key: a request is mostly like the one before. */
  let before: Indexed | null = null;
  return (facts) => {
    const indexed: Indexed | null = before !== null && isAlike(before.kind, facts) ? before : find(facts);
    if (indexed === null) return rulesFor(facts);
    before = indexed;
    indexed.requests.count += 1;
    return indexed.rules;
  };

  function rulesFor(facts: RequestFacts): RuleList {
    const operation = facts.operation.toLowerCase();
    return new RuleList(usage.rules.filter(({ rule }) => concerns(rule, facts, operation)).map(toIndexed));
  }

  /** Null: too many operations are remembered. */
  function find(facts: RequestFacts): Indexed | null {
    const { provider, operation, event, direction } = facts;
    const key = `${provider} ${event ?? operation.toLowerCase()} ${direction ?? ""}`;
    const cached = byOperation.get(key);
    if (cached !== undefined || byOperation.size >= maxOperations) return cached ?? null;
    const rules = rulesFor(facts);
    usage.beforeRead(() => rules.settle());
    const kind = { provider, operation, event, direction };
    const indexed = { kind, rules, requests: usage.operation(key, facts) };
    byOperation.set(key, indexed);
    return indexed;
  }
}

function isAlike(kind: RequestKind, { provider, operation, event, direction }: RequestFacts): boolean {
  return (
    kind.operation === operation && kind.provider === provider && kind.event === event && kind.direction === direction
  );
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
  return { rule: usage.rule, checks: checksOf(usage.rule.when).filter(open), usage, visits: 0 };
}
