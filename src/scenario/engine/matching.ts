// Whether the `when` of a rule holds for an ask. The keys that only look (provider ... window) come first and change
// nothing; the keys that count or draw (chance, nth, faster, limit, turns) are asked only when all of those hold.

import { accountKey } from "../../core/account.ts";
import { national, readNational } from "../../core/address.ts";
import type { Instant } from "../../core/clock.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { ValueMatcher } from "./matcher.ts";
import type { RequestNumbers, When } from "./scenario.ts";
import { segmentFits, sequenceFits, sessionFits } from "./session-match.ts";
import { isWithin } from "./time-of-day.ts";

/** The key of `when` that did not hold. */
export type WhenKey = Exclude<keyof When, "direction" | "per" | "statePer" | "event"> | "limit" | "inTurn";

/** Facts that the conditions need besides the request. */
export interface RuleMoment {
  /** In small letters: a request can spell its operation in any way. */
  readonly operation: string;
  readonly now: Instant;
  readonly startedAt: Instant;
  /** Value of a variable; null: never set; undefined: the request lacks its key. */
  variable(name: string): string | null | undefined;
}

/** A condition of a rule. */
export interface Check {
  readonly key: WhenKey;
  passes(facts: RequestFacts, moment: RuleMoment): boolean;
}

/** The looking keys that a rule has, in the order in which a person narrows a rule down. */
export function checksOf(when: When): readonly Check[] {
  const checks: Check[] = [];
  const add = (key: WhenKey, passes: Check["passes"]): void => void checks.push({ key, passes });
  const { provider, operation, channel, account, fields, state, between, window } = when;
  if (provider !== undefined) add("provider", (facts) => provider.includes(facts.provider));
  if (operation !== undefined) {
    const names = operation.map((name) => name.toLowerCase());
    add("operation", (_facts, moment) => names.includes(moment.operation));
  }
  const { status } = when;
  if (status !== undefined) add("status", (facts) => status.includes(facts.status ?? ""));
  else if (when.event === "status") add("status", (facts) => facts.isFirstStatus !== true);
  if (channel !== undefined) add("channel", (facts) => channel.includes(facts.channel));
  if (account !== undefined) {
    add("account", (facts) => facts.account !== undefined && account.test(accountKey(facts.account)));
  }
  for (const key of ["to", "from", "text", "id"] as const) {
    const matcher = when[key];
    if (matcher !== undefined) add(key, fitting(key, matcher));
  }
  addHttpChecks(when, add);
  if (fields !== undefined) add("fields", (facts) => fieldThatFails(fields, facts) === null);
  addSmppChecks(when, add);
  if (state !== undefined) add("state", (_facts, moment) => variableThatFails(state, moment) === null);
  const { operator, weekday, date } = when;
  if (operator !== undefined) add("operator", (facts) => operator.codes.includes(operatorCodeOf(facts) ?? ""));
  if (weekday !== undefined) add("weekday", (_facts, { now }) => weekday.passes(now));
  if (date !== undefined) add("date", (_facts, { now }) => date.passes(now));
  if (between !== undefined) add("between", (_facts, { now }) => isWithin(between, now));
  if (window !== undefined) {
    add("window", (_facts, { now, startedAt }) => now - startedAt >= window.from && now - startedAt < window.until);
  }
  return checks;
}

/** The cheapest comparison first: most requests differ from a rule in the first characters. */
function fitting(key: "to" | "from" | "text" | "id", { prefix = "", test }: ValueMatcher): Check["passes"] {
  return (facts) => {
    const value = facts[key];
    return value?.startsWith(prefix) === true && test(value);
  };
}

/** Code of the phone's operator, by what the account knows of the number and else by the table. */
export function operatorCodeOf({ event, to, from, account }: RequestFacts): string | undefined {
  // The phone of an inbound message has sent it.
  const phone = event === "inbound" ? from : to;
  if (phone === undefined) return undefined;
  const number = readNational(national(phone), account === undefined ? {} : { facts: account.numbers });
  return "reason" in number ? undefined : number.operator?.code;
}

/** Keys of the request as HTTP; none of them holds over SMPP. */
function addHttpChecks(
  { headers, method, path, remote }: When,
  add: (key: WhenKey, passes: Check["passes"]) => void,
): void {
  if (method !== undefined) add("method", ({ http }) => fits(method, http?.method));
  if (path !== undefined) add("path", ({ http }) => fits(path, http?.path));
  if (remote !== undefined) add("remote", ({ http }) => fits(remote, http?.remoteAddress));
  if (headers !== undefined) add("headers", ({ http }) => headerThatFails(headers, http?.headers) === null);
}

/** Keys of the request over SMPP; none of them holds over HTTP. */
function addSmppChecks(
  { event, session, segment, sequence }: When,
  add: (key: WhenKey, passes: Check["passes"]) => void,
): void {
  if (sequence !== undefined) add("sequence", (facts) => sequence.some((word) => sequenceFits(word, facts)));
  // An event `idle` is for rules of its own span: others had theirs in the same silence.
  if (event === "idle") add("session", ({ silence }) => silence === session?.idle?.from);
  if (session !== undefined) add("session", (facts) => sessionFits(session, facts.session));
  if (segment !== undefined) add("segment", (facts) => segmentFits(segment, facts.segment));
}

/** The name of the first header that does not fit, or null. */
export function headerThatFails(
  headers: NonNullable<When["headers"]>,
  values: Readonly<Record<string, string>> | undefined,
): string | null {
  return headers.find(({ name, matcher }) => !fits(matcher, values?.[name]))?.name ?? null;
}

/** Returns the number of checks that hold before the first one that does not. */
export function passedBefore(checks: readonly Check[], facts: RequestFacts, moment: RuleMoment): number {
  let passed = 0;
  for (const check of checks) {
    if (!check.passes(facts, moment)) return passed;
    passed += 1;
  }
  return passed;
}

/** The name of the first field that does not fit, or null. */
export function fieldThatFails(fields: NonNullable<When["fields"]>, facts: RequestFacts): string | null {
  for (const { name, matcher } of fields) {
    const value = fieldOf(facts, name);
    if (value === undefined || !matcher.test(value)) return name;
  }
  return null;
}

/** The name of the first variable that does not fit, or null. A variable that was never set is the empty text. */
export function variableThatFails(state: NonNullable<When["state"]>, moment: RuleMoment): string | null {
  for (const name of Object.keys(state)) {
    const value = moment.variable(name);
    if (value === undefined || !state[name]?.test(value ?? "")) return name;
  }
  return null;
}

/** True if the n-th request is one of those meant. */
export function isMeant(nth: RequestNumbers, n: number): boolean {
  switch (nth.kind) {
    case "range":
      return n >= nth.from && n <= nth.until;
    case "every":
      return n % nth.every === 0;
    case "after":
      return n > nth.after;
  }
}

/** Whether an operation is among these, without regard to case. */
export function includesOperation(names: readonly string[], operation: string): boolean {
  const lower = operation.toLowerCase();
  return names.some((name) => name.toLowerCase() === lower);
}

function fits(matcher: ValueMatcher, value: string | undefined): boolean {
  return value !== undefined && matcher.test(value);
}

/** Value of a field by its name in lower case. */
export function fieldOf(facts: Pick<RequestFacts, "fields">, lowerName: string): string | undefined {
  // Most names are spelled as the provider spells them; only the others are worth a walk.
  if (Object.hasOwn(facts.fields, lowerName)) return textOf(facts.fields[lowerName]);
  for (const name of Object.keys(facts.fields)) {
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) return textOf(facts.fields[name]);
  }
  return undefined;
}

function textOf(field: unknown): string | undefined {
  return typeof field === "number" ? String(field) : typeof field === "string" ? field : undefined;
}
