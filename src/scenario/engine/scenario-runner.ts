// Puts a scenario on in a sandbox (accounts, clock, seed, rules, timeline) and carries out its timeline when it falls due.

import { type AccountChange, type AccountKey, accountKey, changeAccount } from "../../core/account.ts";
import type { Events } from "../../core/events.ts";
import type { Inbounds } from "../../core/inbound.ts";
import type { Lives } from "../../core/life.ts";
import type { Message } from "../../core/message.ts";
import type { Due, Store } from "../../core/ports.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import { noSandbox, type Sandboxes } from "../../core/sandboxes.ts";
import { UsageError } from "../../core/usage-error.ts";
import { createPlay, type ScenarioPlay } from "./running-scenario.ts";
import type { Scenario } from "./shape.ts";
import { dueAt, type MessageChoice, type TimelineAction } from "./timeline.ts";

export interface Stage {
  /**
   * Puts a scenario on, in place of the one that plays. What was accepted keeps its life.
   * @param resume after a restart: counters, clock, accounts and timeline go on when the text is the same
   * @throws UsageError when it names an account the sandbox lacks
   */
  put(sandbox: string, scenario: Scenario, resume: boolean): ScenarioPlay;
  take(sandbox: string): void;
  of(sandbox: string): ScenarioPlay | null;
  /** Everything begins anew: after a reset of the sandbox. */
  again(sandbox: string): void;
  /** An item of the timeline has fallen due. */
  timeline(due: Due): void;
}

export interface StageDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  readonly inbounds: Inbounds;
  readonly lives: Lives;
  /** Where a manual clock without a start stands at first. */
  readonly manualStart: number;
  /** A phone, in normal form, is reachable again. */
  readonly reachable: (sandbox: Sandbox, phone: string) => void;
}

/** Messages that one `report`, `release` or `refuse` reaches at most. */
const reached = 10_000;

export function createStage(deps: StageDeps): Stage {
  const { store, sandboxes } = deps;
  const plays = new Map<string, ScenarioPlay>();

  function the(name: string): Sandbox {
    const sandbox = sandboxes.get(name);
    if (sandbox !== null) return sandbox;
    throw noSandbox(name);
  }

  /** To be called before another play takes its place: it plays again when the store cannot keep the change. */
  function changing(name: string): void {
    const before = plays.get(name);
    store.undo(() => {
      if (before === undefined) plays.delete(name);
      else plays.set(name, before);
      deps.events.emit({ kind: "scenario", sandbox: name });
    });
  }

  function dropTimeline(name: string): void {
    const play = plays.get(name);
    for (const item of play?.scenario.timeline ?? []) {
      const at = dueAt(item, play?.startedAt ?? 0);
      store.schedule.drop({ sandbox: name, at, kind: "timeline", ref: item.number, part: 0 });
    }
  }

  function change(name: string, key: AccountKey, what: AccountChange): void {
    const account = store.accounts.get(name, key);
    if (account === null) {
      const known = store.accounts.list(name).map(accountKey).join(", ");
      throw new UsageError({
        where: `scenario: account ${key}`,
        problem: "is not in the sandbox",
        remedy: `it has ${known}`,
      });
    }
    sandboxes.putAccount(changeAccount(account, what));
    deps.events.emit({ kind: "account", sandbox: name, account: key });
  }

  function setClock(name: string, scenario: Scenario): void {
    const { clock } = scenario;
    if (clock === undefined) return;
    const sandbox = the(name);
    const mode =
      clock.kind === "manual" ? "manual" : clock.speed !== 1 || clock.start !== undefined ? "speeded" : "real";
    // A reload does not move a clock that goes the same way already.
    if (sandbox.clock.mode === mode && plays.has(name)) return;
    if (mode === "real") sandboxes.setClock(name, { mode });
    else if (mode === "manual") sandboxes.setClock(name, { mode, start: clock.start ?? deps.manualStart });
    else sandboxes.setClock(name, { mode, start: clock.start ?? sandbox.clock.now(), speed: clock.speed });
  }

  function put(name: string, scenario: Scenario, resume: boolean): ScenarioPlay {
    const kept = resume && store.keyValue.get(name, "play:fingerprint") === scenario.fingerprint;
    changing(name);
    dropTimeline(name);
    if (scenario.seed !== undefined) sandboxes.setSeed(name, scenario.seed);
    if (!kept) {
      setClock(name, scenario);
      for (const one of scenario.accounts) change(name, one.account, one.change);
    }
    const sandbox = the(name);
    const { random, clock } = sandbox;
    const play = createPlay(scenario, {
      sandbox: name,
      random,
      keyValue: store.keyValue,
      now: clock.now(),
      goOn: kept,
    });
    plays.set(name, play);
    sandboxes.setPlay(name, play);
    if (!kept) {
      for (const item of scenario.timeline) {
        store.schedule.add({
          sandbox: name,
          at: dueAt(item, play.startedAt),
          kind: "timeline",
          ref: item.number,
          part: 0,
        });
      }
    }
    deps.events.emit({ kind: "scenario", sandbox: name });
    return play;
  }

  function chosen(name: string, of: MessageChoice, held: boolean): Message[] {
    return store.ledger.list(name, {
      ...(of.provider === undefined ? {} : { provider: of.provider }),
      ...(of.account === undefined ? {} : { account: of.account }),
      ...(of.to === undefined ? {} : { to: of.to }),
      ...(of.id === undefined ? {} : { id: of.id }),
      ...(of.clientId === undefined ? {} : { clientId: of.clientId }),
      ...(held ? { status: "held" as const } : {}),
      limit: reached,
    });
  }

  function act(name: string, play: ScenarioPlay, action: TimelineAction, due: Due): void {
    switch (action.kind) {
      case "account":
        change(name, action.account, action.change);
        return;
      case "inbound": {
        const { kind: _, ...phone } = action;
        deps.inbounds.receive(the(name), phone);
        return;
      }
      case "set":
        for (const [variable, value] of Object.entries(action.values)) play.set(variable, value);
        return;
      case "report":
        for (const message of chosen(name, action.of, false)) {
          deps.lives.force(message, action.status, "scenario", action.word);
        }
        return;
      case "release":
      case "refuse":
        for (const message of chosen(name, action.of, true)) deps.lives.release(message, action.kind === "release");
        return;
      case "outage":
        play.beginOutage(action, due.at);
        return;
      case "reachable":
        deps.reachable(the(name), action.phone);
        return;
      case "unbind":
        deps.events.emit({ kind: "unbind", sandbox: name, account: action.account });
        return;
    }
  }

  return {
    put,
    take(name) {
      changing(name);
      dropTimeline(name);
      plays.delete(name);
      store.keyValue.clear(name, "play:");
      sandboxes.setPlay(name, null);
      deps.events.emit({ kind: "scenario", sandbox: name });
    },
    of: (name) => plays.get(name) ?? null,
    again(name) {
      const play = plays.get(name);
      if (play === undefined) return;
      changing(name);
      plays.delete(name);
      put(name, play.scenario, false);
    },
    timeline(due) {
      const play = plays.get(due.sandbox);
      const item = play?.scenario.timeline.find((one) => one.number === due.ref);
      if (play === undefined || item === undefined) return;
      for (const action of item.actions) act(due.sandbox, play, action, due);
      deps.events.emit({ kind: "timeline", sandbox: due.sandbox, at: due.at, number: item.number });
    },
  };
}
