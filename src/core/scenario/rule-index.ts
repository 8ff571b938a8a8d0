// Finds the few rules that an ask can match among a thousand: first by provider and operation, then by what a rule
// names exactly (a number, an id, a text) or begins with. Rules keep the order of the file.

import { accountKey } from "../account.ts";
import type { Ask } from "../ask.ts";
import type { Matcher } from "./matcher.ts";
import { type Check, checksOf, isOneOf } from "./matching.ts";
import type { Rule, When } from "./shape.ts";

/** A rule with the looking keys that are still open in its room. */
export interface Candidate {
  readonly rule: Rule;
  readonly checks: readonly Check[];
}

/** The rules of one provider and operation. */
export interface Room {
  readonly all: readonly Candidate[];
  /** Those that the ask can match by what they name exactly, in the order of the file. */
  candidates(ask: Ask): readonly Candidate[];
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
    const room = createRoom(rules.filter(({ when }) => concerns(when, ask.provider, operation)).map(toCandidate));
    if (rooms.size < roomBound) rooms.set(key, room);
    return room;
  };
}

function concerns(when: When, provider: string, operation: string): boolean {
  return (
    (when.provider?.includes(provider) ?? true) && (when.operation === undefined || isOneOf(when.operation, operation))
  );
}

// In its room a rule's provider and operation hold already.
function toCandidate(rule: Rule): Candidate {
  const open = ({ key }: Check): boolean => key !== "provider" && key !== "operation";
  return { rule, checks: checksOf(rule.when).filter(open) };
}

function createRoom(all: readonly Candidate[]): Room {
  const exact = new Map<Keyed, Map<string, Candidate[]>>();
  const begins = new Map<Keyed, Map<number, Map<string, Candidate[]>>>();
  const others: Candidate[] = [];
  for (const candidate of all) {
    if (!fileExactly(candidate, exact) && !filePrefix(candidate, begins)) others.push(candidate);
  }
  if (others.length === all.length) return { all, candidates: () => all };
  return {
    all,
    candidates(ask) {
      const lists: (readonly Candidate[])[] = others.length > 0 ? [others] : [];
      for (const [key, byText] of exact) collect(lists, byText.get(textOf(ask, key) ?? ""));
      for (const [key, byLength] of begins) {
        const value = textOf(ask, key) ?? "";
        for (const [length, byText] of byLength) {
          if (value.length >= length) collect(lists, byText.get(value.slice(0, length)));
        }
      }
      const [only] = lists;
      if (lists.length <= 1) return only ?? [];
      return lists.flat().sort((a, b) => a.rule.number - b.rule.number);
    },
  };
}

function collect(lists: (readonly Candidate[])[], found: readonly Candidate[] | undefined): void {
  if (found !== undefined) lists.push(found);
}

function fileExactly(candidate: Candidate, exact: Map<Keyed, Map<string, Candidate[]>>): boolean {
  for (const key of keyedBy) {
    const literals = candidate.rule.when[key]?.literals;
    if (literals === undefined) continue;
    const byText = entry(exact, key, () => new Map<string, Candidate[]>());
    for (const text of new Set(literals)) entry(byText, text, () => []).push(candidate);
    return true;
  }
  return false;
}

function filePrefix(candidate: Candidate, begins: Map<Keyed, Map<number, Map<string, Candidate[]>>>): boolean {
  for (const key of keyedBy) {
    const matcher: Matcher | undefined = candidate.rule.when[key];
    if (matcher?.prefix === undefined) continue;
    const byLength = entry(begins, key, () => new Map<number, Map<string, Candidate[]>>());
    const byText = entry(byLength, matcher.prefix.length, () => new Map<string, Candidate[]>());
    entry(byText, matcher.prefix, () => []).push(candidate);
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
