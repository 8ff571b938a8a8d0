// Accounts: read from key_value, a change is written once per transaction.

import type { Account } from "../core/account.ts";
import { accountKey } from "../core/account.ts";
import type { Accounts } from "../core/ports.ts";
import { damaged } from "./check-file.ts";
import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import { parseStored } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";

interface AccountRow {
  readonly sandbox: number;
  readonly key: string;
  readonly credits: string;
  readonly data: string;
}

/** Accounts, with the store's own part for rows that were replaced. */
export interface StoredAccounts extends Accounts {
  /** Reads the accounts of a sandbox again. */
  reload(sandbox: string): void;
  /** Accounts of a snapshot, as those of its sandbox. */
  ofSnapshot(no: number, sandbox: string): Account[];
}

export function createAccounts(db: Db, tx: Transaction, sequences: Sequences): StoredAccounts {
  const bySandbox = new Map<string, Map<string, Account>>();
  /** Accounts changed in this transaction; true if more than the credits changed. */
  const changed = new Map<Account["sandbox"], Map<string, boolean>>();
  const insert = db.prepare("insert or replace into accounts (sandbox, key, credits, data) values (?, ?, ?, ?)");
  const updateCredits = db.prepare("update accounts set credits = ? where sandbox = ? and key = ?");
  const removeRow = db.prepare("delete from accounts where sandbox = ? and key = ?");
  const rowsOf = db.prepare<[number], AccountRow>("select * from accounts where sandbox = ? order by key");

  function load(): void {
    bySandbox.clear();
    changed.clear();
    const byNumber = new Map(sequences.names().map((name) => [sequences.number(name), name]));
    for (const row of db.prepare<[], AccountRow>("select * from accounts order by key").all()) {
      const sandbox = byNumber.get(row.sandbox);
      if (sandbox !== undefined) ofSandbox(sandbox).set(row.key, read(row, sandbox));
    }
  }
  function read(row: AccountRow, sandbox: string): Account {
    const data = parseStored<Omit<Account, "credits" | "sandbox">>(row.data);
    const credits = parseStored<Account["credits"]>(row.credits);
    if (data === null || credits === null)
      throw damaged(db.name, `account ${row.key} of sandbox ${sandbox} cannot be read`);
    return { ...data, sandbox, credits };
  }
  function ofSandbox(sandbox: string): Map<string, Account> {
    const loaded = bySandbox.get(sandbox);
    if (loaded !== undefined) return loaded;
    const fresh = new Map<string, Account>();
    bySandbox.set(sandbox, fresh);
    return fresh;
  }
  function write(): void {
    for (const [sandbox, keys] of changed) {
      for (const [key, whole] of keys) {
        const account = bySandbox.get(sandbox)?.get(key);
        if (account === undefined) continue;
        const { credits, sandbox: _, ...data } = account;
        const no = sequences.number(sandbox);
        if (whole) insert.run(no, key, JSON.stringify(credits), JSON.stringify(data));
        else updateCredits.run(JSON.stringify(credits), no, key);
      }
    }
    changed.clear();
  }
  load();
  tx.beforeCommit(write);
  tx.afterFailure(load);

  return {
    get: (sandbox, key) => bySandbox.get(sandbox)?.get(key) ?? null,
    list: (sandbox) => [...(bySandbox.get(sandbox)?.values() ?? [])],
    put(account) {
      tx.open();
      const key = accountKey(account);
      const accounts = ofSandbox(account.sandbox);
      const before = accounts.get(key);
      accounts.set(key, account);
      const keys = changed.get(account.sandbox) ?? new Map<string, boolean>();
      changed.set(account.sandbox, keys);
      keys.set(key, keys.get(key) === true || before === undefined || !sameButCredits(before, account));
    },
    remove(sandbox, key) {
      tx.open();
      bySandbox.get(sandbox)?.delete(key);
      removeRow.run(sequences.number(sandbox), key);
    },
    reload(sandbox) {
      changed.delete(sandbox);
      const rows = rowsOf.all(sequences.number(sandbox));
      const reloaded = new Map(rows.map((row) => [row.key, read(row, sandbox)]));
      // Accounts that were there keep their order: some choices take the first.
      const ordered = new Map<string, Account>();
      for (const key of [...ofSandbox(sandbox).keys(), ...reloaded.keys()]) {
        const account = reloaded.get(key);
        if (account !== undefined) ordered.set(key, account);
      }
      bySandbox.set(sandbox, ordered);
    },
    ofSnapshot: (no, sandbox) => rowsOf.all(no).map((row) => read(row, sandbox)),
  };
}

function sameButCredits(a: Account, b: Account): boolean {
  return (
    a.enabled === b.enabled &&
    a.prepaid === b.prepaid &&
    a.callbacks === b.callbacks &&
    a.numbers === b.numbers &&
    a.rate === b.rate &&
    a.details === b.details
  );
}
