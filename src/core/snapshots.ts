// Snapshots of sandboxes: saved, restored, and forked to new sandboxes.

import { type Account, accountKey } from "./account.ts";
import type { Bounds } from "./bounds.ts";
import type { Clock, Turns } from "./clock.ts";
import { firstAccountsIn } from "./first-accounts.ts";
import type { Store } from "./ports.ts";
import { checkSandboxName, settingsIn, settingsKey } from "./sandbox-settings.ts";
import type { Sandboxes } from "./sandboxes.ts";
import type { StoredSnapshot } from "./snapshot-store.ts";
import { quoted, UsageError } from "./usage-error.ts";

export interface SnapshotsDeps {
  readonly store: Store;
  readonly sandboxes: Sandboxes;
  readonly hostClock: Clock;
  readonly turns: Turns;
  readonly bounds: Pick<Bounds, "snapshots" | "snapshotBytes">;
  /** The account with credentials of its own, drawn from the seed and its sandbox's name. */
  readonly ownAccount: (account: Account, seed: string) => Account;
}

export interface SaveOptions {
  /** Title of the active scenario. */
  readonly scenario: string | null;
  /** True: a snapshot of the same name goes. */
  readonly replace?: boolean | undefined;
}

/** Milliseconds that the deletion of rows may take in one turn. */
const turnMs = 6;

export class Snapshots {
  readonly #deps: SnapshotsDeps;

  constructor(deps: SnapshotsDeps) {
    this.#deps = deps;
  }

  /** In the order in which they were saved. */
  list(sandbox: string): readonly StoredSnapshot[] {
    return this.#deps.store.snapshots.list(this.#deps.sandboxes.existing(sandbox).name);
  }

  /** @throws UsageError when the name is taken or invalid, or the snapshots are as many or as large as they may be */
  save(sandbox: string, name: string, { scenario, replace = false }: SaveOptions): StoredSnapshot {
    const { store, sandboxes, hostClock } = this.#deps;
    const { clock } = sandboxes.existing(sandbox);
    checkSandboxName(name, "snapshot");
    const all = this.list(sandbox);
    const replaced = all.find((snapshot) => snapshot.name === name);
    if (replaced !== undefined && !replace) {
      const remedy = "choose another name, or replace it (--replace, replace: true)";
      throw new UsageError({ where: `snapshot ${quoted(name)}`, problem: "exists already", remedy, kind: "conflict" });
    }
    const bytes = store.snapshots.size(sandbox);
    this.#refuseMore(sandbox, all.length - (replaced === undefined ? 0 : 1), bytes - (replaced?.bytes ?? 0));
    if (replaced !== undefined) store.snapshots.remove(sandbox, name);
    sandboxes.keepClock(sandbox);
    const counts = {
      messages: store.ledger.count(sandbox),
      inbound: store.ledger.countInbound(sandbox),
      requests: store.journal.count(sandbox),
      callbacks: store.outbox.count(sandbox),
      due: store.schedule.count(sandbox),
    };
    const facts = { savedAt: hostClock.now(), now: clock.now(), scenario, counts, bytes };
    store.snapshots.save(sandbox, name, facts);
    return { name, ...facts };
  }

  /**
   * Makes the sandbox again what it was. The caller starts its scenario.
   * @throws UsageError when it has no such snapshot, or another sandbox has a credential of its accounts by now
   */
  restore(sandbox: string, name: string): void {
    const { store, sandboxes } = this.#deps;
    this.#check(sandbox, name);
    const { accounts } = store.snapshots.contents(sandbox, name);
    sandboxes.replace(sandbox, accounts, () => store.snapshots.restore(sandbox, name));
  }

  /**
   * Creates a sandbox with all rows of another one. Accounts get credentials of their own. The caller starts its scenario.
   * @param name a snapshot; null: the sandbox as it is now
   * @throws UsageError when the name of the fork is taken or invalid, or there are too many sandboxes
   */
  fork(sandbox: string, name: string | null, fork: string): void {
    const { store, sandboxes, ownAccount } = this.#deps;
    const now = sandboxes.settings(sandbox);
    if (name === null) sandboxes.keepClock(sandbox);
    else this.#check(sandbox, name);
    const { accounts, values } = store.snapshots.contents(sandbox, name);
    const settings = name === null ? now : settingsIn(values.get(settingsKey) ?? "", sandbox);
    const own = (account: Account): Account => ownAccount({ ...account, sandbox: fork }, settings.seed);
    const first = firstAccountsIn(values).map(own);
    sandboxes.create(fork, { ...settings, drawsAs: settings.drawsAs ?? sandbox }, first);
    try {
      store.snapshots.copy(sandbox, name, fork);
      const current = new Map(accounts.map((account) => [accountKey(account), own(account)]));
      for (const key of first.map(accountKey)) if (!current.has(key)) sandboxes.removeAccount(fork, key);
      for (const account of current.values()) sandboxes.putAccount(account);
      sandboxes.reopen(fork);
    } catch (error) {
      sandboxes.remove(fork);
      throw error;
    }
  }

  remove(sandbox: string, name: string): void {
    this.#check(sandbox, name);
    this.#deps.store.snapshots.remove(sandbox, name);
  }

  /** Deletes the rows of removed snapshots, in many turns of the event loop. */
  async deleteRemoved(): Promise<void> {
    const { store, hostClock, turns } = this.#deps;
    let rows = 100;
    for (;;) {
      const began = hostClock.elapsed();
      if (!store.snapshots.deleteRemoved(rows)) break;
      await store.committed();
      const took = hostClock.elapsed() - began;
      if (took > turnMs) rows = Math.max(10, Math.floor(rows / 2));
      else if (took < turnMs / 4) rows *= 2;
      await turns.next(this);
    }
    await store.committed();
  }

  /** @throws UsageError when the sandbox has no such snapshot */
  #check(sandbox: string, name: string): void {
    const names = this.list(sandbox).map((snapshot) => snapshot.name);
    if (names.includes(name)) return;
    const remedy = names.length === 0 ? "save one first (torpedo save NAME)" : `it has ${names.join(", ")}`;
    const problem = `is not in sandbox ${sandbox}`;
    throw new UsageError({ where: `snapshot ${quoted(name)}`, problem, remedy, kind: "missing" });
  }

  /** @param count snapshots of the sandbox beside the new one @param more bytes that come to all snapshots */
  #refuseMore(sandbox: string, count: number, more: number): void {
    const { snapshots: max, snapshotBytes: maxBytes } = this.#deps.bounds;
    if (count >= max) {
      const remedy = "remove some of them, or start with --bound snapshots=NUMBER";
      throw new UsageError({
        where: `sandbox ${sandbox}`,
        problem: `has ${max} snapshots already`,
        remedy,
        kind: "busy",
      });
    }
    const bytes = this.#deps.store.snapshots.bytes();
    const sum = [...bytes.values()].reduce((all, own) => all + own, 0) + more;
    if (more <= 0 || sum <= maxBytes) return;
    const [largest] = [...bytes].toSorted(([, a], [, b]) => b - a);
    const owner = largest === undefined ? "" : `; sandbox ${largest[0]} has ${largest[1]} of them`;
    const problem = `all snapshots would have ${sum} bytes, of ${maxBytes}${owner}`;
    const remedy = "remove some of them (torpedo remove-snapshot NAME), or start with --bound snapshotBytes=NUMBER";
    throw new UsageError({ where: `sandbox ${sandbox}`, problem, remedy, kind: "busy" });
  }
}
