// The rule that came nearest to a request that no rule took. Its words are made where they are read: most requests of a
// scenario are near misses that nobody looks at.

import { type Bilingual, bilingual, either, type SentenceValue, sentencesOf } from "./sentences.ts";

/** A value of the request that is not the rule's, secrets masked. */
export interface Difference {
  /** Key of `when`. */
  readonly key: string;
  /** Name of the variable of `state`. */
  readonly variable?: string;
  /** Absent: the request has no such value. */
  readonly found?: string;
  /** Value of the rule, or values of which any would do. */
  readonly wanted?: string | readonly string[];
}

/** The nearest rule, and why it did not hold. Words alone: from a data file of an earlier version. */
export type NearMiss = Bilingual | NearestRule;

interface NearestRule {
  readonly rule: number;
  readonly title: string;
  readonly failure: Difference | Bilingual;
}

const say = sentencesOf({
  nearest: {
    en: 'nearest was rule {number} "{title}": {failure}',
    pt: 'a mais próxima foi a regra {number} "{title}": {failure}',
  },
  differs: { en: "{what} is {found}, the rule asks for {wanted}", pt: "{what} é {found}, a regra pede {wanted}" },
  state: { en: "state {name}", pt: "a variável {name}" },
  absent: { en: "absent", pt: "ausente" },
  empty: { en: "empty", pt: "vazio" },
  nothing: { en: "nothing", pt: "nada" },
});

/** `nearest was rule 2 "…": to is 5511…, the rule asks for 55119*`. */
export function nearMissWords(nearMiss: NearMiss): Bilingual {
  if (!("rule" in nearMiss)) return nearMiss;
  const { rule, title } = nearMiss;
  return bilingual(say("nearest", { number: rule, title, failure: failureWords(nearMiss) }));
}

/** `to is 5511…, the rule asks for 55119*`: the failure alone. */
export function failureWords(nearMiss: NearMiss): Bilingual {
  if (!("rule" in nearMiss)) return nearMiss;
  const { failure } = nearMiss;
  return "key" in failure ? differs(failure) : failure;
}

function differs({ key, variable, found: actual, wanted }: Difference): Bilingual {
  return say("differs", {
    what: variable === undefined ? key : say("state", { name: variable }),
    found: actualWords(actual),
    wanted: wanted === undefined ? say("nothing") : typeof wanted === "string" ? wanted : either(wanted),
  });
}

function actualWords(actual: string | undefined): SentenceValue {
  return actual === undefined ? say("absent") : actual === "" ? say("empty") : actual;
}
