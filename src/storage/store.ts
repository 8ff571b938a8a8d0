// The store: SQLite behind core's ports.

import { accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { Store } from "../core/ports.ts";
import { createAccounts } from "./accounts.ts";
import { closeDatabase, type Durability, openDatabase, watchWrites } from "./database.ts";
import { createJournal } from "./journal.ts";
import { createCallWeight } from "./journal-size.ts";
import { createMemory } from "./key-value.ts";
import { createLedger } from "./ledger.ts";
import { createMessageRows } from "./message-rows.ts";
import { createOutbox } from "./outbox.ts";
import { createRetention, type Retention } from "./retention.ts";
import { createSchedule } from "./schedule.ts";
import { createPlaces } from "./sequences.ts";
import { createTransaction } from "./transaction.ts";
import { syncEarly } from "./wal-sync.ts";

export interface StoreOptions {
  /** Path of the data file, or `:memory:`. */
  readonly file: string;
  readonly durability: Durability;
  readonly retention: Retention;
  /** Bytes of a request or answer that the journal keeps. */
  readonly journalBytes: number;
  /** Gets `planned` and `rollback`. */
  readonly events: Pick<Events, "emit">;
}

/** Opens the store. @throws UsageError when the data file cannot be used */
export function openStore(options: StoreOptions): Store {
  const { events } = options;
  const db = openDatabase(options.file, options.durability);
  const tx = createTransaction(db);
  watchWrites(db, tx.fail);
  // With "power" each commit is synced by itself; what is in memory has no log.
  const endSync = options.durability === "power" || options.file === ":memory:" ? null : syncEarly(db, tx);
  const places = createPlaces(db, tx);
  const memory = createMemory(db, tx, places);
  const messages = createMessageRows(db, tx, places);
  const outbox = createOutbox(db, tx, places);
  const weight = createCallWeight(db, tx, places);
  const limits = new Map<string, Partial<KeepLimits>>();
  const retention = createRetention(
    db,
    tx,
    places,
    weight,
    (name) => {
      const own = limits.get(name);
      const inbounds = own?.messages ?? options.retention.inbounds;
      return own === undefined ? options.retention : { ...options.retention, ...own, inbounds };
    },
    { messages: messages.removed, callbacks: outbox.removed },
  );
  const clear = (name: string): void => {
    tx.open();
    const [first, last] = places.range(name);
    for (const table of ["messages", "inbounds", "calls", "callbacks"]) {
      db.prepare(`delete from ${table} where seq between ? and ?`).run(first, last);
    }
    db.prepare("delete from attempts where callback between ? and ?").run(first, last);
    db.prepare("delete from due where sandbox = ?").run(places.number(name));
    messages.removed(first, last);
    outbox.removed(first, last, true);
    places.restart(name);
    weight.restart(name);
    retention.restart(name);
  };
  const schedule = createSchedule(db, tx, places);
  const accounts = createAccounts(db, tx, places);
  tx.afterFailure((error) => events.emit({ kind: "rollback", error }));

  return {
    ledger: createLedger(db, tx, places, messages),
    stories: { add: messages.addStep, of: messages.steps },
    journal: createJournal(db, tx, places, weight, options.journalBytes),
    schedule: {
      ...schedule,
      add(due) {
        schedule.add(due);
        events.emit({ kind: "planned", sandbox: due.sandbox, at: due.at });
      },
    },
    outbox,
    accounts,
    memory,
    sandboxes: () => places.names(),
    addSandbox: (name) => places.add(name),
    limit: (name, own) => void limits.set(name, own),
    clearSandbox(name, whole) {
      clear(name);
      schedule.forget(name);
      if (!whole) return;
      for (const account of accounts.list(name)) accounts.remove(name, accountKey(account));
      memory.clear(name, "");
      limits.delete(name);
      places.remove(name);
    },
    committed: () => tx.committed(),
    undo: (work) => tx.undo(work),
    close() {
      tx.flush();
      endSync?.();
      closeDatabase(db);
    },
  };
}
