// Rules in front of the scenario of a sandbox, such as those of a test. Each has counters of its own, and the oldest is
// tried first.

import type { ActiveScenario } from "../../core/active-scenario.ts";
import type { Instant, Millis } from "../../core/clock.ts";
import { defaultOutcome, type Outcome } from "../../core/outcome.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { RunningScenario } from "./running-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { ruleSentence } from "./sentences.ts";

/** Prefix of all keys of rules in front; a reset clears them. */
export const frontPrefix = "front:";
/** Rules in front of one sandbox. */
export const maxFrontRules = 1_000;

/** A rule in front, as a scenario with a single rule. */
export interface FrontRule {
  readonly id: number;
  readonly running: RunningScenario;
}

/** Prefix of the keys of one rule in front. */
export function frontRulePrefix(id: number): string {
  return `${frontPrefix}${id}:`;
}

/** Key of its text. */
export function frontTextKey(id: number): string {
  return `${frontRulePrefix(id)}text`;
}

/** The scenario of a sandbox behind rules in front. */
export class RulesInFront implements ActiveScenario {
  readonly rules: readonly FrontRule[];
  /** By operation in lower case: a rule in front always names its operations. */
  readonly #byOperation: ReadonlyMap<string, readonly FrontRule[]>;
  readonly #behind: ActiveScenario | null;

  constructor(rules: readonly FrontRule[], behind: ActiveScenario | null) {
    this.rules = rules;
    this.#byOperation = byOperation(rules);
    this.#behind = behind;
  }

  decide(facts: RequestFacts, now: Instant): Outcome {
    const rules = facts.event === undefined ? this.#byOperation.get(facts.operation.toLowerCase()) : undefined;
    for (const rule of rules ?? []) {
      if (isUsedUp(rule)) continue;
      const outcome = rule.running.decide(facts, now);
      if (outcome.rule !== undefined) return outcome;
    }
    return this.#behind?.decide(facts, now) ?? defaultOutcome;
  }

  get hasEventRules(): boolean {
    return this.#behind?.hasEventRules ?? false;
  }

  get idleDurations(): readonly Millis[] {
    return this.#behind?.idleDurations ?? [];
  }

  names(operation: string): boolean {
    return this.#byOperation.has(operation.toLowerCase()) || this.#behind?.names(operation) === true;
  }
}

/** @throws UsageError where a rule in front reads a variable that the active scenario lacks */
export function refuseUnknownVariables(front: Scenario, active: Scenario | undefined): void {
  const names = active?.variables.map(({ name }) => name) ?? [];
  const unknown = front.variables.find(({ name }) => !names.includes(name));
  if (unknown === undefined) return;
  const problem = `the scenario has no variable ${unknown.name}`;
  throw new UsageError({ where: "next", problem, remedy: "name a variable of the active scenario" });
}

/** True if a rule has been used as often as it may be. */
export function isUsedUp({ running }: FrontRule): boolean {
  return running.uses(1) >= timesOf(running.scenario);
}

/** The rules in front of an active scenario. */
export function rulesInFront(scenario: ActiveScenario | null): readonly FrontRule[] {
  return scenario instanceof RulesInFront ? scenario.rules : [];
}

/** A rule in front for people, with its counter. */
export interface FrontRuleView {
  /** Names the rule, for its removal. */
  readonly number: number;
  readonly title: string;
  readonly english: string;
  readonly portuguese: string;
  readonly uses: number;
  readonly times: number;
}

export function viewFrontRule({ id, running }: FrontRule): FrontRuleView {
  const { scenario } = running;
  const [rule] = scenario.rules;
  const words = rule === undefined ? { en: "", pt: "" } : ruleSentence(rule);
  return {
    number: id,
    title: scenario.title,
    english: words.en,
    portuguese: words.pt,
    uses: running.uses(1),
    times: timesOf(scenario),
  };
}

function byOperation(rules: readonly FrontRule[]): ReadonlyMap<string, readonly FrontRule[]> {
  const byName = new Map<string, FrontRule[]>();
  for (const rule of rules) {
    const names = rule.running.scenario.rules.flatMap(({ when }) => when.operation ?? []);
    for (const name of new Set(names.map((name) => name.toLowerCase()))) {
      const ofName = byName.get(name) ?? [];
      byName.set(name, ofName);
      ofName.push(rule);
    }
  }
  return byName;
}

function timesOf({ rules: [rule] }: Scenario): number {
  return rule?.limit ?? 1;
}
