// The clock, seed and accounts that a scenario replaced. They come back when the scenario leaves the sandbox.

import { type Account, type AccountChange, type AccountKey, accountKey, changeAccount } from "../../core/account.ts";
import type { Instant } from "../../core/clock.ts";
import type { Events } from "../../core/events.ts";
import type { Store } from "../../core/ports.ts";
import type { ClockMode } from "../../core/sandbox-settings.ts";
import type { Sandboxes } from "../../core/sandboxes.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Scenario, ScenarioClock } from "./scenario.ts";

export interface OverridesDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  /** First time of a manual clock without a start. */
  readonly manualStart: Instant;
}

const accountFields = ["enabled", "prepaid", "credits", "callbacks", "numbers", "rate", "details"] as const;
type AccountField = (typeof accountFields)[number] & keyof AccountChange;

/** A value that a scenario replaced; it comes back unless somebody has changed it again. */
interface Replaced<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** Values of an account before the scenario; a field without a value was absent. */
interface ReplacedAccount {
  readonly fields: readonly AccountField[];
  readonly values: Partial<Account>;
}

interface Replacements {
  clock?: Replaced<ClockMode>;
  seed?: Replaced<string>;
  accounts?: Record<AccountKey, ReplacedAccount>;
}

const key = "scenario:replaced";

/**
 * Why a scenario starts. `put`: somebody activates it. `edit`: its text was edited, and its clock stays unless its line
 * changed. `reset`: the sandbox was reset.
 */
export type StartReason = { readonly kind: "put" } | { readonly kind: "reset" } | EditReason;
interface EditReason {
  readonly kind: "edit";
  /** Clock of the scenario before the edit. */
  readonly clock: ScenarioClock | undefined;
}

export class Overrides {
  readonly #deps: OverridesDeps;

  constructor(deps: OverridesDeps) {
    this.#deps = deps;
  }

  /**
   * Replaces clock, seed and accounts of a sandbox by those of a scenario, after restoring those of the scenario before.
   * @throws UsageError when the scenario names an account that the sandbox lacks
   */
  apply(name: string, scenario: Scenario, reason: StartReason): void {
    for (const { account } of scenario.accounts) this.#account(name, account);
    const replaced = this.#load(name);
    this.#applySeed(name, scenario, replaced);
    if (reason.kind !== "edit" || !isSame(reason.clock, scenario.clock))
      this.#applyClock(name, scenario, reason, replaced);
    this.#restoreAccounts(name, replaced);
    this.#keepAccounts(name, scenario, replaced);
    this.#save(name, replaced);
    for (const { account, change } of scenario.accounts) this.change(name, account, change);
  }

  /** Settings that a scenario would change if somebody put it; null: no scenario. */
  changed(name: string, scenario: Scenario | null): readonly ("clock" | "seed")[] {
    const settings = this.#deps.sandboxes.settings(name);
    const { clock, seed } = this.#load(name);
    const seedThen = scenario?.seed ?? beforeOf(seed, settings.seed);
    const isClockKept =
      scenario?.clock === undefined
        ? isSame(beforeOf(clock, settings.clock), settings.clock)
        : isInForce(scenario.clock, settings.clock);
    return [...(isClockKept ? [] : ["clock" as const]), ...(seedThen === settings.seed ? [] : ["seed" as const])];
  }

  /** True if the scenario has set the clock that the sandbox has now. */
  setsClock(name: string): boolean {
    const { clock } = this.#load(name);
    return clock !== undefined && isSame(this.#deps.sandboxes.settings(name).clock, clock.after);
  }

  /** Restores everything. */
  restore(name: string): void {
    const replaced = this.#load(name);
    this.#restoreSeed(name, replaced);
    this.#restoreClock(name, replaced);
    this.#restoreAccounts(name, replaced);
    this.#save(name, replaced);
  }

  /** Forgets the accounts of before: a reset has restored all accounts. */
  forgetAccounts(name: string): void {
    const { accounts: _, ...replaced } = this.#load(name);
    this.#save(name, replaced);
  }

  /** @throws UsageError when the sandbox lacks the account */
  change(name: string, account: AccountKey, change: AccountChange): void {
    this.#put(changeAccount(this.#account(name, account), change));
  }

  #account(name: string, account: AccountKey): Account {
    const { accounts } = this.#deps.store;
    const existing = accounts.get(name, account);
    if (existing !== null) return existing;
    throw new UsageError({
      where: `scenario: account ${account}`,
      problem: "is not in the sandbox",
      remedy: `it has ${accounts.list(name).map(accountKey).join(", ")}`,
    });
  }

  #put(account: Account): void {
    this.#deps.sandboxes.putAccount(account);
    this.#deps.events.emit({ kind: "account", sandbox: account.sandbox, account: accountKey(account) });
  }

  #applySeed(name: string, { seed }: Scenario, replaced: Replacements): void {
    const { sandboxes } = this.#deps;
    if (seed === undefined) {
      this.#restoreSeed(name, replaced);
      return;
    }
    replaced.seed = { before: beforeOf(replaced.seed, sandboxes.settings(name).seed), after: seed };
    sandboxes.setSeed(name, seed);
  }

  #restoreSeed(name: string, replaced: Replacements): void {
    const { sandboxes } = this.#deps;
    const { seed } = replaced;
    delete replaced.seed;
    if (seed !== undefined && sandboxes.settings(name).seed === seed.after) sandboxes.setSeed(name, seed.before);
  }

  #applyClock(name: string, { clock }: Scenario, { kind }: StartReason, replaced: Replacements): void {
    const { sandboxes, manualStart } = this.#deps;
    if (clock === undefined) {
      this.#restoreClock(name, replaced);
      return;
    }
    const { clock: former } = sandboxes.settings(name);
    if (kind === "put" && isInForce(clock, former)) return;
    const before = beforeOf(replaced.clock, former);
    const { clock: current } = sandboxes.existing(name);
    if (clock.kind === "manual") this.#setClock(name, { mode: "manual", start: clock.start ?? manualStart });
    else if (isSpeeded(clock)) {
      this.#setClock(name, { mode: "speeded", start: clock.start ?? current.now(), speed: clock.speed });
    } else this.#setClock(name, { mode: "real" });
    replaced.clock = { before, after: sandboxes.settings(name).clock };
  }

  /** A speeded or manual clock goes on from the present: a clock does not go back. */
  #restoreClock(name: string, replaced: Replacements): void {
    const { sandboxes } = this.#deps;
    const { clock } = replaced;
    delete replaced.clock;
    if (clock === undefined || !isSame(sandboxes.settings(name).clock, clock.after)) return;
    this.#setClock(name, clock.before, sandboxes.existing(name).clock.now());
  }

  #setClock(name: string, mode: ClockMode, now?: Instant): void {
    const { sandboxes, events } = this.#deps;
    sandboxes.setClock(name, mode, now);
    events.emit({ kind: "clock", sandbox: name, now: sandboxes.existing(name).clock.now() });
  }

  #keepAccounts(name: string, scenario: Scenario, replaced: Replacements): void {
    const accounts: Record<AccountKey, ReplacedAccount> = {};
    for (const [account, fields] of replacedFields(scenario)) {
      const values: Partial<Account> | null = this.#deps.store.accounts.get(name, account);
      if (values === null) continue;
      const kept = Object.fromEntries([...fields].map((field) => [field, values[field]]));
      accounts[account] = { fields: [...fields], values: kept };
    }
    if (Object.keys(accounts).length > 0) replaced.accounts = accounts;
  }

  #restoreAccounts(name: string, replaced: Replacements): void {
    const { store } = this.#deps;
    for (const account of store.accounts.list(name)) {
      const kept = replaced.accounts?.[accountKey(account)];
      if (kept === undefined) continue;
      const { rate, ...rest } = account;
      const hadRate = kept.fields.includes("rate") ? kept.values.rate : rate;
      this.#put({ ...rest, ...kept.values, ...(hadRate === undefined ? {} : { rate: hadRate }) });
    }
    delete replaced.accounts;
  }

  #load(name: string): Replacements {
    const text = this.#deps.store.keyValue.get(name, key);
    return text === null ? {} : JSON.parse(text);
  }

  #save(name: string, replaced: Replacements): void {
    const { keyValue } = this.#deps.store;
    if (Object.keys(replaced).length > 0) keyValue.set(name, key, JSON.stringify(replaced));
    else if (keyValue.get(name, key) !== null) keyValue.clear(name, key);
  }
}

/** Changes the accounts that come back when the scenario leaves a sandbox. */
export function changeReplacedAccounts(
  { accounts, keyValue }: Pick<Store, "accounts" | "keyValue">,
  name: string,
  change: (account: Account) => Account,
): void {
  const replaced: Replacements = JSON.parse(keyValue.get(name, key) ?? "{}");
  const kept = Object.entries(replaced.accounts ?? {}).map(([account, { fields, values }]) => {
    const present = accounts.list(name).find((candidate) => accountKey(candidate) === account);
    const { details } = values;
    const changed = present && details && { details: change({ ...present, details }).details };
    return [account, { fields, values: { ...values, ...changed } }];
  });
  if (kept.length > 0) keyValue.set(name, key, JSON.stringify({ ...replaced, accounts: Object.fromEntries(kept) }));
}

/** The value to restore later: a value that the scenario before had set does not count. */
function beforeOf<Value>(replaced: Replaced<Value> | undefined, current: Value): Value {
  return replaced !== undefined && isSame(current, replaced.after) ? replaced.before : current;
}

/** True of a clock that is not the real one. */
function isSpeeded({ kind, speed, start }: ScenarioClock): boolean {
  return kind !== "manual" && (speed !== 1 || start !== undefined);
}

/** True if a sandbox's clock is already what a scenario asks for. */
function isInForce(wanted: ScenarioClock, current: ClockMode): boolean {
  const { kind, start, speed } = wanted;
  if (current.mode === "real") return kind === "real" && !isSpeeded(wanted);
  if (start !== undefined && current.start !== start) return false;
  return current.mode === "manual" ? kind === "manual" : isSpeeded(wanted) && current.speed === speed;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Account fields that the scenario's accounts replace. Rules and timeline change accounts for good. */
function replacedFields({ accounts }: Scenario): Map<AccountKey, Set<AccountField>> {
  const fields = new Map<AccountKey, Set<AccountField>>();
  for (const { account, change } of accounts) {
    const replaced = fields.get(account) ?? new Set();
    fields.set(account, replaced);
    for (const field of accountFields) if (change[field] !== undefined) replaced.add(field);
  }
  return fields;
}

/** Why the overrides are applied: an edit is compared with the scenario that was edited. */
export function startReason(
  reason: "put" | "edit" | "reset" | "resume",
  edited: { readonly scenario: Pick<Scenario, "clock"> } | undefined,
): StartReason {
  if (reason === "reset") return { kind: "reset" };
  return reason === "edit" && edited !== undefined ? { kind: "edit", clock: edited.scenario.clock } : { kind: "put" };
}
