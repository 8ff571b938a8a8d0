// Variables of a running scenario: one value for the sandbox, or one for each recipient, sender, account or text.

import { accountKey, parseAccountKey } from "../../core/account.ts";
import { normalise } from "../../core/address.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import { type PlaceholderValue, renderTemplate } from "../../core/template.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Counts } from "./counts.ts";
import type { ScenarioVariable } from "./scenario.ts";
import type { Assignment, PerKey } from "./steps.ts";

/** Longest value that is a part of a key; a digest stands for longer ones. */
const maxKeyLength = 64;
/** Keys of one name; the oldest goes. */
const maxKeys = 10_000;

const perWords: Readonly<Record<PerKey, string>> = {
  to: "recipient",
  from: "sender",
  account: "account",
  text: "text",
  session: "session",
};

/** Parts of a request that keys are made of. */
export type KeyFacts = Pick<RequestFacts, PerKey>;

export class Variables {
  readonly #counts: Counts;
  readonly #random: SeededRandom;
  readonly #perOf: ReadonlyMap<string, PerKey | undefined>;

  constructor(counts: Counts, random: SeededRandom, variables: readonly ScenarioVariable[]) {
    this.#counts = counts;
    this.#random = random;
    this.#perOf = new Map(variables.map(({ name, per }) => [name, per]));
  }

  /** The value of a variable; null: never set; undefined: the request lacks the key. */
  read(name: string, facts: KeyFacts): string | null | undefined {
    const per = this.#perOf.get(name);
    if (per === undefined) return this.#counts.text(`var:${name}`);
    const key = keyFor(facts, per, this.#random);
    return key === undefined ? undefined : this.#counts.text(keyed(name, key));
  }

  /** Sets the variable of a request; nothing, where the request lacks the key. */
  assign({ name, value }: Assignment, facts: KeyFacts, valueFor: PlaceholderValue): void {
    const per = this.#perOf.get(name);
    const before = this.read(name, facts);
    const text = "add" in value ? String(Number(before ?? 0) + value.add) : renderTemplate(value.text, valueFor);
    if (per === undefined) this.#counts.keep(`var:${name}`, text);
    else {
      const key = keyFor(facts, per, this.#random);
      if (key !== undefined) this.#setFor(name, key, text);
    }
  }

  /**
   * Sets a variable by the control API.
   * @param key recipient, sender, account or text, where the variable has a value for each
   * @throws UsageError where the scenario has no such variable, or has it with another key
   */
  set(name: string, value: string, key?: string): void {
    const per = this.#perOf.get(name);
    const where = `variable ${name}`;
    if (!this.#perOf.has(name)) {
      const near = nearestWord(name, [...this.#perOf.keys()]);
      const remedy = near === null ? "name a variable of the scenario" : `write ${near}`;
      throw new UsageError({ where, problem: "is not in the scenario", remedy, kind: "missing" });
    }
    if (per === undefined) {
      const [problem, remedy] = ["has one value for all requests", "leave out for (--for)"];
      if (key !== undefined) throw new UsageError({ where, problem, remedy });
      this.#counts.keep(`var:${name}`, value);
      return;
    }
    const problem = `has a value for each ${perWords[per]}`;
    if (per === "session") throw new UsageError({ where, problem, remedy: "set it by a rule" });
    if (key === undefined) throw new UsageError({ where, problem, remedy: "name one with for (--for)" });
    if (per === "account" && parseAccountKey(key) === null) {
      throw new UsageError({ where, problem, value: key, remedy: "write for (--for) as PROVIDER/NAME" });
    }
    this.#setFor(name, keyOf(key, per, this.#random), value);
  }

  /** Forgets the values of one key of all variables by this part of a request. */
  forget(facts: KeyFacts, per: PerKey): void {
    const key = keyFor(facts, per, this.#random);
    for (const [name, kept] of this.#perOf) if (kept === per && key !== undefined) this.#counts.drop(keyed(name, key));
  }

  #setFor(name: string, key: string, value: string): void {
    const counts = this.#counts;
    const full = keyed(name, key);
    if (counts.text(full) === null) {
      const slot = `slot:${name}:${counts.next(`slots:${name}`) % maxKeys};`;
      const oldest = counts.text(slot);
      if (oldest !== null) counts.drop(oldest);
      counts.keep(slot, full);
    }
    counts.keep(full, value);
  }
}

/** The end mark, which no key has, keeps one key from being the beginning of another. */
function keyed(name: string, key: string): string {
  return `var:${name}@${key.replace(/[%;]/g, encodeURIComponent)};`;
}

/** The value that a key stands for in one request; undefined: the request has none. */
export function keyFor(facts: KeyFacts, per: PerKey, random: SeededRandom): string | undefined {
  const value = keyValue(facts, per);
  return value === undefined ? undefined : keyOf(value, per, random);
}

/** Numbers are compared in normal form, as conditions compare these. */
function keyOf(value: string, per: PerKey, random: SeededRandom): string {
  const key = per === "to" || per === "from" ? normalise(value) : value;
  return key.length > maxKeyLength ? random.digest(`per ${key}`) : key;
}

function keyValue(facts: KeyFacts, per: PerKey): string | undefined {
  if (per === "account") return facts.account && accountKey(facts.account);
  // Numbers of sessions begin anew with each start of the emulator.
  if (per === "session") return facts.session && `${facts.session.since}#${facts.session.id}`;
  return facts[per];
}
