// Variables of a running scenario: one value for the sandbox, or one for each recipient, sender, account or text.

import { accountKey } from "../../core/account.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import { type PlaceholderValue, renderTemplate } from "../../core/template.ts";
import type { Counts } from "./counts.ts";
import type { Rule } from "./shape.ts";
import type { Assignment, PerKey } from "./steps.ts";

/** Longest value that is a part of a key; a digest stands for longer ones. */
const maxKeyLength = 64;
/** Keys of one name; the oldest goes. */
const maxKeys = 10_000;

/** Parts of a request that keys are made of. */
type KeyFacts = Pick<RequestFacts, PerKey>;

export class Variables {
  readonly #counts: Counts;
  readonly #random: SeededRandom;
  readonly #perOf: ReadonlyMap<string, PerKey>;

  constructor(counts: Counts, random: SeededRandom, rules: readonly Rule[]) {
    this.#counts = counts;
    this.#random = random;
    this.#perOf = keysOf(rules);
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
    if (per === undefined) this.set(name, text);
    else {
      const key = keyFor(facts, per, this.#random);
      if (key !== undefined) this.setFor(name, key, text);
    }
  }

  set(name: string, value: string): void {
    this.#counts.keep(`var:${name}`, value);
  }

  setFor(name: string, key: string, value: string): void {
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

/** The end mark keeps one key from being the beginning of another. */
function keyed(name: string, key: string): string {
  return `var:${name}@${key};`;
}

/** The value that a key stands for in one request; undefined: the request has none. */
export function keyFor(facts: KeyFacts, per: PerKey, random: SeededRandom): string | undefined {
  const value = keyValue(facts, per);
  return value !== undefined && value.length > maxKeyLength ? random.digest(`per ${value}`) : value;
}

function keyValue(facts: KeyFacts, per: PerKey): string | undefined {
  if (per === "account") return facts.account && accountKey(facts.account);
  // Numbers of sessions begin anew with each start of the emulator.
  if (per === "session") return facts.session && `${facts.session.since}#${facts.session.id}`;
  return facts[per];
}

function keysOf(rules: readonly Rule[]): ReadonlyMap<string, PerKey> {
  const keys = new Map<string, PerKey>();
  for (const { when, turns } of rules) {
    if (when.statePer !== undefined) for (const name of Object.keys(when.state ?? {})) keys.set(name, when.statePer);
    for (const { set } of turns.flatMap((turn) => [turn, ...(turn.oneOf ?? []).map(({ effects }) => effects)]))
      for (const { name, per } of set) if (per !== undefined) keys.set(name, per);
  }
  return keys;
}
