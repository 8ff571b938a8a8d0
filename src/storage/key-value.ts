// Small durable values: read from key_value, written once per transaction.

import type { KeyValue } from "../core/key-value.ts";
import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

/** Values, with the store's own part for rows that were replaced. */
export interface StoredKeyValue extends KeyValue {
  /** Forgets the values in memory: the rows are others. */
  reload(sandbox: string): void;
  ofSnapshot(no: number): ReadonlyMap<string, string>;
}

export function createKeyValue(db: Db, tx: Transaction, sequences: Sequences): StoredKeyValue {
  const bySandbox = new Map<string, Map<string, string>>();
  const changed = new Map<string, Set<string>>();
  const put = db.prepare("insert or replace into key_value (sandbox, key, value) values (?, ?, ?)");
  const remove = db.prepare("delete from key_value where sandbox = ? and key = ?");
  const ofSandbox = db.prepare<[number], { key: string; value: string }>(
    "select key, value from key_value where sandbox = ? order by key",
  );

  function valuesOf(sandbox: string): Map<string, string> {
    const loaded = bySandbox.get(sandbox);
    if (loaded !== undefined) return loaded;
    const values = read(sequences.number(sandbox));
    bySandbox.set(sandbox, values);
    return values;
  }
  function read(no: number): Map<string, string> {
    return new Map(ofSandbox.all(no).map((row) => [row.key, row.value]));
  }
  tx.beforeCommit(() => {
    for (const [sandbox, keys] of changed) {
      // A sandbox that was created and removed in one transaction has no number.
      if (keys.size === 0) continue;
      const no = sequences.number(sandbox);
      for (const key of keys) {
        const value = bySandbox.get(sandbox)?.get(key);
        if (value !== undefined) put.run(no, key, value);
      }
    }
    changed.clear();
  });
  tx.afterFailure(() => {
    bySandbox.clear();
    changed.clear();
  });

  return {
    get: (sandbox, key) => valuesOf(sandbox).get(key) ?? null,
    set(sandbox, key, value) {
      tx.open();
      valuesOf(sandbox).set(key, value);
      const keys = changed.get(sandbox) ?? new Set<string>();
      changed.set(sandbox, keys);
      keys.add(key);
    },
    clear(sandbox, prefix) {
      tx.open();
      const values = valuesOf(sandbox);
      const no = sequences.number(sandbox);
      for (const key of [...values.keys()]) {
        if (!key.startsWith(prefix)) continue;
        values.delete(key);
        changed.get(sandbox)?.delete(key);
        remove.run(no, key);
      }
    },
    all: (sandbox, prefix) => [...valuesOf(sandbox)].filter(([key]) => key.startsWith(prefix)),
    reload(sandbox) {
      bySandbox.delete(sandbox);
      changed.delete(sandbox);
    },
    ofSnapshot: read,
  };
}
