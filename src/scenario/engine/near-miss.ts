// Why no rule was taken, in one sentence: the rule that came nearest, and the key that failed. Fields can hold secrets,
// so their values are never said.

import { accountKey } from "../../core/account.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import {
  checksOf,
  fieldThatFails,
  headerThatFails,
  operatorCodeOf,
  type RuleMoment,
  variableThatFails,
  type WhenKey,
} from "./matching.ts";
import type { Candidate } from "./rule-index.ts";
import type { Rule } from "./shape.ts";
import { nthWords, timeWords } from "./words.ts";

/** A rule that was not taken, and the first key that did not hold. */
export interface Miss {
  readonly rule: Rule;
  readonly key: WhenKey;
}

/** Number of rules that are weighed for the sentence; a thousand would cost more than the request itself. */
export const missesLookedAt = 24;

/** The nearest of these by the looking keys: the fewest failing keys, then the first in the file. */
export function nearest(candidates: readonly Candidate[], facts: RequestFacts, moment: RuleMoment): Miss | null {
  let best: Miss | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { rule, checks } of candidates) {
    let failing = 0;
    let key: WhenKey | null = null;
    for (const check of checks) {
      if (check.holds(facts, moment)) continue;
      failing += 1;
      key ??= check.key;
    }
    if (key === null || failing >= fewest) continue;
    best = { rule, key };
    fewest = failing;
  }
  return best;
}

/** The first rules of a file, of any provider and operation, for calls that no rule concerns. */
export function firstRules(rules: readonly Rule[]): readonly Candidate[] {
  return rules.slice(0, missesLookedAt).map((rule) => ({ rule, checks: checksOf(rule.when) }));
}

/** `nearest was rule 2 "…": to is 5511…, the rule asks for 55119*`. */
export function missSentence(miss: Miss, facts: RequestFacts, moment: RuleMoment): string {
  return `nearest was rule ${miss.rule.number} "${miss.rule.title}": ${failure(miss, facts, moment)}`;
}

function failure({ rule, key }: Miss, facts: RequestFacts, moment: RuleMoment): string {
  const { when } = rule;
  switch (key) {
    case "provider":
      return differs("provider", facts.provider, when.provider?.join(" or "));
    case "operation":
      return differs("operation", facts.operation, when.operation?.join(" or "));
    case "channel":
      return differs("channel", facts.channel, when.channel?.join(" or "));
    case "account":
      return differs(
        "account",
        facts.account === undefined ? undefined : accountKey(facts.account),
        when.account?.source,
      );
    case "to":
    case "from":
    case "text":
    case "id":
      return differs(key, facts[key], when[key]?.source);
    case "method":
    case "path":
      return differs(key, facts.http?.[key], when[key]?.source);
    case "remote":
      return differs("remote", facts.http?.remoteAddress, when.remote?.source);
    case "headers":
      return `header ${headerThatFails(when.headers ?? [], facts.http?.headers) ?? ""} does not fit`;
    case "fields":
      return `field ${fieldThatFails(when.fields ?? [], facts) ?? ""} does not fit`;
    case "state": {
      const name = variableThatFails(when.state ?? {}, moment) ?? "";
      return differs(`state ${name}`, moment.variable(name) ?? undefined, when.state?.[name]?.source);
    }
    case "status":
      return differs("status", facts.status, when.status?.join(" or "));
    case "operator":
      return differs("operator", operatorCodeOf(facts), when.operator?.source);
    case "weekday":
    case "date":
      return `the day is not ${when[key]?.source ?? ""}`;
    case "between":
      return `the time of day is outside ${when.between === undefined ? "" : timeWords(when.between)}`;
    case "window":
      return "the moment is outside its window";
    case "chance":
      return `chance ${when.chance ?? 0} did not fall`;
    case "nth":
      return `this was not ${when.nth === undefined ? "its request" : nthWords(when.nth)}`;
    case "faster":
      return "the rate was not exceeded";
    case "limit":
      return "it is used up";
    case "inTurn":
      return "its turns are over";
  }
}

function differs(what: string, found: string | undefined, wanted: string | undefined): string {
  const shown = found === undefined ? "absent" : found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return `${what} is ${shown === "" ? "empty" : shown}, the rule asks for ${wanted ?? "nothing"}`;
}
