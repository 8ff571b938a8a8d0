// Starts and stops the active scenario of each sandbox, and carries out its timeline.

import { counted } from "../../core/counted.ts";
import type { Events } from "../../core/events.ts";
import type { InboundMessages } from "../../core/inbound-messages.ts";
import type { Lifecycles } from "../../core/lifecycles.ts";
import { type Due, placeOf } from "../../core/ports.ts";
import { UsageError } from "../../core/usage-error.ts";
import { Actions, type ActionsDeps } from "./actions.ts";
import { EventHandlers } from "./event-handlers.ts";
import { EventReactions } from "./event-reactions.ts";
import {
  type FrontRule,
  type FrontRuleView,
  frontRulePrefix,
  frontTextKey,
  isUsedUp,
  maxFrontRules,
  RulesInFront,
  refuseUnknownVariables,
  rulesInFront,
  viewFrontRule,
} from "./front-rules.ts";
import { catchMistake } from "./mistake-note.ts";
import { Overrides, type OverridesDeps, startReason } from "./overrides.ts";
import { refuseReset } from "./refuse-reset.ts";
import type { FrontOptions, MaskText } from "./run-options.ts";
import { fingerprintKey, RunningScenario, runPrefix } from "./running-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { dropTimeline, planTimeline } from "./timeline-plan.ts";
import { refuseUnclaimed } from "./unclaimed.ts";
import { UsageRegister } from "./usage-register.ts";

export interface ScenarioRunnerDeps extends OverridesDeps {
  readonly events: Events;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  /** Masks secrets in sentences about requests. */
  readonly mask: MaskText;
}

export class ScenarioRunner {
  readonly #deps: ScenarioRunnerDeps;
  readonly #overrides: Overrides;
  readonly #actions: Actions;
  readonly #running = new Map<string, RunningScenario>();
  /** Use of every scenario since the start of the emulator. */
  readonly usage: UsageRegister;

  constructor(deps: ScenarioRunnerDeps) {
    this.#deps = deps;
    this.#overrides = new Overrides(deps);
    this.usage = new UsageRegister((sandbox) => {
      const startedAt = this.#running.get(sandbox)?.startedAt;
      return startedAt === undefined ? 0 : deps.sandboxes.existing(sandbox).clock.now() - startedAt;
    });
    const change: ActionsDeps["change"] = (sandbox, account, changed) =>
      this.#overrides.change(sandbox, account, changed);
    this.#actions = new Actions({ ...deps, change });
    deps.events.on("due-timeline", ({ due }) => this.#timeline(due));
    const reactions = new EventReactions({ ...deps, change, actions: this.#actions });
    new EventHandlers({ ...deps, reactions, running: (sandbox) => this.#running.get(sandbox) });
  }

  get(sandbox: string): RunningScenario | null {
    return this.#running.get(sandbox) ?? null;
  }

  /**
   * Starts a scenario in place of the active one. Accepted messages keep their lifecycles.
   * @param reason "resume", after a restart: counters, clock, accounts and timeline go on, if the text is the same
   * @throws UsageError when the scenario names an account that the sandbox lacks
   */
  start(name: string, scenario: Scenario, reason: "put" | "edit" | "reset" | "resume" = "put"): RunningScenario {
    const { store, sandboxes } = this.#deps;
    const goesOn = reason === "resume" && store.keyValue.get(name, fingerprintKey) === scenario.fingerprint;
    const edited = this.#running.get(name);
    this.#changing(name);
    dropTimeline(store.schedule, name, this.#running.get(name));
    // Takes how far the clock went, before another clock replaces it.
    this.usage.get(name);
    if (!goesOn) this.#overrides.apply(name, scenario, startReason(reason, edited));
    const { random, clock } = sandboxes.existing(name);
    const now = clock.now();
    const running = new RunningScenario(scenario, {
      sandbox: name,
      random,
      keyValue: store.keyValue,
      now,
      upcoming: () => placeOf(store.journal.upcoming(name)),
      resume: goesOn,
      mask: this.#deps.mask,
      usage: this.usage.begin(name, scenario),
    });
    this.#running.set(name, running);
    this.#setScenario(name, this.#front(name));
    if (!goesOn) planTimeline(store.schedule, name, running);
    this.#deps.events.emit({ kind: "scenario", sandbox: name });
    return running;
  }

  /** Stops the active scenario; the sandbox has its own clock, seed and accounts again. */
  stop(name: string): void {
    const { store, events } = this.#deps;
    this.#changing(name);
    dropTimeline(store.schedule, name, this.#running.get(name));
    this.usage.end(name);
    this.#running.delete(name);
    this.#overrides.restore(name);
    store.keyValue.clear(name, runPrefix);
    this.#setScenario(name, this.#front(name));
    events.emit({ kind: "scenario", sandbox: name });
  }

  /**
   * Refuses a scenario (null: none) that would change clock or seed under messages: time does not run back.
   * @throws UsageError
   */
  refuseChange(name: string, scenario: Scenario | null): void {
    const count = this.#deps.store.ledger.count(name);
    const changed = count === 0 ? [] : this.#overrides.changed(name, scenario);
    if (changed.length === 0) return;
    const problem = `would change the ${changed.join(" and the ")} of a sandbox with ${counted(count, "message")}`;
    const remedy = "reset the sandbox with it (--reset, reset: true)";
    throw new UsageError({ where: "scenario", problem, remedy, kind: "conflict" });
  }

  /** @throws UsageError where a rule is for requests that belong to another sandbox now */
  refuseUnclaimed(name: string, scenario: Scenario): void {
    refuseUnclaimed(name, this.#deps.sandboxes.orDefault().name, scenario);
  }

  /** Empties a sandbox and stops its scenario. */
  clear(name: string): void {
    if (this.#running.has(name)) this.stop(name);
    this.#deps.sandboxes.reset(name);
    this.#setScenario(name, []);
  }

  /** True if the active scenario has set the sandbox's clock. */
  setsClock(name: string): boolean {
    return this.#running.has(name) && this.#overrides.setsClock(name);
  }

  /**
   * Empties a sandbox, and starts its scenario from the beginning. Rules in front are gone.
   * @throws UsageError when the scenario names an account that the reset removes
   */
  reset(name: string): void {
    const running = this.#running.get(name);
    if (running !== undefined) refuseReset(this.#deps.store, name, running.scenario);
    // Takes how far the clock went, before it goes back.
    this.usage.get(name);
    this.#deps.sandboxes.reset(name);
    this.#changing(name);
    this.#running.delete(name);
    this.#setScenario(name, []);
    if (running === undefined) return;
    this.#overrides.forgetAccounts(name);
    this.start(name, running.scenario, "reset");
  }

  /**
   * Leaves a sandbox without a scenario. The rows that `write` has written say which one goes on.
   * @param write replaces everything in the sandbox, or creates it
   */
  replace(name: string, write: () => void): void {
    // Takes how far the clock went, before it goes back.
    this.usage.get(name);
    write();
    this.#changing(name);
    this.#running.delete(name);
    this.#setScenario(name, []);
    this.#deps.events.emit({ kind: "scenario", sandbox: name });
  }

  /**
   * Puts a rule in front of the scenario; it stays until it is used up or the sandbox is reset.
   * @param scenario has this single rule, with a limit
   * @param text from which a restart reads it
   */
  next(name: string, scenario: Scenario, text: string): void {
    const { keyValue } = this.#deps.store;
    this.refuseUnclaimed(name, scenario);
    refuseUnknownVariables(scenario, this.#running.get(name)?.scenario);
    const front = this.#front(name);
    const left = front.filter((rule) => !isUsedUp(rule));
    if (left.length >= maxFrontRules) {
      const problem = `${maxFrontRules} rules stand in front of the scenario`;
      throw new UsageError({ where: "next", problem, remedy: "reset the sandbox first", kind: "conflict" });
    }
    for (const { id } of front.filter(isUsedUp)) keyValue.clear(name, frontRulePrefix(id));
    const added = this.#frontRule(name, (front.at(-1)?.id ?? 0) + 1, scenario, false);
    keyValue.set(name, frontTextKey(added.id), text);
    this.#setScenario(name, [...left, added]);
    this.#deps.events.emit({ kind: "scenario", sandbox: name });
  }

  /** Removes a rule in front. @throws UsageError where there is none of this number */
  removeFront(name: string, number: number): void {
    const front = this.#front(name);
    if (!front.some(({ id }) => id === number)) {
      const problem = `no rule ${number} stands in front of the scenario`;
      throw new UsageError({ where: "next", problem, remedy: "take a number from the list", kind: "missing" });
    }
    this.#deps.store.keyValue.clear(name, frontRulePrefix(number));
    this.#setScenario(
      name,
      front.filter(({ id }) => id !== number),
    );
    this.#deps.events.emit({ kind: "scenario", sandbox: name });
  }

  /** Puts the rules in front again after a restart. */
  resumeFront(name: string, rules: readonly { readonly id: number; readonly scenario: Scenario }[]): void {
    this.#setScenario(
      name,
      rules.map(({ id, scenario }) => this.#frontRule(name, id, scenario, true)),
    );
  }

  /** The rules in front, in their order; used-up ones are shown until another is added. */
  front(name: string): readonly FrontRuleView[] {
    return this.#front(name).map(viewFrontRule);
  }

  #front(name: string): readonly FrontRule[] {
    return rulesInFront(this.#deps.sandboxes.existing(name).scenario);
  }

  #frontRule(name: string, id: number, scenario: Scenario, resume: boolean): FrontRule {
    const { random, clock } = this.#deps.sandboxes.existing(name);
    const rules = scenario.rules.map((rule) => ({ ...rule, isInFront: true as const }));
    const { keyValue } = this.#deps.store;
    const front: FrontOptions = {
      prefix: frontRulePrefix(id),
      variable: (variable, facts) => this.#running.get(name)?.variable(variable, facts) ?? null,
    };
    const options = { sandbox: name, random, keyValue, now: clock.now(), front, resume, mask: this.#deps.mask };
    return { id, running: new RunningScenario({ ...scenario, rules }, options) };
  }

  #setScenario(name: string, front: readonly FrontRule[]): void {
    const running = this.#running.get(name) ?? null;
    this.#deps.sandboxes.setScenario(name, front.length === 0 ? running : new RulesInFront(front, running));
  }

  /** Carries out an item of the timeline that is due. */
  #timeline(due: Due): void {
    const running = this.#running.get(due.sandbox);
    const item = running?.scenario.timeline.find(({ number }) => number === due.ref);
    if (running === undefined || item === undefined) return;
    const usage = this.usage.get(due.sandbox)?.entries[item.number - 1];
    if (usage !== undefined) usage.happened += 1;
    for (const action of item.actions) {
      const entry = { operation: "timeline", provider: "provider" in action ? action.provider : "" };
      const why = catchMistake(this.#deps, due.sandbox, entry, () => {
        const effect = this.#actions.carryOut(due.sandbox, running, action, due.at);
        if (usage !== undefined) usage.effect += effect;
      });
      if (usage !== undefined && why !== null) usage.why = why;
    }
    this.#deps.events.emit({ kind: "timeline", sandbox: due.sandbox, at: due.at, number: item.number });
  }

  /** Makes a rollback restore the active scenario as it is now. */
  #changing(name: string): void {
    const { store, events } = this.#deps;
    const before = this.#running.get(name);
    store.undo(() => {
      if (before === undefined) this.#running.delete(name);
      else this.#running.set(name, before);
      events.emit({ kind: "scenario", sandbox: name });
    });
  }
}
