// Why no rule was taken, in one sentence: the rule that came nearest, and the key that failed. Fields can hold secrets,
// so their values are never said.

import { accountKey } from "../../core/account.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { type Bilingual, either, type Sentence, type SentenceValue, sentencesOf } from "../../core/sentences.ts";
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
import { smppFailure } from "./session-sentences.ts";
import type { Rule } from "./shape.ts";
import { nthWords, timeWords } from "./words.ts";

const say = sentencesOf({
  nearest: {
    en: 'nearest was rule {number} "{title}": {failure}',
    pt: 'a mais próxima foi a regra {number} "{title}": {failure}',
  },
  differs: { en: "{what} is {found}, the rule asks for {wanted}", pt: "{what} é {found}, a regra pede {wanted}" },
  absent: { en: "absent", pt: "ausente" },
  empty: { en: "empty", pt: "vazio" },
  nothing: { en: "nothing", pt: "nada" },
  header: { en: "header {name} does not fit", pt: "o cabeçalho {name} não serve" },
  field: { en: "field {name} does not fit", pt: "o campo {name} não serve" },
  state: { en: "state {name}", pt: "a variável {name}" },
  day: { en: "the day is not {days}", pt: "o dia não é {days}" },
  between: { en: "the time of day is outside {time}", pt: "a hora do dia está fora de {time}" },
  window: { en: "the moment is outside its window", pt: "o momento está fora da sua janela" },
  chance: { en: "chance {chance} did not fall", pt: "a probabilidade {chance} não caiu" },
  nth: { en: "this was not {nth}", pt: "esta não foi {nth}" },
  "its-request": { en: "its request", pt: "a sua requisição" },
  faster: { en: "the rate was not exceeded", pt: "a vazão não foi excedida" },
  limit: { en: "it is used up", pt: "ela já se esgotou" },
  inTurn: { en: "its turns are over", pt: "as suas vezes acabaram" },
});

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
export function missSentence(miss: Miss, facts: RequestFacts, moment: RuleMoment): Sentence {
  const { number, title } = miss.rule;
  return say("nearest", { number, title, failure: failure(miss, facts, moment) });
}

function failure({ rule, key }: Miss, facts: RequestFacts, moment: RuleMoment): Bilingual {
  const { when } = rule;
  switch (key) {
    case "provider":
      return differs("provider", facts.provider, choice(when.provider));
    case "operation":
      return differs("operation", facts.operation, choice(when.operation));
    case "channel":
      return differs("channel", facts.channel, choice(when.channel));
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
      return say("header", { name: headerThatFails(when.headers ?? [], facts.http?.headers) ?? "" });
    case "fields":
      return say("field", { name: fieldThatFails(when.fields ?? [], facts) ?? "" });
    case "sequence":
    case "session":
    case "segment":
      return smppFailure(key, when, facts);
    case "state": {
      const name = variableThatFails(when.state ?? {}, moment) ?? "";
      return differs(say("state", { name }), moment.variable(name) ?? undefined, when.state?.[name]?.source);
    }
    case "status":
      return differs("status", facts.status, choice(when.status));
    case "operator":
      return differs("operator", operatorCodeOf(facts), when.operator?.source);
    case "weekday":
    case "date":
      return say("day", { days: when[key]?.source ?? "" });
    case "between":
      return say("between", { time: when.between === undefined ? "" : timeWords(when.between) });
    case "window":
      return say("window");
    case "chance":
      return say("chance", { chance: when.chance ?? 0 });
    case "nth":
      return say("nth", { nth: when.nth === undefined ? say("its-request") : nthWords(when.nth) });
    case "faster":
    case "limit":
    case "inTurn":
      return say(key);
  }
}

function choice(values: readonly string[] | undefined): Bilingual | undefined {
  return values === undefined ? undefined : either(values);
}

function differs(what: SentenceValue, found: string | undefined, wanted: SentenceValue | undefined): Bilingual {
  return say("differs", { what, found: foundWords(found), wanted: wanted ?? say("nothing") });
}

function foundWords(found: string | undefined): SentenceValue {
  if (found === undefined) return say("absent");
  if (found === "") return say("empty");
  return found.length > 60 ? `${found.slice(0, 60)}…` : found;
}
