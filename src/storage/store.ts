// The store: SQLite behind core's ports.

import { accountKey } from "../core/account.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { Store } from "../core/ports.ts";
import { createAccounts } from "./accounts.ts";
import { copiedTables, deleteRows } from "./copy-rows.ts";
import { createCounts } from "./counts.ts";
import { closeDatabase, type Db, openDatabase, sentenceOf, watchWrites } from "./database.ts";
import { createJournal } from "./journal.ts";
import { createJournalQueries } from "./journal-queries.ts";
import { createJournalSize } from "./journal-size.ts";
import { createKeyValue } from "./key-value.ts";
import { createLedger } from "./ledger.ts";
import { createMessageRows } from "./message-rows.ts";
import { createOutbox } from "./outbox.ts";
import { Retention } from "./retention.ts";
import { createSchedule } from "./schedule.ts";
import { defineFolded } from "./search-terms.ts";
import { Sequences } from "./sequences.ts";
import { createSnapshots } from "./snapshots.ts";
import type { StoreOptions } from "./store-options.ts";
import { Transaction } from "./transaction.ts";
import { syncWal } from "./wal-sync.ts";
import { WriteHealth } from "./write-health.ts";

/** Tables of what happened in a sandbox, and of what is due. */
const happened = copiedTables.filter((table) => table !== "accounts" && table !== "key_value");

/** Opens the store. @throws UsageError when the data file cannot be used */
export function openStore(options: StoreOptions): Store {
  const db = openDatabase(options.file, options.durability);
  try {
    return storeOver(db, options);
  } catch (error) {
    closeDatabase(db);
    throw sentenceOf(error, options.file);
  }
}

function storeOver(db: Db, options: StoreOptions): Store {
  const { events } = options;
  const tx = new Transaction(db);
  watchWrites(db, (error) => tx.fail(error));
  defineFolded(db);
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
  /** Deletes everything but accounts and values. */
  const clear = (name: string): void => {
    tx.open();
    const [first, last] = sequences.range(name);
    deleteRows(db, sequences.number(name), happened);
    messages.removed(first, last);
    outbox.removed(first, last, true);
    journal.forget(first, last);
    sequences.restart(name);
    journalSize.restart(name);
    retention.restart(name);
    schedule.forget(name);
  };
  const schedule = createSchedule(db, tx, sequences);
  const queries = createJournalQueries(db, sequences, messages);
  const journal = createJournal(db, tx, sequences, journalSize, options.journalBytes, queries);
  const accounts = createAccounts(db, tx, sequences);
  const snapshots = createSnapshots({ db, tx, sequences, accounts, keyValue, outbox, clear });
  const health = new WriteHealth(db, tx, options);

  return {
    ledger: createLedger(db, tx, sequences, messages),
    statusSteps: { add: messages.addStep, list: messages.steps },
    journal,
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
    counts: createCounts(db, sequences, () => {
      messages.flush();
      outbox.flush();
      journal.beforeRead();
    }),
    snapshots,
    sandboxes: () => sequences.names(),
    addSandbox: (name) => sequences.add(name),
    limit(name, own) {
      limits.set(name, own);
      retention.check(name);
    },
    clearSandbox(name, whole) {
      clear(name);
      if (!whole) return;
      snapshots.removeAll(name);
      for (const account of accounts.list(name)) accounts.remove(name, accountKey(account));
      keyValue.clear(name, "");
      limits.delete(name);
      sequences.remove(name);
    },
    committed: () => tx.committed(),
    obstacle: () => health.obstacle(),
    undo: (work) => tx.undo(work),
    close() {
      health.stop();
      journal.flush();
      tx.flush();
      endSync?.();
      closeDatabase(db);
    },
  };
}
