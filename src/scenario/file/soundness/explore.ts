// Explores the states of a scenario: its variables, the uses of its rules, and its timeline. Bounded: a scenario may have
// more states than anybody can look at.

import type { Clock, Millis } from "../../../core/clock.ts";
import type { Rule, Scenario } from "../../engine/scenario.ts";
import type { Assignment, Effects, TimelineAction } from "../../engine/steps.ts";

export const maxStates = 10_000;
export const maxMs: Millis = 2_000;

export interface Exploration {
  /** Numbers of the rules that some state lets match. */
  readonly reached: ReadonlySet<number>;
  readonly states: number;
  /** Bound that ended it; null: every state was looked at. */
  readonly cut: "states" | "time" | null;
}

/** A variable of the scenario: its value, or `unknownValue` of a value that only a request or a person gives. */
type VariableValue = string | typeof unknownValue;
const unknownValue = Symbol("unknown");

interface ScenarioState {
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** Uses of the rules that change variables, by their numbers, up to the most that matters. */
  readonly uses: ReadonlyMap<number, number>;
  /** Entries of the timeline that have happened. */
  readonly happened: number;
}

export function explore(scenario: Scenario, clock: Pick<Clock, "elapsed">): Exploration {
  return new Explorer(scenario, clock).run();
}

class Explorer {
  readonly #scenario: Scenario;
  readonly #clock: Pick<Clock, "elapsed">;
  readonly #timeline: readonly {
    readonly number: number;
    readonly at: Millis;
    readonly actions: readonly TimelineAction[];
  }[];
  readonly #reached = new Set<number>();
  readonly #seen = new Set<string>();
  readonly #open: ScenarioState[] = [];
  readonly #largest: number;

  constructor(scenario: Scenario, clock: Pick<Clock, "elapsed">) {
    this.#scenario = scenario;
    this.#clock = clock;
    const start = scenario.clock?.start;
    this.#timeline = scenario.timeline
      .map(({ number, at, actions }) => ({
        number,
        actions,
        at: "after" in at ? at.after : start === undefined ? 0 : Math.max(0, at.instant - start),
      }))
      .toSorted((a, b) => a.at - b.at);
    this.#largest = largestNumber(scenario);
  }

  run(): Exploration {
    const began = this.#clock.elapsed();
    this.#add(this.#first());
    let cut: Exploration["cut"] = null;
    for (let state = this.#open.pop(); state !== undefined && cut === null; state = this.#open.pop()) {
      this.#advance(state);
      for (const rule of this.#scenario.rules) {
        if (this.#seen.size >= maxStates) cut = "states";
        else if (this.#clock.elapsed() - began > maxMs) cut = "time";
        if (cut !== null) break;
        if (this.#mayMatch(rule, state)) this.#use(rule, state);
      }
    }
    return { reached: this.#reached, states: this.#seen.size, cut };
  }

  #first(): ScenarioState {
    const { rules, timeline, variables } = this.#scenario;
    const set = new Set([...rules.flatMap(({ turns }) => turns), ...timeline].flatMap(setBy));
    // A variable that nothing in the file sets is set from outside.
    const values = variables.map(({ name }): [string, VariableValue] => [name, set.has(name) ? "" : unknownValue]);
    return { variables: new Map(values), uses: new Map(), happened: 0 };
  }

  #add(state: ScenarioState): void {
    const key = JSON.stringify([
      [...state.variables.values()].map((value) => (value === unknownValue ? null : value)),
      [...state.uses].toSorted(([a], [b]) => a - b),
      state.happened,
    ]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#open.push(state);
  }

  /** The next entry of the timeline happens. */
  #advance(state: ScenarioState): void {
    const entry = this.#timeline[state.happened];
    if (entry === undefined) return;
    const assignments = entry.actions.flatMap((action) => (action.kind === "set" ? action.set : []));
    this.#add({ ...state, variables: this.#assigned(state.variables, assignments), happened: state.happened + 1 });
  }

  #mayMatch({ when, limit, number, turns, afterTurns }: Rule, { variables, uses, happened }: ScenarioState): boolean {
    const used = uses.get(number) ?? 0;
    if (when.chance === 0 || (limit !== undefined && used >= limit)) return false;
    if (afterTurns === "pass" && turns.length > 0 && when.per === undefined && used >= turns.length) return false;
    const { window } = when;
    const from = this.#timeline[happened - 1]?.at ?? 0;
    const until = this.#timeline[happened]?.at ?? Number.POSITIVE_INFINITY;
    if (window !== undefined && (window.until <= from || window.from > until)) return false;
    return Object.entries(when.state ?? {}).every(([name, matcher]) => {
      const value = variables.get(name) ?? unknownValue;
      return value === unknownValue || matcher.test(value);
    });
  }

  #use(rule: Rule, state: ScenarioState): void {
    this.#reached.add(rule.number);
    const used = state.uses.get(rule.number) ?? 0;
    // Uses of a rule that sets nothing change nothing but the rule itself, which is reached by now.
    if (rule.turns.every((turn) => setBy(turn).length === 0)) return;
    const single = rule.turns.length === 1;
    const uses = new Map(state.uses).set(rule.number, usesAfter(rule, used));
    // Keys of their own count turns for themselves: each turn may come.
    const turns = single || rule.when.per !== undefined ? rule.turns : [rule.turns[turnOf(rule, used)]];
    for (const turn of turns) {
      if (turn === undefined) continue;
      for (const effects of turn.oneOf?.map((branch) => branch.effects) ?? [turn]) {
        const variables = this.#assigned(state.variables, effects.set);
        this.#add({ ...state, variables, uses });
      }
    }
  }

  #assigned(
    before: ReadonlyMap<string, VariableValue>,
    assignments: readonly Assignment[],
  ): ReadonlyMap<string, VariableValue> {
    if (assignments.length === 0) return before;
    const values = new Map(before);
    for (const { name, value } of assignments) values.set(name, this.#valueOf(values.get(name) ?? unknownValue, value));
    return values;
  }

  #valueOf(before: VariableValue, value: Assignment["value"]): VariableValue {
    if ("add" in value) {
      if (before === unknownValue) return unknownValue;
      const sum = Number(before) + value.add;
      // Beyond every number of the conditions the value makes no difference, until it comes back.
      return Math.abs(sum) <= this.#largest ? String(sum) : unknownValue;
    }
    return value.text.every((part) => typeof part === "string") ? value.text.join("") : unknownValue;
  }
}

/** Uses after one more, up to the most that matters. */
function usesAfter({ limit, turns, afterTurns }: Rule, used: number): number {
  if (limit !== undefined) return Math.min(used + 1, limit);
  if (turns.length === 1) return 0;
  return afterTurns === "loop" ? (used + 1) % turns.length : Math.min(used + 1, turns.length);
}

function turnOf({ turns, afterTurns }: Rule, used: number): number {
  if (used < turns.length) return used;
  return afterTurns === "loop" ? used % turns.length : turns.length - 1;
}

/** Names of the variables that a turn or an entry sets. */
function setBy(step: {
  readonly set?: readonly Assignment[];
  readonly oneOf?: Effects["oneOf"];
  readonly actions?: readonly TimelineAction[];
}): string[] {
  const own = [
    ...(step.set ?? []),
    ...(step.actions ?? []).flatMap((action) => (action.kind === "set" ? action.set : [])),
  ];
  return [...own.map(({ name }) => name), ...(step.oneOf ?? []).flatMap(({ effects }) => setBy(effects))];
}

/** Numbers beyond it make no difference to conditions. */
function largestNumber({ rules }: Scenario): number {
  const written = rules.flatMap(({ when }) =>
    Object.values(when.state ?? {}).flatMap(({ source }) => source.match(/\d+/g) ?? []),
  );
  return Math.max(100, ...written.map(Number)) + 1;
}
