// Counts of a scenario's use: plain numbers in memory, so that they cost a request next to nothing. Resets of the sandbox do
// not clear them.

import type { AccountKey } from "../../core/account.ts";
import type { Millis } from "../../core/clock.ts";
import type { NearMiss } from "../../core/near-miss.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { checksOf, includesOperation, type WhenKey } from "./matching.ts";
import type { Rule, Scenario } from "./scenario.ts";
import type { Outage } from "./steps.ts";

/** Request that came nearest to a rule before the rule matched any. */
export interface NearestRequest {
  /** Number of the request since the scenario became active. */
  readonly request: number;
  readonly nearMiss: NearMiss;
}

/** Keys that count or draw, in the order in which they are tried. */
const countingKeys = ["limit", "chance", "faster", "nth", "inTurn"] as const;

/** Counts of a rule's use, without the rule. */
export interface RuleCounts {
  matched: number;
  /** Requests that each key let pass no further, in the order of the keys. */
  readonly rejections: number[];
  readonly turns: number[];
  readonly branches: number[][];
  nearest: NearestRequest | null;
  /** Keys that held for the nearest request; -1: there was none. */
  furthest: number;
}

/** Use of a rule. */
export class RuleUsage implements RuleCounts {
  readonly rule: Rule;
  readonly rejections: number[];
  readonly keys: readonly WhenKey[];
  matched = 0;
  readonly turns: number[];
  readonly branches: number[][];
  nearest: NearestRequest | null = null;
  furthest = -1;

  constructor(rule: Rule) {
    this.rule = rule;
    const looking = checksOf(rule.when).map(({ key }) => key);
    this.keys = [...looking.filter((key) => !isIndexed(key)), ...countingKeys];
    this.rejections = this.keys.map(() => 0);
    this.turns = rule.turns.map(() => 0);
    this.branches = rule.turns.map(({ oneOf = [] }) => oneOf.map(() => 0));
  }

  /** @param held keys that held before the one that did not @returns true if no request before came as near */
  reject(held: number): boolean {
    this.rejections[held] = (this.rejections[held] ?? 0) + 1;
    if (held <= this.furthest || this.matched > 0) return false;
    this.furthest = held;
    return true;
  }

  /** As `reject`, for a key that counts or draws. */
  stop(key: WhenKey): boolean {
    return this.reject(this.keys.indexOf(key));
  }

  match(turn: number, branch: number | undefined): void {
    this.matched += 1;
    this.turns[turn] = (this.turns[turn] ?? 0) + 1;
    const branches = this.branches[turn];
    if (branches !== undefined && branch !== undefined) branches[branch] = (branches[branch] ?? 0) + 1;
  }
}

/** Keys by which rules are indexed: a rule that they exclude is not tried. */
function isIndexed(key: WhenKey): key is "provider" | "operation" {
  return key === "provider" || key === "operation";
}

/** Use of an entry of the timeline. */
export interface EntryUsage {
  happened: number;
  /** Messages and accounts that it changed, and requests that met its outage. */
  effect: number;
  /** Reason why it had no effect, where there is one. */
  why: string | null;
}

type OperationFacts = Pick<RequestFacts, "provider" | "operation" | "event">;

/** Counts of a scenario's use, without the scenario. */
export interface UsageCounts {
  sandboxes: number;
  requests: number;
  /** Longest time that the sandbox's clock has gone since the start. */
  reached: Millis;
  readonly rules: readonly RuleCounts[];
  readonly entries: readonly EntryUsage[];
  /** Requests of each account that the scenario changes at its start. */
  readonly accounts: Map<AccountKey, number>;
  readonly operations: Map<string, { readonly facts: OperationFacts; count: number }>;
}

/** Use of a scenario in a sandbox, or in several. */
export class ScenarioUsage implements UsageCounts {
  readonly scenario: Scenario;
  readonly rules: readonly RuleUsage[];
  readonly entries: readonly EntryUsage[];
  readonly accounts: Map<AccountKey, number>;
  sandboxes = 1;
  requests = 0;
  reached: Millis = 0;
  readonly operations = new Map<string, { readonly facts: OperationFacts; count: number }>();
  readonly #outages: ReadonlyMap<Outage, EntryUsage>;
  #lastRequest: object | undefined;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.rules = scenario.rules.map((rule) => new RuleUsage(rule));
    this.entries = scenario.timeline.map(() => ({ happened: 0, effect: 0, why: null }));
    this.accounts = new Map(scenario.accounts.map(({ account }) => [account, 0]));
    const outages = scenario.timeline.flatMap(({ actions }, index): [Outage, EntryUsage][] => {
      const entry = this.entries[index];
      return entry === undefined
        ? []
        : actions.flatMap((action) => (action.kind === "outage" ? [[action, entry]] : []));
    });
    this.#outages = new Map(outages);
  }

  /** Counts a request once, however many messages it has. */
  request({ request, event, direction, outward }: RequestFacts, account: AccountKey | undefined): void {
    if (event !== undefined || direction === "out" || outward === true) return;
    if (request === undefined || request !== this.#lastRequest) this.requests += 1;
    this.#lastRequest = request;
    if (account === undefined) return;
    const count = this.accounts.get(account);
    if (count !== undefined) this.accounts.set(account, count + 1);
  }

  /** Counter of the requests of an operation. */
  operation(key: string, { provider, operation, event }: RequestFacts): { count: number } {
    const earlier = this.operations.get(key);
    if (earlier !== undefined) return earlier;
    const facts = { provider, operation, ...(event === undefined ? {} : { event }) };
    const added = { facts, count: 0 };
    this.operations.set(key, added);
    return added;
  }

  meetOutage(outage: Outage): void {
    const entry = this.#outages.get(outage);
    if (entry !== undefined) entry.effect += 1;
  }

  /** Requests that a key of the index kept from a rule. */
  excluded({ when }: Rule, key: "provider" | "operation"): number {
    let count = 0;
    for (const { facts, count: requests } of this.operations.values()) {
      if (facts.event !== when.event) continue;
      const isOther = when.provider?.includes(facts.provider) === false;
      const isWrong =
        key === "provider" ? isOther : !isOther && !includesOperation(when.operation ?? [], facts.operation);
      if (isWrong) count += requests;
    }
    return count;
  }
}

/** Adds the counts of the same scenario in another sandbox. */
export function addCounts(counts: UsageCounts, other: UsageCounts): void {
  counts.sandboxes += other.sandboxes;
  counts.requests += other.requests;
  counts.reached = Math.max(counts.reached, other.reached);
  for (const [index, rule] of other.rules.entries()) addRule(counts.rules[index], rule);
  for (const [index, entry] of other.entries.entries()) addEntry(counts.entries[index], entry);
  for (const [account, count] of other.accounts)
    counts.accounts.set(account, (counts.accounts.get(account) ?? 0) + count);
  for (const [key, { facts, count }] of other.operations) {
    const earlier = counts.operations.get(key);
    if (earlier === undefined) counts.operations.set(key, { facts, count });
    else earlier.count += count;
  }
}

/** The counts alone: a scenario that is no longer in force need not be kept. */
export function detachedCounts(usage: ScenarioUsage): UsageCounts {
  const { sandboxes, requests, reached, entries, accounts, operations } = usage;
  const rules = usage.rules.map(({ matched, rejections, turns, branches, nearest, furthest }) => {
    return { matched, rejections, turns, branches, nearest, furthest };
  });
  return { sandboxes, requests, reached, rules, entries, accounts, operations };
}

function addRule(rule: RuleCounts | undefined, other: RuleCounts): void {
  if (rule === undefined) return;
  rule.matched += other.matched;
  addAll(rule.rejections, other.rejections);
  addAll(rule.turns, other.turns);
  for (const [turn, branches] of rule.branches.entries()) addAll(branches, other.branches[turn] ?? []);
  if (other.nearest === null || other.furthest <= rule.furthest) return;
  rule.nearest = other.nearest;
  rule.furthest = other.furthest;
}

function addAll(counts: number[], others: readonly number[]): void {
  for (const [index, count] of others.entries()) counts[index] = (counts[index] ?? 0) + count;
}

function addEntry(entry: EntryUsage | undefined, other: EntryUsage): void {
  if (entry === undefined) return;
  entry.happened += other.happened;
  entry.effect += other.effect;
  entry.why ??= other.why;
}
