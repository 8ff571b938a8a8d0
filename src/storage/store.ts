// The store: SQLite behind core's ports.

import { accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { Store } from "../core/ports.ts";
import { createAccounts } from "./accounts.ts";
import { type CommitDurability, closeDatabase, openDatabase, watchWrites } from "./database.ts";
import { createJournal } from "./journal.ts";
import { createJournalSize } from "./journal-size.ts";
import { createKeyValue } from "./key-value.ts";
import { createLedger } from "./ledger.ts";
import { createMessageRows } from "./message-rows.ts";
import { createOutbox } from "./outbox.ts";
import { Retention } from "./retention.ts";
import { createSchedule } from "./schedule.ts";
import { Sequences, sequencedTables } from "./sequences.ts";
import { createTransaction } from "./transaction.ts";
import { syncWal } from "./wal-sync.ts";

export interface StoreOptions {
  /** Path of the data file, or `:memory:`. */
  readonly file: string;
  readonly durability: CommitDurability;
  /** Rows and bytes that each sandbox keeps; as many inbound messages as messages. */
  readonly retention: KeepLimits;
  /** Longest request or answer in the journal; the rest is cut off. */
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
  // With "power" SQLite syncs each commit; a database in memory has no log.
  const endSync = options.durability === "power" || options.file === ":memory:" ? null : syncWal(db, tx);
  const sequences = new Sequences(db, tx);
  const keyValue = createKeyValue(db, tx, sequences);
  const messages = createMessageRows(db, tx, sequences);
  const outbox = createOutbox(db, tx, sequences);
  const journalSize = createJournalSize(db, tx, sequences);
  const limits = new Map<string, Partial<KeepLimits>>();
  const retention = new Retention({
    db,
    tx,
    sequences,
    journalSize,
    limitsOf: (name) => ({ ...options.retention, ...limits.get(name) }),
    removed: { messages: messages.removed, callbacks: outbox.removed },
  });
  const clear = (name: string): void => {
    tx.open();
    const [first, last] = sequences.range(name);
    for (const table of sequencedTables) {
      db.prepare(`delete from ${table} where seq between ? and ?`).run(first, last);
    }
    db.prepare("delete from attempts where callback between ? and ?").run(first, last);
    db.prepare("delete from due where sandbox = ?").run(sequences.number(name));
    messages.removed(first, last);
    outbox.removed(first, last, true);
    sequences.restart(name);
    journalSize.restart(name);
    retention.restart(name);
  };
  const schedule = createSchedule(db, tx, sequences);
  const accounts = createAccounts(db, tx, sequences);
  tx.afterFailure((error) => events.emit({ kind: "rollback", error }));

  return {
    ledger: createLedger(db, tx, sequences, messages),
    stories: { add: messages.addStep, of: messages.steps },
    journal: createJournal(db, tx, sequences, journalSize, options.journalBytes),
    schedule: {
      ...schedule,
      add(due) {
        schedule.add(due);
        events.emit({ kind: "planned", sandbox: due.sandbox, at: due.at });
      },
    },
    outbox,
    accounts,
    keyValue,
    sandboxes: () => sequences.names(),
    addSandbox: (name) => sequences.add(name),
    limit(name, own) {
      limits.set(name, own);
      retention.check(name);
    },
    clearSandbox(name, whole) {
      clear(name);
      schedule.forget(name);
      if (!whole) return;
      for (const account of accounts.list(name)) accounts.remove(name, accountKey(account));
      keyValue.clear(name, "");
      limits.delete(name);
      sequences.remove(name);
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
