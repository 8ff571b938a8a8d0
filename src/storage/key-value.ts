// Small durable values: held in memory, written once a transaction.

import type { Memory } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

export function createMemory(db: Db, tx: Transaction, places: Places): Memory {
  const held = new Map<string, Map<string, string>>();
  const changed = new Map<string, Set<string>>();
  const put = db.prepare("insert or replace into memory (sandbox, key, value) values (?, ?, ?)");
  const remove = db.prepare("delete from memory where sandbox = ? and key = ?");

  function of(sandbox: string): Map<string, string> {
    const known = held.get(sandbox);
    if (known !== undefined) return known;
    const rows = db
      .prepare<[number], { key: string; value: string }>("select key, value from memory where sandbox = ? order by key")
      .all(places.number(sandbox));
    const values = new Map(rows.map((row) => [row.key, row.value]));
    held.set(sandbox, values);
    return values;
  }
  tx.beforeCommit(() => {
    for (const [sandbox, keys] of changed) {
      // A sandbox that was made and removed in this turn has no number any more.
      if (keys.size === 0) continue;
      const no = places.number(sandbox);
      for (const key of keys) {
        const value = held.get(sandbox)?.get(key);
        if (value !== undefined) put.run(no, key, value);
      }
    }
    changed.clear();
  });
  tx.afterFailure(() => {
    held.clear();
    changed.clear();
  });

  return {
    get: (sandbox, key) => of(sandbox).get(key) ?? null,
    set(sandbox, key, value) {
      tx.open();
      of(sandbox).set(key, value);
      const keys = changed.get(sandbox) ?? new Set<string>();
      changed.set(sandbox, keys);
      keys.add(key);
    },
    clear(sandbox, prefix) {
      tx.open();
      const values = of(sandbox);
      const no = places.number(sandbox);
      for (const key of [...values.keys()]) {
        if (!key.startsWith(prefix)) continue;
        values.delete(key);
        changed.get(sandbox)?.delete(key);
        remove.run(no, key);
      }
    },
    all: (sandbox, prefix) => [...of(sandbox)].filter(([key]) => key.startsWith(prefix)),
  };
}
