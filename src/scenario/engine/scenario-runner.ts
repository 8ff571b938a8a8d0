// Starts and stops the active scenario of each sandbox, and carries out its timeline.

import type { Instant } from "../../core/clock.ts";
import { counted } from "../../core/counted.ts";
import type { Events } from "../../core/events.ts";
import type { InboundMessages } from "../../core/inbound-messages.ts";
import type { Lifecycles } from "../../core/lifecycles.ts";
import type { Message } from "../../core/message.ts";
import type { Due } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Bilingual } from "../../core/sentences.ts";
import { UsageError } from "../../core/usage-error.ts";
import { EventReactions } from "./event-reactions.ts";
import { inboundFacts, sessionEventFacts, statusFacts } from "./event-rules.ts";
import {
  type FrontRule,
  type FrontRuleView,
  frontRulePrefix,
  frontTextKey,
  isUsedUp,
  maxFrontRules,
  RulesInFront,
  rulesInFront,
  viewFrontRule,
} from "./front-rules.ts";
import { Overrides, type OverridesDeps, type StartReason } from "./overrides.ts";
import { fingerprintKey, RunningScenario, runPrefix } from "./running-scenario.ts";
import type { Scenario } from "./shape.ts";
import type { MessageChoice, TimelineAction } from "./steps.ts";
import { dueAt } from "./timeline.ts";

export interface ScenarioRunnerDeps extends OverridesDeps {
  readonly events: Events;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  /** Masks secrets in sentences about requests. */
  readonly mask: (words: Bilingual) => Bilingual;
}

/** Messages that a `report`, `release` or `refuse` changes at most. */
const maxMessages = 10_000;

export class ScenarioRunner {
  readonly #deps: ScenarioRunnerDeps;
  readonly #overrides: Overrides;
  readonly #reactions: EventReactions;
  readonly #running = new Map<string, RunningScenario>();

  constructor(deps: ScenarioRunnerDeps) {
    this.#deps = deps;
    this.#overrides = new Overrides(deps);
    this.#reactions = new EventReactions({
      ...deps,
      change: (sandbox, account, change) => this.#overrides.change(sandbox, account, change),
      act: (sandbox, running, action, at) => this.#act(sandbox, running, action, at),
    });
    deps.events.on("due-timeline", ({ due }) => this.#timeline(due));
    deps.events.on("inbound", ({ inbound }) => this.#event(inbound.sandbox, () => inboundFacts(deps.store, inbound)));
    deps.events.on("status", ({ message }) =>
      this.#event(message.sandbox, () => statusFacts(deps.store, message), message),
    );
    deps.events.on("session", (event) => this.#event(event.sandbox, () => sessionEventFacts(deps.store, event)));
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
    this.#dropTimeline(name);
    if (!goesOn) this.#overrides.apply(name, scenario, startReason(reason, edited));
    const { random, clock } = sandboxes.existing(name);
    const now = clock.now();
    const running = new RunningScenario(scenario, {
      sandbox: name,
      random,
      keyValue: store.keyValue,
      now,
      resume: goesOn,
      mask: this.#deps.mask,
    });
    this.#running.set(name, running);
    this.#setScenario(name, this.#front(name));
    if (!goesOn) this.#planTimeline(name, running);
    this.#deps.events.emit({ kind: "scenario", sandbox: name });
    return running;
  }

  /** Stops the active scenario; the sandbox has its own clock, seed and accounts again. */
  stop(name: string): void {
    const { store, events } = this.#deps;
    this.#changing(name);
    this.#dropTimeline(name);
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

  /** Starts the active scenario from its beginning, after a reset of the sandbox. Rules in front are gone. */
  restart(name: string): void {
    const running = this.#running.get(name);
    this.#setScenario(name, []);
    if (running === undefined) return;
    this.#changing(name);
    this.#running.delete(name);
    this.#overrides.forgetAccounts(name);
    this.start(name, running.scenario, "reset");
  }

  /**
   * Puts a rule in front of the scenario; it stays until it is used up or the sandbox is reset.
   * @param scenario has this single rule, with a limit
   * @param text from which a restart reads it
   */
  next(name: string, scenario: Scenario, text: string): void {
    const { keyValue } = this.#deps.store;
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
    const own = { prefix: frontRulePrefix(id), resume, mask: this.#deps.mask };
    const options = { sandbox: name, random, keyValue, now: clock.now(), ...own };
    return { id, running: new RunningScenario({ ...scenario, rules }, options) };
  }

  #setScenario(name: string, front: readonly FrontRule[]): void {
    const running = this.#running.get(name) ?? null;
    this.#deps.sandboxes.setScenario(name, front.length === 0 ? running : new RulesInFront(front, running));
  }

  /** Tries the rules on an event. */
  #event(name: string, facts: () => RequestFacts | null, message?: Message): void {
    const running = this.#running.get(name);
    const found = running?.hasEventRules === true ? facts() : null;
    if (running !== undefined && found !== null) this.#reactions.react(name, running, found, message);
  }

  /** Carries out an item of the timeline that is due. */
  #timeline(due: Due): void {
    if (this.#reactions.reply(due)) return;
    const running = this.#running.get(due.sandbox);
    const item = running?.scenario.timeline.find(({ number }) => number === due.ref);
    if (running === undefined || item === undefined) return;
    for (const action of item.actions) this.#act(due.sandbox, running, action, due.at);
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

  #planTimeline(name: string, { scenario, startedAt }: RunningScenario): void {
    for (const item of scenario.timeline) {
      const at = dueAt(item, startedAt);
      this.#deps.store.schedule.add({ sandbox: name, at, kind: "timeline", ref: item.number, part: 0 });
    }
  }

  #dropTimeline(name: string): void {
    const running = this.#running.get(name);
    for (const item of running?.scenario.timeline ?? []) {
      const at = dueAt(item, running?.startedAt ?? 0);
      this.#deps.store.schedule.drop({ sandbox: name, at, kind: "timeline", ref: item.number, part: 0 });
    }
  }

  #chosen(name: string, choice: MessageChoice, isHeld: boolean): Message[] {
    return this.#deps.store.ledger.list(name, {
      ...(choice.provider === undefined ? {} : { provider: choice.provider }),
      ...(choice.account === undefined ? {} : { account: choice.account }),
      ...(choice.to === undefined ? {} : { to: choice.to }),
      ...(choice.id === undefined ? {} : { id: choice.id }),
      ...(choice.clientId === undefined ? {} : { clientId: choice.clientId }),
      ...(isHeld ? { status: "held" as const } : {}),
      limit: maxMessages,
    });
  }

  #act(name: string, running: RunningScenario, action: TimelineAction, at: Instant): void {
    const { sandboxes, inboundMessages, lifecycles, events } = this.#deps;
    switch (action.kind) {
      case "account":
        this.#overrides.change(name, action.account, action.change);
        return;
      case "inbound": {
        const { kind: _, ...phone } = action;
        inboundMessages.receive(sandboxes.existing(name), phone);
        return;
      }
      case "set":
        running.assign(action.set, at);
        return;
      case "report":
        for (const message of this.#chosen(name, action.of, false)) {
          lifecycles.report(message, action.status, "scenario", action.word);
        }
        return;
      case "release":
      case "refuse":
        for (const message of this.#chosen(name, action.of, true))
          lifecycles.release(message, action.kind === "release");
        return;
      case "outage":
        running.beginOutage(action, at);
        return;
      case "reachable":
        events.emit({ kind: "reachable", sandbox: name, phone: action.phone });
        return;
      case "unbind":
        events.emit({
          kind: "unbind",
          sandbox: name,
          account: action.account,
          ...(action.session === undefined ? {} : { session: action.session }),
        });
        return;
    }
  }
}

function startReason(reason: "put" | "edit" | "reset" | "resume", edited: RunningScenario | undefined): StartReason {
  if (reason === "reset") return { kind: "reset" };
  return reason === "edit" && edited !== undefined ? { kind: "edit", clock: edited.scenario.clock } : { kind: "put" };
}
