// A scenario that runs in a sandbox. All methods are synchronous: requests are counted in the order in which they come.

import { type AccountKey, accountKey } from "../../core/account.ts";
import type { ActiveScenario } from "../../core/active-scenario.ts";
import type { Instant, Millis } from "../../core/clock.ts";
import { maskedWords } from "../../core/masked-text.ts";
import { defaultOutcome, type Outcome } from "../../core/outcome.ts";
import type { RequestFacts, SessionFacts } from "../../core/request-facts.ts";
import { type Bilingual, bilingual, joined, sentencesOf } from "../../core/sentences.ts";
import { takeToken } from "../../core/token-bucket.ts";
import { type Counts, createCounts } from "./counts.ts";
import { addEffects, branchOf } from "./effects.ts";
import { filledAction } from "./filled-action.ts";
import { isMeant, passedBefore, type RuleMoment, type WhenKey } from "./matching.ts";
import { MissedRequests } from "./missed-requests.ts";
import { firstRules, type Miss, nearest, nearMissOf } from "./near-miss.ts";
import { createOutages, type Outages } from "./outages.ts";
import { placeholderValues } from "./placeholder-values.ts";
import { type Candidate, indexRules, missesLookedAt } from "./rule-index.ts";
import type { MaskText, MissedRequest, RuleCounter, RunOptions } from "./run-options.ts";
import type { Rule, Scenario } from "./scenario.ts";
import { usedSentence } from "./sentences.ts";
import type { Assignment, CountKey, Outage, TimelineAction } from "./steps.ts";
import { UnexpectedRequests } from "./unexpected-requests.ts";
import { type RuleUsage, ScenarioUsage } from "./usage.ts";
import { type KeyFacts, keyFor, Variables } from "./variables.ts";

/** Prefix of all keys of a running scenario in the store; a reset clears them. */
export const runPrefix = "play:";
/** Key of the text's fingerprint. */
export const fingerprintKey = `${runPrefix}fingerprint`;

const say = sentencesOf({
  outage: { en: "Outage of {provider} on the timeline", pt: "{provider} fora do ar na linha do tempo" },
});

export class RunningScenario implements ActiveScenario {
  readonly scenario: Scenario;
  readonly startedAt: Instant;
  readonly hasEventRules: boolean;
  readonly idleDurations: readonly Millis[];
  readonly unexpected: UnexpectedRequests;
  readonly #options: RunOptions;
  readonly #counts: Counts;
  readonly #outages: Outages;
  readonly #rulesFor: ReturnType<typeof indexRules>;
  readonly #anyRules: readonly Candidate[];
  readonly #operations: ReadonlySet<string>;
  readonly #hasOutwardRules: boolean;
  readonly #variables: Variables;
  readonly #mask: MaskText;
  readonly #usage: ScenarioUsage;
  readonly #missed: MissedRequests;
  /** Counts within requests with many messages. */
  readonly #inRequest = new WeakMap<object, Map<string, number>>();

  constructor(scenario: Scenario, options: RunOptions) {
    const { sandbox, keyValue, now, front } = options;
    const prefix = front?.prefix ?? runPrefix;
    this.scenario = scenario;
    this.#options = options;
    this.#mask = options.mask ?? ((text) => text);
    this.#missed = new MissedRequests(this.#mask);
    const isSame = keyValue.get(sandbox, `${prefix}fingerprint`) === scenario.fingerprint;
    const resumed = options.resume === true && isSame;
    if (!resumed) keyValue.clear(sandbox, prefix);
    this.#counts = createCounts(keyValue, sandbox, prefix);
    this.unexpected = new UnexpectedRequests(this.#counts, options.upcoming);
    this.startedAt = resumed ? this.#counts.get("start") : now;
    if (!resumed) {
      this.#counts.keep("fingerprint", scenario.fingerprint);
      this.#counts.keep("start", String(now));
    }
    this.#variables = new Variables(this.#counts, options.random, scenario.variables);
    this.#outages = createOutages(scenario, keyValue, sandbox, prefix);
    this.#usage = options.usage ?? new ScenarioUsage(scenario);
    this.#rulesFor = indexRules(this.#usage);
    this.#anyRules = firstRules(scenario.rules.filter(({ when }) => when.event === undefined));
    this.hasEventRules = scenario.rules.some(({ when }) => when.event !== undefined);
    this.idleDurations = idleDurationsOf(scenario.rules);
    const operations = scenario.rules.flatMap(({ when }) => when.operation ?? []);
    this.#hasOutwardRules = scenario.rules.some(({ when }) => when.direction === "out");
    this.#operations = new Set(operations.map((name) => name.toLowerCase()));
  }

  decide(facts: RequestFacts, now: Instant): Outcome {
    return this.#decide(facts, now, []);
  }

  /** Decides about an event: the outcome, and what else the rules do. */
  react(facts: RequestFacts, now: Instant): { readonly outcome: Outcome; readonly actions: readonly TimelineAction[] } {
    const actions: TimelineAction[] = [];
    const outcome = this.#decide(facts, now, actions);
    return { outcome, actions };
  }

  /** @param actions takes the actions of the rules that are used */
  #decide(facts: RequestFacts, now: Instant, actions: TimelineAction[]): Outcome {
    const { random } = this.#options;
    const isSilent = facts.outward === true || facts.direction === "out" || facts.event !== undefined;
    const outage = isSilent ? null : this.#outages.at(facts.provider, now);
    const moment: RuleMoment = {
      operation: facts.operation.toLowerCase(),
      now,
      startedAt: this.startedAt,
      variable: (name) => this.variable(name, facts),
    };
    const own: { account?: AccountKey } = facts.account === undefined ? {} : { account: accountKey(facts.account) };
    const valueFor = placeholderValues(facts, now, (name) => moment.variable(name) ?? "");
    this.#usage.request(facts, own.account);
    if (outage !== null) {
      this.#usage.meetOutage(outage);
      const label = `Outage of ${facts.provider} on the timeline`;
      return {
        ...addEffects(defaultOutcome, outage.effects, { ...own, label, random, valueFor, before: true }),
        rule: bilingual(say("outage", { provider: facts.provider })),
      };
    }
    const { rules, first } = this.#rulesFor(facts);
    if (isSilent && rules.length === 0) return defaultOutcome;
    let outcome = defaultOutcome;
    const sentences: Bilingual[] = [];
    let stopped: Miss | null = null;
    const partly: Candidate[] = [];
    for (let place = 0; place < rules.length; place++) {
      const candidate = rules[place];
      if (candidate === undefined) break;
      const { rule, checks, usage } = candidate;
      const passed = passedBefore(checks, facts, moment);
      if (passed < checks.length) {
        const key = checks[passed]?.key;
        if (usage.reject(passed) && key !== undefined) this.#nearest(usage, key, facts, moment);
        if (passed > 0 && place >= missesLookedAt && partly.length < missesLookedAt) partly.push(candidate);
        continue;
      }
      const turn = this.#takeTurn(rule, facts, now);
      if (typeof turn !== "number") {
        stopped ??= { rule, key: turn };
        if (usage.stop(turn)) this.#nearest(usage, turn, facts, moment);
        continue;
      }
      const steps = rule.turns[turn];
      if (steps === undefined) continue;
      const use = this.#counts.next(`rule:${rule.number}:uses`);
      const label = `${this.#options.front?.prefix ?? ""}rule ${rule.number} use ${use}`;
      const { effects, branch } = branchOf(steps, label, random);
      if (branch !== undefined) this.#counts.next(branchKey(rule.number, turn, branch));
      usage.match(turn, branch);
      if (rule.expect === "never")
        this.unexpected.add(rule.number, isSilent ? (facts.event ?? facts.operation) : undefined);
      outcome = addEffects(outcome, effects, { ...own, label, random, valueFor, before: rule.before });
      for (const assignment of effects.set) this.#variables.assign(assignment, facts, valueFor);
      for (const action of effects.actions ?? []) actions.push(filledAction(action, valueFor));
      sentences.push(usedSentence(rule, turn, use, effects));
      if (!rule.goesOn) break;
    }
    if (sentences.length > 0) return { ...outcome, rule: maskedWords(joined(sentences, "; "), this.#mask) };
    // The miss of a rule in front is nobody's: the scenario behind it decides.
    if (facts.event !== undefined || this.#options.front !== undefined) return defaultOutcome;
    const miss =
      stopped ??
      nearest(partly.length === 0 ? first : [...partly, ...first], facts, moment) ??
      nearest(this.#anyRules, facts, moment);
    return miss === null ? defaultOutcome : { ...defaultOutcome, nearMiss: this.#missed.add(miss, facts, moment) };
  }

  /** Keeps the request that came nearest to a rule. */
  #nearest(usage: RuleUsage, key: WhenKey, facts: RequestFacts, moment: RuleMoment): void {
    const nearMiss = nearMissOf({ rule: usage.rule, key }, facts, moment, this.#mask);
    usage.nearest = { request: this.#usage.requests, nearMiss };
  }

  names(operation: string): boolean {
    return this.#hasOutwardRules || this.#operations.has(operation.toLowerCase());
  }

  /** The value of a variable; null: never set; undefined: the request lacks its key. */
  variable(name: string, facts: RequestFacts): string | null | undefined {
    const { front } = this.#options;
    return front === undefined ? this.#variables.read(name, facts) : front.variable(name, facts);
  }

  /** Sets a variable, for one key where it has a value for each. @throws UsageError */
  set(name: string, value: string, key?: string): void {
    this.#variables.set(name, value, key);
  }

  /** Sets variables on the timeline, where no request is. */
  assign(assignments: readonly Assignment[], now: Instant): void {
    const valueFor = placeholderValues({ fields: {} }, now, (name) => this.#variables.read(name, {}) ?? "");
    for (const assignment of assignments) this.#variables.assign(assignment, {}, valueFor);
  }

  variables(): Record<string, string> {
    const { sandbox, keyValue, front } = this.#options;
    const prefix = `${front?.prefix ?? runPrefix}var:`;
    return Object.fromEntries(keyValue.all(sandbox, prefix).map(([key, value]) => [key.slice(prefix.length), value]));
  }

  /** Forgets what is counted and kept for a session that is over. */
  forgetSession(session: SessionFacts): void {
    const facts: KeyFacts = { session };
    const key = keyFor(facts, "session", this.#options.random) ?? "";
    for (const { number, when } of this.scenario.rules) {
      if (when.per !== "session") continue;
      for (const kind of ["requests", "turns"]) this.#counts.drop(`rule:${number}:${kind}:session=${key};`);
    }
    this.#variables.forget(facts, "session");
  }

  /** Number of times that a rule was used. */
  uses(rule: number): number {
    return this.#counts.get(`rule:${rule}:uses`);
  }

  counters(): RuleCounter[] {
    return this.scenario.rules.map(({ number, title, turns }) => ({
      number,
      title,
      uses: this.uses(number),
      branches: turns.flatMap(({ oneOf = [] }, turn) =>
        oneOf.map(({ weight }, branch) => ({ weight, uses: this.#counts.get(branchKey(number, turn, branch)) })),
      ),
    }));
  }

  /** The latest hundred, oldest first. */
  nearMisses(): readonly MissedRequest[] {
    return this.#missed.list();
  }

  beginOutage(outage: Outage, now: Instant): void {
    this.#outages.begin(outage, now);
  }

  /** Returns the index of the turn that a request takes, or the counting key that stops the request. */
  #takeTurn(rule: Rule, facts: RequestFacts, now: Instant): number | WhenKey {
    const counts = this.#counts;
    const { when, limit } = rule;
    const prefix = `rule:${rule.number}`;
    if (limit !== undefined && counts.get(`${prefix}:uses`) >= limit) return "limit";
    if (when.chance !== undefined && !this.#draw(prefix, when.chance)) return "chance";
    const next = this.#counterFor(facts, when.per);
    if (next === null) return "nth";
    if (when.faster !== undefined) {
      const key = `${prefix}:bucket:${keyOfAccount(facts)}`;
      const bucket = takeToken(when.faster, counts.text(key), now);
      counts.keep(key, bucket.state);
      if (bucket.taken) return "faster";
    }
    // The number counts requests that every other key lets through.
    if (when.nth !== undefined && !isMeant(when.nth, next(`${prefix}:requests`))) return "nth";
    if (rule.turns.length === 1 && rule.afterTurns === "last") return 0;
    const turn = next(`${prefix}:turns`) - 1;
    if (turn < rule.turns.length) return turn;
    if (rule.afterTurns === "pass") return "inTurn";
    return rule.afterTurns === "loop" ? turn % rule.turns.length : rule.turns.length - 1;
  }

  /** True with this probability. */
  #draw(prefix: string, chance: number): boolean {
    if (chance <= 0 || chance >= 1) return chance >= 1;
    const number = this.#counts.next(`${prefix}:chance`);
    return this.#options.random.draw(`${prefix} chance ${number}`) < chance;
  }

  /** Counts under a key of the request; null: it has none. The messages of one request are counted in memory alone. */
  #counterFor(facts: RequestFacts, per: CountKey | undefined): ((key: string) => number) | null {
    if (per === "request") return (key) => this.#nextInRequest(facts.request, key);
    if (per === undefined) return (key) => this.#counts.next(key);
    const value = keyFor(facts, per, this.#options.random);
    return value === undefined ? null : (key) => this.#counts.next(`${key}:${per}=${value};`);
  }

  #nextInRequest(request: object | undefined, key: string): number {
    if (request === undefined) return 1;
    const counts = this.#inRequest.get(request) ?? new Map<string, number>();
    this.#inRequest.set(request, counts);
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return number;
  }
}

/** Spans of `event: idle`, each once, in their order. */
function idleDurationsOf(rules: readonly Rule[]): readonly Millis[] {
  const durations = rules.flatMap(({ when }) => (when.event === "idle" ? [when.session?.idle?.from ?? 0] : []));
  return [...new Set(durations)].filter((duration) => duration > 0).sort((a, b) => a - b);
}

function keyOfAccount({ account }: RequestFacts): string {
  return account === undefined ? "" : accountKey(account);
}

function branchKey(rule: number, turn: number, branch: number): string {
  return `rule:${rule}:turn:${turn}:branch:${branch}`;
}
