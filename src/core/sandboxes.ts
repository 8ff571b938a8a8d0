// The sandboxes there are: made, looked up, reset and deleted. What a sandbox is set to lives in the store's memory, so a
// restart finds it as it was.

import type { Play } from "../scenario/engine/outcome.ts";
import { type Account, type AccountKey, accountKey } from "./account.ts";
import { checkCallbacks } from "./callback-address.ts";
import type { CredentialIndex } from "./credential-index.ts";
import type { Events } from "./events.ts";
import type { Instant, Store } from "./ports.ts";
import { defaultSandbox, type Sandbox, type SandboxClock } from "./sandbox.ts";
import type { ClockMode, SandboxSettings } from "./sandbox-settings.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { UsageError } from "./usage-error.ts";

export interface Sandboxes {
  get(name: string): Sandbox | null;
  /** @throws UsageError when there is none of that name */
  the(name: string): Sandbox;
  /** The sandbox of this name, or the one of calls without a known credential. */
  orDefault(name?: string): Sandbox;
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
  /** The same for every sandbox, as far as the store takes it (its disk may be full). */
  keepClocks(onBug: (error: unknown) => void): void;
  /** Moves a clock that goes by hand, and keeps where it stands then. */
  moveClock(name: string, to: Instant): void;
  settings(name: string): SandboxSettings;
  /** Puts an account with its keys. @throws UsageError when a callback address may not be called, or a key is another's */
  putAccount(account: Account): void;
  removeAccount(name: string, key: AccountKey): void;
  /** Cut when what is in flight must end: reset and stop. */
  inFlight(name: string): AbortSignal;
}

export interface SandboxesDeps {
  readonly store: Store;
  readonly events: Events;
  readonly credentials: CredentialIndex;
  readonly clock: (mode: ClockMode) => SandboxClock;
  readonly random: (seed: string, sandbox: string) => SeededRandom;
  readonly keys: (account: Account) => readonly string[];
}

/** Bounds of a sandbox's name; it stands in addresses and credentials. */
const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

interface Held {
  readonly sandbox: Sandbox & { clock: SandboxClock; play: Play | null; random: SeededRandom; rehearsal: boolean };
  settings: SandboxSettings;
  cut: AbortController;
}

/** What is said of a name that no sandbox has. */
export function noSandbox(name: string): UsageError {
  const remedy = "create it first";
  return new UsageError({ where: "sandbox", problem: "does not exist", value: name, remedy, kind: "missing" });
}

export function createSandboxes(deps: SandboxesDeps): Sandboxes {
  const { store, events } = deps;
  const held = new Map<string, Held>();
  events.on("rollback", recover);

  /** What the store could not keep has not happened: the keys are again those of the accounts that it has. */
  function recover(): void {
    deps.credentials.clear();
    for (const name of store.sandboxes()) {
      for (const account of store.accounts.list(name)) deps.credentials.enter(account, deps.keys(account));
    }
  }

  function wake(name: string, settings: SandboxSettings): Sandbox {
    const sandbox = {
      name,
      clock: deps.clock(keptClock(name, settings.clock)),
      random: deps.random(settings.seed, name),
      play: null,
      rehearsal: settings.rehearsal,
    };
    held.set(name, { sandbox, settings, cut: new AbortController() });
    store.limit(name, settings.limits ?? {});
    for (const account of store.accounts.list(name)) deps.credentials.enter(account, deps.keys(account));
    return sandbox;
  }

  /** Where the clock stood when the emulator was stopped. */
  function keptClock(name: string, mode: ClockMode): ClockMode {
    const kept = store.keyValue.get(name, "sandbox:now");
    return kept === null || mode.mode === "real" ? mode : { ...mode, start: Number(kept) };
  }

  function the(name: string): Held {
    const found = held.get(name);
    if (found !== undefined) return found;
    throw noSandbox(name);
  }

  /** To be called before anything of it changes: when the store cannot keep the change, it is again as it is now. */
  function changing(name: string): Held {
    const one = the(name);
    const { settings } = one;
    const { clock, random, play, rehearsal } = one.sandbox;
    store.undo(() => {
      // One that was made in the same turn was never there.
      if (!store.sandboxes().includes(name)) return;
      one.settings = settings;
      store.limit(name, settings.limits ?? {});
      const stood = asItStood(name, clock, settings);
      const moved = one.sandbox.clock !== stood;
      Object.assign(one.sandbox, { clock: stood, random, play, rehearsal });
      if (moved) events.emit({ kind: "clock-replaced", sandbox: name });
      events.emit({ kind: "sandbox", sandbox: name, change: "changed" });
    });
    return one;
  }

  /** A clock goes forward only: one that was moved in vain is made anew where the store has it. */
  function asItStood(name: string, clock: SandboxClock, settings: SandboxSettings): SandboxClock {
    if (clock.mode !== "manual") return clock;
    const mode = keptClock(name, settings.clock);
    return mode.mode === "manual" && mode.start !== clock.now() ? deps.clock(mode) : clock;
  }

  function keepClock(name: string): void {
    const { sandbox } = the(name);
    if (sandbox.clock.mode !== "real") store.keyValue.set(name, "sandbox:now", String(sandbox.clock.now()));
  }

  function keep(name: string, settings: SandboxSettings): void {
    the(name).settings = settings;
    store.limit(name, settings.limits ?? {});
    store.keyValue.set(name, "sandbox:settings", JSON.stringify(settings));
  }

  for (const name of store.sandboxes()) {
    const text = store.keyValue.get(name, "sandbox:settings");
    if (text === null) continue;
    const settings: SandboxSettings = JSON.parse(text);
    wake(name, settings);
  }

  return {
    get: (name) => held.get(name)?.sandbox ?? null,
    the: (name) => the(name).sandbox,
    orDefault: (name = defaultSandbox) => (held.get(name) ?? the(defaultSandbox)).sandbox,
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
      store.undo(() => {
        const one = held.get(name);
        if (one === undefined) return;
        held.delete(name);
        one.cut.abort();
        events.emit({ kind: "clearing", sandbox: name });
        events.emit({ kind: "sandbox", sandbox: name, change: "removed" });
      });
      // All keys are entered before anything is written: a refused sandbox leaves nothing behind.
      const entered: Account[] = [];
      try {
        for (const account of accounts) {
          checkCallbacks(account);
          deps.credentials.enter(account, deps.keys(account));
          entered.push(account);
        }
      } catch (error) {
        for (const account of entered) deps.credentials.leave({ sandbox: name, account: accountKey(account) });
        throw error;
      }
      store.addSandbox(name);
      for (const account of accounts) {
        store.accounts.put(account);
        store.keyValue.set(name, `account:${accountKey(account)}`, JSON.stringify(account));
      }
      const sandbox = wake(name, settings);
      keep(name, settings);
      events.emit({ kind: "sandbox", sandbox: name, change: "created" });
      return sandbox;
    },
    reset(name) {
      const one = changing(name);
      store.undo(() => events.emit({ kind: "restored", sandbox: name }));
      one.cut.abort();
      one.cut = new AbortController();
      events.emit({ kind: "clearing", sandbox: name });
      store.clearSandbox(name, false);
      store.keyValue.clear(name, "play:");
      store.keyValue.clear(name, "phone:");
      store.keyValue.clear(name, "sandbox:now");
      for (const account of store.accounts.list(name)) {
        deps.credentials.leave({ sandbox: name, account: accountKey(account) });
        store.accounts.remove(name, accountKey(account));
      }
      for (const [, text] of store.keyValue.all(name, "account:")) {
        const account: Account = JSON.parse(text);
        store.accounts.put(account);
        deps.credentials.enter(account, deps.keys(account));
      }
      // The clock starts again where it started.
      one.sandbox.clock = deps.clock(one.settings.clock);
      events.emit({ kind: "clock-replaced", sandbox: name });
      events.emit({ kind: "reset", sandbox: name });
    },
    remove(name) {
      const one = the(name);
      const all = [...held];
      store.undo(() => {
        one.cut = new AbortController();
        held.clear();
        for (const [its, each] of all) held.set(its, each);
        store.limit(name, one.settings.limits ?? {});
        if (!store.sandboxes().includes(name)) return;
        events.emit({ kind: "clock-replaced", sandbox: name });
        events.emit({ kind: "restored", sandbox: name });
        events.emit({ kind: "sandbox", sandbox: name, change: "created" });
      });
      one.cut.abort();
      events.emit({ kind: "clearing", sandbox: name });
      for (const account of store.accounts.list(name)) {
        deps.credentials.leave({ sandbox: name, account: accountKey(account) });
      }
      store.clearSandbox(name, true);
      held.delete(name);
      events.emit({ kind: "sandbox", sandbox: name, change: "removed" });
    },
    setPlay(name, play) {
      changing(name).sandbox.play = play;
    },
    setClock(name, mode) {
      const one = changing(name);
      one.sandbox.clock = deps.clock(mode);
      store.keyValue.clear(name, "sandbox:now");
      events.emit({ kind: "clock-replaced", sandbox: name });
      keep(name, { ...one.settings, clock: mode });
    },
    setSeed(name, seed) {
      const one = changing(name);
      one.sandbox.random = deps.random(seed, name);
      keep(name, { ...one.settings, seed });
    },
    set(name, changed) {
      const one = changing(name);
      keep(name, { ...one.settings, ...changed });
      if (changed.rehearsal !== undefined) one.sandbox.rehearsal = changed.rehearsal;
      events.emit({ kind: "sandbox", sandbox: name, change: "changed" });
    },
    keepClock,
    keepClocks(onBug) {
      try {
        for (const name of held.keys()) keepClock(name);
      } catch (error) {
        onBug(error);
      }
    },
    moveClock(name, to) {
      changing(name).sandbox.clock.moveTo(to);
      keepClock(name);
    },
    settings: (name) => the(name).settings,
    putAccount(account) {
      the(account.sandbox);
      checkCallbacks(account);
      deps.credentials.enter(account, deps.keys(account));
      store.accounts.put(account);
    },
    removeAccount(name, key) {
      the(name);
      deps.credentials.leave({ sandbox: name, account: key });
      store.accounts.remove(name, key);
    },
    inFlight: (name) => the(name).cut.signal,
  };
}
