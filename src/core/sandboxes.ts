// The sandboxes there are: made, looked up, reset and deleted. What a sandbox is set to lives in the store's memory, so a
// restart finds it as it was.

import { type Account, type AccountKey, accountKey } from "./account.ts";
import { checkCallbacks } from "./callback-address.ts";
import type { Directory } from "./directory.ts";
import type { Events } from "./events.ts";
import type { Dice, Instant, Store } from "./ports.ts";
import type { KeepLimits, Sandbox, SandboxClock } from "./sandbox.ts";
import type { Play } from "./scenario/outcome.ts";
import { UsageError } from "./usage-error.ts";

/** How a sandbox's clock is to go. */
export type ClockMode =
  | { readonly mode: "real" }
  | { readonly mode: "speeded"; readonly start: Instant; readonly speed: number }
  | { readonly mode: "manual"; readonly start: Instant };

export interface SandboxSettings {
  readonly seed: string;
  readonly clock: ClockMode;
  readonly rehearsal: boolean;
  /** Instead of the emulator's. */
  readonly limits?: Partial<KeepLimits>;
  /** Removed after so many real milliseconds in which nothing happened in it. */
  readonly idleMs?: number;
}

export interface Sandboxes {
  get(name: string): Sandbox | null;
  /** @throws UsageError when there is none of that name */
  the(name: string): Sandbox;
  list(): Sandbox[];
  /** @throws UsageError when the name is taken or not a name, or a credential is another's */
  create(name: string, settings: SandboxSettings, accounts: readonly Account[]): Sandbox;
  /** Forgets what happened in it; its accounts are again what they were at first. */
  reset(name: string): void;
  remove(name: string): void;
  setPlay(name: string, play: Play | null): void;
  setClock(name: string, mode: ClockMode): void;
  setSeed(name: string, seed: string): void;
  /** The settings beside clock and seed. */
  set(name: string, settings: Partial<Pick<SandboxSettings, "rehearsal" | "limits" | "idleMs">>): void;
  /** Keeps where a clock stands that is not the real one. */
  keepClock(name: string): void;
  settings(name: string): SandboxSettings;
  /** Puts an account with its keys. @throws UsageError when a callback address may not be called, or a key is another's */
  putAccount(account: Account): void;
  removeAccount(name: string, key: AccountKey): void;
  /** Cut when what is in flight must end: reset and stop. */
  inFlight(name: string): AbortSignal;
  /** What the store could not keep has not happened: its sandboxes, their settings and keys are again as they stand there. */
  recover(): void;
}

export interface SandboxesDeps {
  readonly store: Store;
  readonly events: Events;
  readonly directory: Directory;
  readonly clock: (mode: ClockMode) => SandboxClock;
  readonly dice: (seed: string, sandbox: string) => Dice;
  readonly keys: (account: Account) => readonly string[];
  /** What is held in memory for a sandbox must go too. */
  readonly onReset: (name: string) => void;
  /** A sandbox goes by another clock now: what was planned on the old one must be planned anew. */
  readonly onClock: (name: string) => void;
}

/** Bounds of a sandbox's name; it stands in addresses and credentials. */
const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

interface Held {
  readonly sandbox: Sandbox & { clock: SandboxClock; play: Play | null; dice: Dice; rehearsal: boolean };
  settings: SandboxSettings;
  cut: AbortController;
}

/** What is said of a name that no sandbox has. */
export function noSandbox(name: string): UsageError {
  const remedy = "create it first";
  return new UsageError({ where: "sandbox", problem: "does not exist", value: name, remedy, kind: "missing" });
}

export function createSandboxes(deps: SandboxesDeps): Sandboxes {
  const { store } = deps;
  const held = new Map<string, Held>();

  function wake(name: string, settings: SandboxSettings): Sandbox {
    const sandbox = {
      name,
      clock: deps.clock(keptClock(name, settings.clock)),
      dice: deps.dice(settings.seed, name),
      play: null,
      rehearsal: settings.rehearsal,
    };
    held.set(name, { sandbox, settings, cut: new AbortController() });
    for (const account of store.accounts.list(name)) deps.directory.enter(account, deps.keys(account));
    return sandbox;
  }

  /** Where the clock stood when the emulator was stopped. */
  function keptClock(name: string, mode: ClockMode): ClockMode {
    const kept = store.memory.get(name, "sandbox:now");
    return kept === null || mode.mode === "real" ? mode : { ...mode, start: Number(kept) };
  }

  function the(name: string): Held {
    const found = held.get(name);
    if (found !== undefined) return found;
    throw noSandbox(name);
  }

  function keep(name: string, settings: SandboxSettings): void {
    the(name).settings = settings;
    store.memory.set(name, "sandbox:settings", JSON.stringify(settings));
  }

  function keptSettings(name: string): SandboxSettings | null {
    const text = store.memory.get(name, "sandbox:settings");
    if (text === null) return null;
    const settings: SandboxSettings = JSON.parse(text);
    return settings;
  }

  for (const name of store.sandboxes()) {
    const settings = keptSettings(name);
    if (settings !== null) wake(name, settings);
  }

  return {
    get: (name) => held.get(name)?.sandbox ?? null,
    the: (name) => the(name).sandbox,
    list: () => [...held.values()].map((one) => one.sandbox),
    create(name, settings, accounts) {
      if (!namePattern.test(name)) {
        const remedy = "use up to 63 letters, digits, dots, dashes and underscores";
        throw new UsageError({ where: "sandbox", problem: "must be a name", value: name, remedy });
      }
      if (held.has(name)) {
        throw new UsageError({
          where: "sandbox",
          problem: "exists already",
          value: name,
          remedy: "choose another name",
          kind: "conflict",
        });
      }
      // All keys are entered before anything is written: a refused sandbox leaves nothing behind.
      const entered: Account[] = [];
      try {
        for (const account of accounts) {
          checkCallbacks(account);
          deps.directory.enter(account, deps.keys(account));
          entered.push(account);
        }
      } catch (error) {
        for (const account of entered) deps.directory.leave({ sandbox: name, account: accountKey(account) });
        throw error;
      }
      store.addSandbox(name);
      for (const account of accounts) {
        store.accounts.put(account);
        store.memory.set(name, `account:${accountKey(account)}`, JSON.stringify(account));
      }
      const sandbox = wake(name, settings);
      keep(name, settings);
      deps.events.tell({ kind: "sandbox", sandbox: name, change: "created" });
      return sandbox;
    },
    reset(name) {
      const one = the(name);
      one.cut.abort();
      one.cut = new AbortController();
      deps.onReset(name);
      store.clearSandbox(name, false);
      store.memory.clear(name, "play:");
      store.memory.clear(name, "phone:");
      store.memory.clear(name, "sandbox:now");
      for (const account of store.accounts.list(name)) {
        deps.directory.leave({ sandbox: name, account: accountKey(account) });
        store.accounts.remove(name, accountKey(account));
      }
      for (const [, text] of store.memory.all(name, "account:")) {
        const account: Account = JSON.parse(text);
        store.accounts.put(account);
        deps.directory.enter(account, deps.keys(account));
      }
      // The clock starts again where it started.
      one.sandbox.clock = deps.clock(one.settings.clock);
      deps.onClock(name);
      deps.events.tell({ kind: "reset", sandbox: name });
    },
    remove(name) {
      const one = the(name);
      one.cut.abort();
      deps.onReset(name);
      for (const account of store.accounts.list(name)) {
        deps.directory.leave({ sandbox: name, account: accountKey(account) });
      }
      store.clearSandbox(name, true);
      held.delete(name);
      deps.events.tell({ kind: "sandbox", sandbox: name, change: "removed" });
    },
    setPlay(name, play) {
      the(name).sandbox.play = play;
    },
    setClock(name, mode) {
      const one = the(name);
      one.sandbox.clock = deps.clock(mode);
      store.memory.clear(name, "sandbox:now");
      deps.onClock(name);
      keep(name, { ...one.settings, clock: mode });
    },
    setSeed(name, seed) {
      const one = the(name);
      one.sandbox.dice = deps.dice(seed, name);
      keep(name, { ...one.settings, seed });
    },
    set(name, changed) {
      const one = the(name);
      keep(name, { ...one.settings, ...changed });
      if (changed.rehearsal !== undefined) one.sandbox.rehearsal = changed.rehearsal;
      deps.events.tell({ kind: "sandbox", sandbox: name, change: "changed" });
    },
    keepClock(name) {
      const { sandbox } = the(name);
      if (sandbox.clock.mode !== "real") store.memory.set(name, "sandbox:now", String(sandbox.clock.now()));
    },
    settings: (name) => the(name).settings,
    putAccount(account) {
      the(account.sandbox);
      checkCallbacks(account);
      deps.directory.enter(account, deps.keys(account));
      store.accounts.put(account);
    },
    removeAccount(name, key) {
      the(name);
      deps.directory.leave({ sandbox: name, account: key });
      store.accounts.remove(name, key);
    },
    inFlight: (name) => the(name).cut.signal,
    recover() {
      deps.directory.clear();
      const kept = new Set(store.sandboxes());
      for (const [name, { cut }] of held) {
        if (kept.has(name)) continue;
        held.delete(name);
        cut.abort();
        deps.onReset(name);
        deps.events.tell({ kind: "sandbox", sandbox: name, change: "removed" });
      }
      for (const name of kept) {
        const settings = keptSettings(name);
        if (settings === null) continue;
        const one = held.get(name);
        if (one === undefined) {
          wake(name, settings);
          deps.events.tell({ kind: "sandbox", sandbox: name, change: "created" });
          continue;
        }
        one.settings = settings;
        one.sandbox.rehearsal = settings.rehearsal;
        for (const account of store.accounts.list(name)) deps.directory.enter(account, deps.keys(account));
      }
    },
  };
}
