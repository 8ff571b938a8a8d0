// Rules of an operation, found by the beginning that their first condition asks for: a request tries the rules that it
// may match, and the others count as rejected without being read. A thousand rules for a thousand numbers cost as one.

import type { RequestFacts } from "../../core/request-facts.ts";
import type { Check } from "./matching.ts";
import type { Rule } from "./scenario.ts";
import type { RuleUsage } from "./usage.ts";

/** Number of rules that are weighed for a near miss; a thousand would cost more than the request itself. */
export const missesLookedAt = 24;

/** A rule with the looking keys that are still open once provider and operation hold. */
export interface Candidate {
  readonly rule: Rule;
  readonly checks: readonly Check[];
}

/** A rule with the counters of its use. */
export interface IndexedRule extends Candidate {
  readonly usage: RuleUsage;
  /** Requests that tried the rule, since the skipped ones were counted. */
  visits: number;
}

type TextFact = "to" | "from" | "text" | "id";

/** Places of rules by the text that a fact has to begin with. */
interface Beginnings {
  readonly fact: TextFact;
  readonly byText: Map<string, number[]>;
  readonly lengths: Set<number>;
}

export class RuleList {
  /** In the order of the file. */
  readonly rules: readonly IndexedRule[];
  /** Rules that are weighed for a near miss. */
  readonly first: readonly IndexedRule[];
  /** Places of the rules that any request may match. */
  readonly #open: number[] = [];
  readonly #beginnings: Beginnings[] = [];
  /** Rules that every request passed, by the number of rules that it passed. */
  readonly #walks: number[];
  /** Rules at the head that were tried before: the first request that a rule rejects is shown with it. */
  #tried = 0;

  constructor(rules: readonly IndexedRule[]) {
    this.rules = rules;
    this.first = rules.slice(0, missesLookedAt);
    this.#walks = Array.from({ length: rules.length + 1 }, () => 0);
    for (const [place, { rule, checks }] of rules.entries()) this.#add(place, rule, checks[0]);
  }

  /** Places of the rules that a request tries, in the order of the file. */
  toTry(facts: RequestFacts): readonly number[] {
    if (this.#tried < this.rules.length) return this.#withUntried(facts);
    const found = this.#found(facts);
    return found.length === 0 ? this.#open : [...this.#open, ...found].sort(ascending);
  }

  /** Counts a request that has passed so many rules. */
  walked(passed: number): void {
    this.#walks[passed] = (this.#walks[passed] ?? 0) + 1;
    if (passed > this.#tried) this.#tried = passed;
  }

  /** Adds the requests that rules did not see to the counters of their use. */
  settle(): void {
    let walks = 0;
    for (let place = this.rules.length - 1; place >= 0; place--) {
      walks += this.#walks[place + 1] ?? 0;
      const rule = this.rules[place];
      if (rule === undefined) continue;
      rule.usage.skipped(walks - rule.visits);
      rule.visits = 0;
    }
    this.#walks.fill(0);
  }

  #add(place: number, { when }: Rule, check: Check | undefined): void {
    const key = check?.key;
    const fact = key === "to" || key === "from" || key === "text" || key === "id" ? key : null;
    const matcher = fact === null ? undefined : when[fact];
    const texts = matcher?.literals ?? (matcher?.prefix === undefined ? [] : [matcher.prefix]);
    if (fact === null || texts.length === 0 || texts.includes("")) {
      this.#open.push(place);
      return;
    }
    let beginnings = this.#beginnings.find((other) => other.fact === fact);
    if (beginnings === undefined) {
      beginnings = { fact, byText: new Map(), lengths: new Set() };
      this.#beginnings.push(beginnings);
    }
    for (const text of texts) {
      beginnings.lengths.add(text.length);
      const places = beginnings.byText.get(text);
      if (places === undefined) beginnings.byText.set(text, [place]);
      else if (places.at(-1) !== place) places.push(place);
    }
  }

  /** Places of the rules whose beginnings a request has. */
  #found(facts: RequestFacts): readonly number[] {
    let found: number[] | null = null;
    for (const { fact, byText, lengths } of this.#beginnings) {
      const value = facts[fact];
      if (value === undefined) continue;
      for (const length of lengths) {
        const places = byText.get(value.slice(0, length));
        if (places !== undefined) found = found === null ? places : [...found, ...places];
      }
    }
    // The texts of a rule may begin alike.
    return found === null ? [] : [...new Set(found)];
  }

  /** The same, with all rules that no request has tried yet. */
  #withUntried(facts: RequestFacts): readonly number[] {
    const places = [...this.#open, ...this.#found(facts)].filter((place) => place < this.#tried).sort(ascending);
    for (let place = this.#tried; place < this.rules.length; place++) places.push(place);
    return places;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
