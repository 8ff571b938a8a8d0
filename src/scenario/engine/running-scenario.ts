// A scenario being played in one sandbox. Everything here is synchronous: the moment a call asks, it is counted.

import { accountKey } from "../../core/account.ts";
import type { KeyValue } from "../../core/key-value.ts";
import type { Instant } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import { createCounts } from "./counts.ts";
import { addEffects, outOfOrder } from "./effects.ts";
import { usedSentence } from "./english.ts";
import { heldBefore, isMeant, type Moment, type WhenKey } from "./matching.ts";
import { firstRules, type Miss, missesLookedAt, missSentence, nearest } from "./near-miss.ts";
import { createOutages } from "./outages.ts";
import { natural, type Outcome, type Play } from "./outcome.ts";
import { takeToken } from "./rate.ts";
import { type Candidate, indexRules } from "./rule-index.ts";
import type { Rule, Scenario } from "./shape.ts";
import type { Outage } from "./timeline.ts";

/** What a play needs. `random` are those of the sandbox, seeded. */
export interface PlayOptions {
  readonly sandbox: string;
  readonly random: SeededRandom;
  readonly keyValue: KeyValue;
  /** The sandbox's clock at the start; windows and the timeline count from here. */
  readonly now: Instant;
  /** After a restart: go on with the counters, variables and start that are in memory, if the text is still the same. */
  readonly goOn?: boolean;
}

/** How often a rule was used. */
export interface RuleCounter {
  readonly number: number;
  readonly title: string;
  readonly uses: number;
}

/** A call that no rule matched. */
export interface NearMiss {
  readonly at: Instant;
  readonly provider: string;
  readonly operation: string;
  readonly sentence: string;
}

export interface ScenarioPlay extends Play {
  readonly scenario: Scenario;
  readonly startedAt: Instant;
  /** Whether it goes on from what an earlier play left in memory. */
  readonly resumed: boolean;
  set(name: string, value: string): void;
  variables(): Record<string, string>;
  counters(): RuleCounter[];
  /** The latest hundred, oldest first. */
  nearMisses(): readonly NearMiss[];
  beginOutage(outage: Outage, now: Instant): void;
  endOutage(provider: string): void;
}

// Everything a play remembers is under this prefix of the sandbox's memory; a reset clears it.
const prefix = "play:";
const missesKept = 100;
const longKey = 64;

export function createPlay(scenario: Scenario, options: PlayOptions): ScenarioPlay {
  const { sandbox, random, keyValue } = options;
  const resumed = options.goOn === true && keyValue.get(sandbox, `${prefix}fingerprint`) === scenario.fingerprint;
  if (!resumed) keyValue.clear(sandbox, prefix);
  const counts = createCounts(keyValue, sandbox, prefix);
  const startedAt = resumed ? counts.get("start") : options.now;
  if (!resumed) {
    counts.keep("fingerprint", scenario.fingerprint);
    counts.keep("start", String(startedAt));
  }
  const anywhere = firstRules(scenario.rules);
  const rulesFor = indexRules(scenario.rules);
  const named = new Set(scenario.rules.flatMap(({ when }) => when.operation ?? []).map((name) => name.toLowerCase()));
  const outages = createOutages(scenario, keyValue, sandbox, prefix);
  const misses: NearMiss[] = [];
  const variable = (name: string): string | null => counts.text(`var:${name}`);

  const decide = (ask: RequestFacts, now: Instant): Outcome => {
    const outage = ask.outward === true ? null : outages.at(ask.provider, now);
    if (outage !== null) {
      return outOfOrder(outage, `Outage of ${ask.provider} on the timeline`, random);
    }
    const moment: Moment = { now, startedAt, variable };
    const candidates = rulesFor(ask);
    if (ask.outward === true && candidates.length === 0) return natural;
    let outcome = natural;
    const sentences: string[] = [];
    let stopped: Miss | null = null;
    const partly: Candidate[] = [];
    for (const [place, candidate] of candidates.entries()) {
      const { rule, checks } = candidate;
      const held = heldBefore(checks, ask, moment);
      if (held < checks.length) {
        if (held > 0 && place >= missesLookedAt && partly.length < missesLookedAt) partly.push(candidate);
        continue;
      }
      const turn = takeTurn(rule, ask, now);
      if (typeof turn !== "number") {
        stopped ??= { rule, key: turn };
        continue;
      }
      const effects = rule.turns[turn];
      if (effects === undefined) continue;
      const use = counts.next(`rule:${rule.number}:uses`);
      outcome = addEffects(outcome, effects, `rule ${rule.number} use ${use}`, random);
      for (const [name, value] of Object.entries(effects.set)) counts.keep(`var:${name}`, value);
      sentences.push(usedSentence(rule, turn, use));
      if (!rule.goesOn) break;
    }
    if (sentences.length > 0) return { ...outcome, rule: sentences.join("; ") };
    const miss =
      stopped ??
      nearest([...partly, ...candidates.slice(0, missesLookedAt)], ask, moment) ??
      nearest(anywhere, ask, moment);
    if (miss === null) return natural;
    const sentence = missSentence(miss, ask, moment);
    misses.push({ at: now, provider: ask.provider, operation: ask.operation, sentence });
    if (misses.length > missesKept) misses.shift();
    return { ...natural, nearMiss: sentence };
  };

  /** The index of the turn that this call takes, or the counting key that stops it. */
  const takeTurn = (rule: Rule, ask: RequestFacts, now: Instant): number | WhenKey => {
    const { when, limit } = rule;
    const own = `rule:${rule.number}`;
    if (typeof limit === "number" && counts.get(`${own}:uses`) >= limit) return "limit";
    if (when.chance !== undefined && !falls(own, when.chance)) return "chance";
    const by = when.per === undefined ? "" : `:${when.per}=${perKey(ask, when.per)}`;
    if (when.call !== undefined && !isMeant(when.call, counts.next(`${own}:calls${by}`))) return "call";
    if (typeof limit === "object") {
      const key = `${own}:bucket:${accountOf(ask)}`;
      const bucket = takeToken(limit, counts.text(key), now);
      counts.keep(key, bucket.state);
      if (bucket.taken) return "limit";
    }
    if (rule.turns.length === 1 && rule.afterTurns === "last") return 0;
    const turn = counts.next(`${own}:turns${by}`) - 1;
    if (turn < rule.turns.length) return turn;
    if (rule.afterTurns === "pass") return "inTurn";
    return rule.afterTurns === "loop" ? turn % rule.turns.length : rule.turns.length - 1;
  };

  const falls = (own: string, chance: number): boolean => {
    if (chance <= 0 || chance >= 1) return chance >= 1;
    const n = counts.next(`${own}:chance`);
    return random.draw(`${own} chance ${n}`) < chance;
  };

  // A long text is no key to keep; its digest is as good.
  const perKey = (ask: RequestFacts, per: "to" | "account" | "text"): string => {
    const value = per === "account" ? accountOf(ask) : (ask[per] ?? "");
    return value.length > longKey ? random.digest(`per ${value}`) : value;
  };

  return {
    scenario,
    startedAt,
    resumed,
    decide,
    names: (operation) => named.has(operation.toLowerCase()),
    set: (name, value) => counts.keep(`var:${name}`, value),
    variables() {
      const from = `${prefix}var:`;
      return Object.fromEntries(keyValue.all(sandbox, from).map(([key, value]) => [key.slice(from.length), value]));
    },
    counters: () =>
      scenario.rules.map(({ number, title }) => ({ number, title, uses: counts.get(`rule:${number}:uses`) })),
    nearMisses: () => misses,
    beginOutage: outages.begin,
    endOutage: outages.end,
  };
}

function accountOf(ask: RequestFacts): string {
  return ask.account === undefined ? "" : accountKey(ask.account);
}
