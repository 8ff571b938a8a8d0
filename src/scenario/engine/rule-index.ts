// Finds the few rules that an ask can match among a thousand: first by provider and operation, then by what a rule
// names exactly (a number, an id, a text), begins with, or must find in the text. Rules keep the order of the file.

import { accountKey } from "../../core/account.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { lowered } from "./matcher.ts";
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
  /** Those that the ask can match by what they name, in the order of the file. */
  candidates(ask: RequestFacts): readonly Candidate[];
}

// Operation names can come from the wire, so what is remembered of them is bounded.
const roomBound = 512;

type Keyed = "to" | "id" | "text" | "account";
const keyedBy: readonly Keyed[] = ["to", "id", "text", "account"];

/** The ways in to the rules that name something under one key. */
interface Drawer {
  readonly exact: Map<string, Candidate[]>;
  /** By the length of the beginning. */
  readonly begins: Map<number, Map<string, Candidate[]>>;
  /** By three characters of the needle. */
  readonly grams: Map<string, Candidate[]>;
}

/** Sorts rules so that the room of an ask is a look-up. */
export function indexRules(rules: readonly Rule[]): (ask: RequestFacts) => Room {
  const rooms = new Map<string, Room>();
  return (ask) => {
    const operation = ask.operation.toLowerCase();
    const key = `${ask.provider} ${operation}`;
    const known = rooms.get(key);
    if (known !== undefined) return known;
    const room = createRoom(rules.filter(({ when }) => concerns(when, ask, operation)).map(toCandidate));
    if (rooms.size < roomBound) rooms.set(key, room);
    return room;
  };
}

function concerns(when: When, { provider, outward }: RequestFacts, operation: string): boolean {
  const named = when.operation === undefined ? outward !== true : isOneOf(when.operation, operation);
  return named && (when.provider?.includes(provider) ?? true);
}

// In its room a rule's provider and operation hold already.
function toCandidate(rule: Rule): Candidate {
  const open = ({ key }: Check): boolean => key !== "provider" && key !== "operation";
  return { rule, checks: checksOf(rule.when).filter(open) };
}

function createRoom(all: readonly Candidate[]): Room {
  const drawers = new Map<Keyed, Drawer>();
  const others = all.filter((candidate) => !file(candidate, drawers));
  if (drawers.size === 0) return { all, candidates: () => all };
  return {
    all,
    candidates(ask) {
      const lists: (readonly Candidate[])[] = others.length > 0 ? [others] : [];
      for (const [key, drawer] of drawers) {
        const value = key === "account" ? accountOf(ask) : ask[key];
        if (value !== undefined) open(drawer, value, lists);
      }
      const [only] = lists;
      if (lists.length <= 1) return only ?? [];
      // A gram can stand in a text more than once.
      return [...new Set(lists.flat())].sort((a, b) => a.rule.number - b.rule.number);
    },
  };
}

function open(drawer: Drawer, value: string, lists: (readonly Candidate[])[]): void {
  const add = (found: readonly Candidate[] | undefined): void => {
    if (found !== undefined) lists.push(found);
  };
  add(drawer.exact.get(value));
  for (const [length, byText] of drawer.begins) if (value.length >= length) add(byText.get(value.slice(0, length)));
  if (drawer.grams.size === 0) return;
  const small = lowered(value);
  for (let at = 0; at + 3 <= small.length; at++) add(drawer.grams.get(small.slice(at, at + 3)));
}

/** Files a rule under the first key that names something; one that names nothing is a candidate for every ask. */
function file(candidate: Candidate, drawers: Map<Keyed, Drawer>): boolean {
  for (const key of keyedBy) {
    const matcher = candidate.rule.when[key];
    if (matcher === undefined) continue;
    const { literals, prefix, needle } = matcher;
    if (literals === undefined && prefix === undefined && needle === undefined) continue;
    const drawer = entry(drawers, key, () => ({ exact: new Map(), begins: new Map(), grams: new Map() }));
    if (literals !== undefined) for (const text of new Set(literals)) push(drawer.exact, text, candidate);
    else if (prefix !== undefined) {
      push(
        entry(drawer.begins, prefix.length, () => new Map<string, Candidate[]>()),
        prefix,
        candidate,
      );
    } else push(drawer.grams, rarest(needle ?? "", drawer.grams), candidate);
    return true;
  }
  return false;
}

// The three characters that the fewest rules are filed under, so that rules which begin alike part ways.
function rarest(needle: string, grams: ReadonlyMap<string, readonly Candidate[]>): string {
  let best = needle.slice(0, 3);
  for (let at = 1; at + 3 <= needle.length; at++) {
    const gram = needle.slice(at, at + 3);
    if ((grams.get(gram)?.length ?? 0) < (grams.get(best)?.length ?? 0)) best = gram;
  }
  return best;
}

function push(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  entry(map, key, () => []).push(candidate);
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function accountOf(ask: RequestFacts): string | undefined {
  return ask.account === undefined ? undefined : accountKey(ask.account);
}
