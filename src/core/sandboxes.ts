// All sandboxes: created, found, reset and removed. Their settings are in the store, so a restart finds them again.

import { type Account, type AccountKey, accountKey } from "./account.ts";
import { AccountCredentials, type AccountCredentialsDeps } from "./account-credentials.ts";
import type { ActiveScenario } from "./active-scenario.ts";
import type { Bounds } from "./bounds.ts";
import type { Instant } from "./clock.ts";
import type { Events } from "./events.ts";
import { firstAccounts, keepFirstAccount } from "./first-accounts.ts";
import { keepTime, keptMode, nowKey } from "./kept-clock.ts";
import { defaultSandbox, type Sandbox, type SandboxClock } from "./sandbox.ts";
import {
  type ClockMode,
  checkNewSandbox,
  noSandbox,
  type SandboxSettings,
  settingsIn,
  settingsKey,
} from "./sandbox-settings.ts";
import type { SeededRandom } from "./seeded-random.ts";

export interface SandboxesDeps extends AccountCredentialsDeps {
  readonly events: Events;
  readonly clock: (mode: ClockMode) => SandboxClock;
  readonly random: (seed: string, sandbox: string) => SeededRandom;
  readonly bounds: Pick<Bounds, "sandboxes">;
  /** Sandbox of requests without a known credential; `default` until it exists. */
  readonly unclaimed?: string;
}

/** A sandbox with its settings and the signal that ends work in flight. */
interface SandboxEntry {
  readonly sandbox: { -readonly [K in keyof Sandbox]: Sandbox[K] };
  settings: SandboxSettings;
  /** Null: nobody has asked for the signal yet. */
  cut: AbortController | null;
}

export class Sandboxes {
  readonly #deps: SandboxesDeps;
  readonly #credentials: AccountCredentials;
  readonly #entries = new Map<string, SandboxEntry>();

  constructor(deps: SandboxesDeps) {
    const { store } = deps;
    this.#deps = deps;
    this.#credentials = new AccountCredentials(deps);
    // Keeps a speeded clock's time with each request: after a crash the clock does not go back behind the journal.
    deps.events.on("call", ({ sandbox }) => this.get(sandbox)?.clock.mode === "speeded" && this.keepClock(sandbox));
    for (const name of store.sandboxes()) {
      const text = store.keyValue.get(name, settingsKey);
      if (text === null) continue;
      this.#open(name, settingsIn(text, name));
      this.#credentials.load(name);
    }
  }

  get(name: string): Sandbox | null {
    return this.#entries.get(name)?.sandbox ?? null;
  }

  /** @throws UsageError when no sandbox has the name */
  existing(name: string): Sandbox {
    return this.#entry(name).sandbox;
  }

  /** The sandbox of this name, or the sandbox of requests without a known credential. */
  orDefault(name = this.#deps.unclaimed ?? defaultSandbox): Sandbox {
    return this.get(name) ?? this.existing(defaultSandbox);
  }

  list(): Sandbox[] {
    return [...this.#entries.values()].map(({ sandbox }) => sandbox);
  }

  settings(name: string): SandboxSettings {
    return this.#entry(name).settings;
  }

  /** Aborted when work in flight must end: at a reset or removal. */
  inFlight(name: string): AbortSignal {
    const entry = this.#entry(name);
    entry.cut ??= new AbortController();
    return entry.cut.signal;
  }

  /** @throws UsageError when the name is taken or invalid, there are too many, or another account has a credential */
  create(name: string, settings: SandboxSettings, accounts: readonly Account[]): Sandbox {
    const { store, events, bounds } = this.#deps;
    checkNewSandbox(name, this.#entries, bounds.sandboxes);
    store.undo(() => {
      const entry = this.#entries.get(name);
      if (entry === undefined) return;
      this.#entries.delete(name);
      entry.cut?.abort();
      events.emit({ kind: "clearing", sandbox: name });
      events.emit({ kind: "sandbox", sandbox: name, change: "removed" });
    });
    // Before the first write: a refused sandbox leaves nothing behind.
    this.#credentials.enterAll(accounts);
    store.addSandbox(name);
    for (const account of accounts) {
      store.accounts.put(account);
      keepFirstAccount(store, account);
    }
    const sandbox = this.#open(name, settings);
    this.#keepSettings(name, settings);
    events.emit({ kind: "sandbox", sandbox: name, change: "created" });
    return sandbox;
  }

  /** Removes everything that happened; the accounts are again as they were created. */
  reset(name: string): void {
    const { store, events } = this.#deps;
    const entry = this.#cut(name);
    store.clearSandbox(name, false);
    for (const prefix of ["play:", "front:", "phone:", nowKey]) store.keyValue.clear(name, prefix);
    for (const account of store.accounts.list(name)) {
      this.#credentials.leave(name, accountKey(account));
      store.accounts.remove(name, accountKey(account));
    }
    for (const account of firstAccounts(store, name)) {
      store.accounts.put(account);
      this.#credentials.enter(account);
    }
    this.#replaceClock(name, entry, entry.settings.clock);
    events.emit({ kind: "reset", sandbox: name });
  }

  /** Replaces everything in a sandbox by what `write` writes. @throws UsageError when a credential of the new accounts is taken */
  replace(name: string, accounts: readonly Account[], write: () => void): void {
    const { store, events } = this.#deps;
    this.#credentials.refuseTaken(accounts);
    this.#cut(name);
    for (const account of store.accounts.list(name)) this.#credentials.leave(name, accountKey(account));
    write();
    for (const account of store.accounts.list(name)) this.#credentials.enter(account);
    this.reopen(name);
    events.emit({ kind: "reset", sandbox: name });
  }

  /** Takes settings and time of a sandbox from the store again. */
  reopen(name: string): void {
    const { store, events } = this.#deps;
    const entry = this.#changing(name);
    const settings = settingsIn(store.keyValue.get(name, settingsKey) ?? "", name);
    this.#keepSettings(name, settings);
    Object.assign(entry.sandbox, { random: this.#random(name, settings), testNumbers: settings.testNumbers });
    this.#replaceClock(name, entry, keptMode(store, name, settings.clock));
    events.emit({ kind: "sandbox", sandbox: name, change: "changed" });
  }

  remove(name: string): void {
    const { store, events } = this.#deps;
    const entry = this.#entry(name);
    store.undo(() => {
      entry.cut = null;
      this.#entries.set(name, entry);
      store.limit(name, entry.settings.limits ?? {});
      if (!store.sandboxes().includes(name)) return;
      events.emit({ kind: "clock-replaced", sandbox: name });
      events.emit({ kind: "rolled-back", sandbox: name });
      events.emit({ kind: "sandbox", sandbox: name, change: "created" });
    });
    entry.cut?.abort();
    events.emit({ kind: "clearing", sandbox: name });
    for (const account of store.accounts.list(name)) this.#credentials.leave(name, accountKey(account));
    store.clearSandbox(name, true);
    this.#entries.delete(name);
    events.emit({ kind: "sandbox", sandbox: name, change: "removed" });
  }

  setScenario(name: string, scenario: ActiveScenario | null): void {
    this.#changing(name).sandbox.scenario = scenario;
  }

  /** @param now present time of a clock that is not real; default: its start */
  setClock(name: string, mode: ClockMode, now?: Instant): void {
    const entry = this.#changing(name);
    this.#deps.store.keyValue.clear(name, nowKey);
    this.#replaceClock(name, entry, mode.mode === "real" || now === undefined ? mode : { ...mode, start: now });
    if (now !== undefined) this.keepClock(name);
    this.#keepSettings(name, { ...entry.settings, clock: mode });
  }

  setSeed(name: string, seed: string): void {
    const entry = this.#changing(name);
    this.#keepSettings(name, { ...entry.settings, seed });
    entry.sandbox.random = this.#random(name, entry.settings);
  }

  /** Changes settings other than clock and seed. */
  set(name: string, changed: Partial<Pick<SandboxSettings, "testNumbers" | "limits" | "idleMs">>): void {
    const entry = this.#changing(name);
    this.#keepSettings(name, { ...entry.settings, ...changed });
    if (changed.testNumbers !== undefined) entry.sandbox.testNumbers = changed.testNumbers;
    this.#deps.events.emit({ kind: "sandbox", sandbox: name, change: "changed" });
  }

  /** Keeps the time of a speeded or manual clock. */
  keepClock(name: string): void {
    keepTime(this.#deps.store, name, this.#entry(name).sandbox.clock);
  }

  /** Moves a manual clock and keeps its time. */
  moveClock(name: string, to: Instant): void {
    this.#changing(name).sandbox.clock.moveTo(to);
    this.keepClock(name);
  }

  /** @throws UsageError when a callback address is not allowed, a kind of credit is unknown, or another account has a credential */
  putAccount(account: Account): void {
    this.#entry(account.sandbox);
    this.#credentials.check(account);
    this.#credentials.enter(account);
    this.#deps.store.accounts.put(account);
  }

  removeAccount(name: string, key: AccountKey): void {
    this.#entry(name);
    this.#credentials.leave(name, key);
    this.#deps.store.accounts.remove(name, key);
  }

  #entry(name: string): SandboxEntry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw noSandbox(name);
    return entry;
  }

  #open(name: string, settings: SandboxSettings): Sandbox {
    const { store, clock } = this.#deps;
    const sandbox = {
      name,
      clock: clock(keptMode(store, name, settings.clock)),
      random: this.#random(name, settings),
      scenario: null,
      testNumbers: settings.testNumbers,
    };
    this.#entries.set(name, { sandbox, settings, cut: null });
    store.limit(name, settings.limits ?? {});
    return sandbox;
  }

  #random(name: string, { seed, drawsAs = name }: SandboxSettings): SeededRandom {
    return this.#deps.random(seed, drawsAs);
  }

  /** Ends what is in flight before all rows go. */
  #cut(name: string): SandboxEntry {
    const { store, events } = this.#deps;
    const entry = this.#changing(name);
    store.undo(() => events.emit({ kind: "rolled-back", sandbox: name }));
    entry.cut?.abort();
    entry.cut = null;
    events.emit({ kind: "clearing", sandbox: name });
    return entry;
  }

  /** Returns the entry before a change. A rollback restores the entry as it is now. */
  #changing(name: string): SandboxEntry {
    const { store, events } = this.#deps;
    const entry = this.#entry(name);
    const { settings } = entry;
    const { clock, random, scenario, testNumbers } = entry.sandbox;
    store.undo(() => {
      // A sandbox that was created in the same turn does not exist.
      if (!store.sandboxes().includes(name)) return;
      entry.settings = settings;
      store.limit(name, settings.limits ?? {});
      const restored = this.#restoredClock(name, clock, settings);
      const isOther = entry.sandbox.clock !== restored;
      Object.assign(entry.sandbox, { clock: restored, random, scenario, testNumbers });
      if (isOther) events.emit({ kind: "clock-replaced", sandbox: name });
      events.emit({ kind: "sandbox", sandbox: name, change: "changed" });
    });
    return entry;
  }

  /** A clock cannot go back: a manual clock that was moved is created anew at its kept time. */
  #restoredClock(name: string, clock: SandboxClock, settings: SandboxSettings): SandboxClock {
    if (clock.mode !== "manual") return clock;
    const mode = keptMode(this.#deps.store, name, settings.clock);
    return mode.mode === "manual" && mode.start !== clock.now() ? this.#deps.clock(mode) : clock;
  }

  #replaceClock(name: string, entry: SandboxEntry, mode: ClockMode): void {
    entry.sandbox.clock = this.#deps.clock(mode);
    this.#deps.events.emit({ kind: "clock-replaced", sandbox: name });
  }

  #keepSettings(name: string, settings: SandboxSettings): void {
    const { store } = this.#deps;
    this.#entry(name).settings = settings;
    store.limit(name, settings.limits ?? {});
    store.keyValue.set(name, settingsKey, JSON.stringify(settings));
  }
}
