// Finds the few rules that an ask can match among a thousand: first by provider and operation, then by what a rule
// names exactly (a number, an id, a text) or begins with. Rules keep the order of the file.

import { accountKey } from "../account.ts";
import type { Ask } from "../ask.ts";
import type { Matcher } from "./matcher.ts";
import { isOneOf } from "./matching.ts";
import type { Rule, When } from "./shape.ts";

/** The rules of one provider and operation. */
export interface Room {
  readonly rules: readonly Rule[];
  candidates(ask: Ask): readonly Rule[];
}

// Operation names can come from the wire, so what is remembered of them is bounded.
const roomBound = 512;

type Keyed = "to" | "id" | "text" | "account";
const keyedBy: readonly Keyed[] = ["to", "id", "text", "account"];

/** Sorts rules so that `roomFor` is a look-up. */
export function indexRules(rules: readonly Rule[]): (ask: Ask) => Room {
  const rooms = new Map<string, Room>();
  return (ask) => {
    const operation = ask.operation.toLowerCase();
    const key = `${ask.provider} ${operation}`;
    const known = rooms.get(key);
    if (known !== undefined) return known;
    const room = createRoom(rules.filter(({ when }) => concerns(when, ask.provider, operation)));
    if (rooms.size < roomBound) rooms.set(key, room);
    return room;
  };
}

function concerns(when: When, provider: string, operation: string): boolean {
  return (
    (when.provider?.includes(provider) ?? true) && (when.operation === undefined || isOneOf(when.operation, operation))
  );
}

function createRoom(rules: readonly Rule[]): Room {
  const exact = new Map<Keyed, Map<string, Rule[]>>();
  const begins = new Map<Keyed, Map<number, Map<string, Rule[]>>>();
  const others: Rule[] = [];
  for (const rule of rules) {
    if (!fileExactly(rule, exact) && !filePrefix(rule, begins)) others.push(rule);
  }
  if (others.length === rules.length) return { rules, candidates: () => rules };
  return {
    rules,
    candidates(ask) {
      const lists: (readonly Rule[])[] = others.length > 0 ? [others] : [];
      for (const [key, byText] of exact) collect(lists, byText.get(textOf(ask, key) ?? ""));
      for (const [key, byLength] of begins) {
        const value = textOf(ask, key) ?? "";
        for (const [length, byText] of byLength) {
          if (value.length >= length) collect(lists, byText.get(value.slice(0, length)));
        }
      }
      const [only] = lists;
      if (lists.length <= 1) return only ?? [];
      return lists.flat().sort((a, b) => a.number - b.number);
    },
  };
}

function collect(lists: (readonly Rule[])[], found: readonly Rule[] | undefined): void {
  if (found !== undefined) lists.push(found);
}

function fileExactly(rule: Rule, exact: Map<Keyed, Map<string, Rule[]>>): boolean {
  for (const key of keyedBy) {
    const literals = rule.when[key]?.literals;
    if (literals === undefined) continue;
    const byText = entry(exact, key, () => new Map<string, Rule[]>());
    for (const text of new Set(literals)) entry(byText, text, () => []).push(rule);
    return true;
  }
  return false;
}

function filePrefix(rule: Rule, begins: Map<Keyed, Map<number, Map<string, Rule[]>>>): boolean {
  for (const key of keyedBy) {
    const matcher: Matcher | undefined = rule.when[key];
    if (matcher?.prefix === undefined) continue;
    const byLength = entry(begins, key, () => new Map<number, Map<string, Rule[]>>());
    const byText = entry(byLength, matcher.prefix.length, () => new Map<string, Rule[]>());
    entry(byText, matcher.prefix, () => []).push(rule);
    return true;
  }
  return false;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function textOf(ask: Ask, key: Keyed): string | undefined {
  if (key !== "account") return ask[key];
  return ask.account === undefined ? undefined : accountKey(ask.account);
}
