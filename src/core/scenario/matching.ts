// Whether the `when` of a rule holds for an ask. The keys that only look (provider ... state) come first and change
// nothing; the keys that count or draw (chance, call, limit, turns) are asked only when all of those hold.

import { accountKey } from "../account.ts";
import type { Ask } from "../ask.ts";
import type { Instant } from "../ports.ts";
import type { CallNumbers, When } from "./shape.ts";
import { isWithin } from "./time-of-day.ts";

/** The key of `when` that did not hold. */
export type WhenKey = Exclude<keyof When, "per"> | "limit" | "inTurn";

/** What the looking keys need to know besides the ask. */
export interface Moment {
  readonly now: Instant;
  readonly startedAt: Instant;
  variable(name: string): string | null;
}

type Check = (when: When, ask: Ask, moment: Moment) => boolean;

// In the order in which a person narrows a rule down; the first that fails is named in the near miss.
const checks: readonly (readonly [key: WhenKey, check: Check])[] = [
  ["provider", (when, ask) => when.provider === undefined || when.provider.includes(ask.provider)],
  ["operation", (when, ask) => when.operation === undefined || isOneOf(when.operation, ask.operation)],
  ["channel", (when, ask) => when.channel === undefined || when.channel.includes(ask.channel)],
  ["account", (when, ask) => fits(when.account, ask.account === undefined ? undefined : accountKey(ask.account))],
  ["to", (when, ask) => fits(when.to, ask.to)],
  ["from", (when, ask) => fits(when.from, ask.from)],
  ["text", (when, ask) => fits(when.text, ask.text)],
  ["id", (when, ask) => fits(when.id, ask.id)],
  ["fields", (when, ask) => when.fields === undefined || fieldThatFails(when.fields, ask) === null],
  ["state", (when, _ask, moment) => when.state === undefined || variableThatFails(when.state, moment) === null],
  ["between", (when, _ask, moment) => when.between === undefined || isWithin(when.between, moment.now)],
  ["window", (when, _ask, moment) => when.window === undefined || isInside(when.window, moment)],
];

/** The first looking key that does not hold, or null when all do. */
export function keyThatFails(when: When, ask: Ask, moment: Moment): WhenKey | null {
  for (const [key, check] of checks) if (!check(when, ask, moment)) return key;
  return null;
}

/** How many looking keys do not hold, and the first of them. */
export function distance(
  when: When,
  ask: Ask,
  moment: Moment,
): { readonly failing: number; readonly key: WhenKey | null } {
  let failing = 0;
  let first: WhenKey | null = null;
  for (const [key, check] of checks) {
    if (check(when, ask, moment)) continue;
    failing += 1;
    first ??= key;
  }
  return { failing, key: first };
}

/** The name of the first field that does not fit, or null. */
export function fieldThatFails(fields: NonNullable<When["fields"]>, ask: Ask): string | null {
  for (const { name, matcher } of fields) {
    const value = fieldOf(ask, name);
    if (value === undefined || !matcher.test(value)) return name;
  }
  return null;
}

/** The name of the first variable that does not fit, or null. One that was never set is the empty text. */
export function variableThatFails(state: NonNullable<When["state"]>, moment: Moment): string | null {
  for (const [name, matcher] of Object.entries(state)) if (!matcher.test(moment.variable(name) ?? "")) return name;
  return null;
}

/** Whether the n-th call is one of those meant. */
export function isMeant(call: CallNumbers, n: number): boolean {
  switch (call.kind) {
    case "range":
      return n >= call.from && n <= call.until;
    case "every":
      return n % call.every === 0;
    case "after":
      return n > call.after;
  }
}

/** Whether an operation is among these, without regard to case. */
export function isOneOf(names: readonly string[], operation: string): boolean {
  const lower = operation.toLowerCase();
  return names.some((name) => name.toLowerCase() === lower);
}

function fits(matcher: When["to"], value: string | undefined): boolean {
  return matcher === undefined || (value !== undefined && matcher.test(value));
}

function fieldOf(ask: Ask, lowerName: string): string | undefined {
  for (const [name, value] of Object.entries(ask.fields)) if (name.toLowerCase() === lowerName) return value;
  return undefined;
}

function isInside(window: NonNullable<When["window"]>, moment: Moment): boolean {
  const since = moment.now - moment.startedAt;
  return since >= window.from && since < window.until;
}
