// Why no rule was taken: the rule that came nearest, and the key that failed. Fields can hold secrets, so their values are
// never kept.

import { accountKey } from "../../core/account.ts";
import { maskedWords } from "../../core/masked-text.ts";
import type { Difference, NearMiss } from "../../core/near-miss.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { type Bilingual, bilingual, sentencesOf } from "../../core/sentences.ts";
import {
  checksOf,
  fieldThatFails,
  headerThatFails,
  operatorCodeOf,
  type RuleMoment,
  variableThatFails,
  type WhenKey,
} from "./matching.ts";
import { type Candidate, missesLookedAt } from "./rule-index.ts";
import type { MaskText } from "./run-options.ts";
import type { Rule } from "./scenario.ts";
import { smppFailure } from "./session-sentences.ts";
import { dayWords, nthListWords, timeWords } from "./words.ts";

const say = sentencesOf({
  header: { en: "header {name} does not fit", pt: "o cabeçalho {name} não serve" },
  field: { en: "field {name} does not fit", pt: "o campo {name} não serve" },
  day: { en: "the day does not fit ({days})", pt: "o dia não serve ({days})" },
  between: { en: "the time of day is outside {time}", pt: "a hora do dia está fora de {time}" },
  window: { en: "the moment is outside its window", pt: "o momento está fora da sua janela" },
  chance: {
    en: "the random draw was not within the chance of {chance}",
    pt: "o sorteio não ficou dentro da probabilidade de {chance}",
  },
  nth: { en: "the request is not {nth}", pt: "a requisição não é {nth}" },
  "no-per": { en: "the request lacks what per names", pt: "a requisição não tem o que per pede" },
  faster: { en: "the rate was not exceeded", pt: "a vazão não foi excedida" },
  limit: { en: "it is used up", pt: "ela já se esgotou" },
  inTurn: { en: "its turns are over", pt: "os usos dela acabaram" },
});

/** A rule that was not taken, and the first key that did not hold. */
export interface Miss {
  readonly rule: Rule;
  readonly key: WhenKey;
}

/** The nearest of these by the looking keys: the fewest failing keys, then the first in the file. */
export function nearest(candidates: readonly Candidate[], facts: RequestFacts, moment: RuleMoment): Miss | null {
  let best: Miss | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { rule, checks } of candidates) {
    let failing = 0;
    let key: WhenKey | null = null;
    for (const check of checks) {
      if (check.passes(facts, moment)) continue;
      failing += 1;
      key ??= check.key;
      if (failing === fewest) break;
    }
    if (key === null || failing >= fewest) continue;
    best = { rule, key };
    fewest = failing;
    // No rule comes nearer.
    if (fewest === 1) break;
  }
  return best;
}

/** The first rules of a file, of any provider and operation, for calls that no rule concerns. */
export function firstRules(rules: readonly Rule[]): readonly Candidate[] {
  return rules.slice(0, missesLookedAt).map((rule) => ({ rule, checks: checksOf(rule.when) }));
}

/** The nearest rule with the reason, its texts masked. */
export function nearMissOf(miss: Miss, facts: RequestFacts, moment: RuleMoment, mask: MaskText): NearMiss {
  const { number: rule, title } = miss.rule;
  const failure = failureOf(miss, facts, moment);
  return {
    rule,
    title: mask(title),
    failure: "key" in failure ? maskedDifference(failure, mask) : maskedWords(failure, mask),
  };
}

/** Characters of a value that are kept. */
const maxActual = 60;

function maskedDifference({ found: actual, wanted, ...rest }: Difference, mask: MaskText): Difference {
  return {
    ...rest,
    ...(actual === undefined ? {} : { found: shortened(mask(actual, maxActual + 1)) }),
    ...(wanted === undefined
      ? {}
      : { wanted: typeof wanted === "string" ? mask(wanted) : wanted.map((value) => mask(value)) }),
  };
}

function shortened(text: string): string {
  return text.length > maxActual ? `${text.slice(0, maxActual)}…` : text;
}

function failureOf({ rule, key }: Miss, facts: RequestFacts, moment: RuleMoment): Difference | Bilingual {
  const { when } = rule;
  switch (key) {
    case "provider":
      return difference(key, facts.provider, when.provider);
    case "operation":
      return difference(key, facts.operation, when.operation);
    case "channel":
      return difference(key, facts.channel, when.channel);
    case "account":
      return difference(key, facts.account === undefined ? undefined : accountKey(facts.account), when.account?.source);
    case "to":
    case "from":
    case "text":
    case "id":
      return difference(key, facts[key], when[key]?.source);
    case "method":
    case "path":
      return difference(key, facts.http?.[key], when[key]?.source);
    case "remote":
      return difference(key, facts.http?.remoteAddress, when.remote?.source);
    case "headers":
      return bilingual(say("header", { name: headerThatFails(when.headers ?? [], facts.http?.headers) ?? "" }));
    case "fields":
      return bilingual(say("field", { name: fieldThatFails(when.fields ?? [], facts) ?? "" }));
    case "sequence":
    case "session":
    case "segment":
      return bilingual(smppFailure(key, when, facts));
    case "state": {
      const name = variableThatFails(when.state ?? {}, moment) ?? "";
      return {
        ...difference(key, moment.variable(name) ?? undefined, when.state?.[name]?.source),
        variable: name,
      };
    }
    case "status":
      return difference(key, facts.status, when.status);
    case "operator":
      return difference(key, operatorCodeOf(facts), when.operator?.source);
    case "weekday":
    case "date":
      return bilingual(say("day", { days: dayWords(when[key]?.source ?? "") }));
    case "between":
      return bilingual(say("between", { time: when.between === undefined ? "" : timeWords(when.between) }));
    case "window":
      return bilingual(say("window"));
    case "chance":
      return bilingual(say("chance", { chance: when.chance ?? 0 }));
    case "nth":
      return bilingual(when.nth === undefined ? say("no-per") : say("nth", { nth: nthListWords(when.nth) }));
    case "faster":
    case "limit":
    case "inTurn":
      return bilingual(say(key));
  }
}

function difference(
  key: WhenKey,
  actual: string | undefined,
  wanted: string | readonly string[] | undefined,
): Difference {
  return { key, ...(actual === undefined ? {} : { found: actual }), ...(wanted === undefined ? {} : { wanted }) };
}
