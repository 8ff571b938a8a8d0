// The store: SQLite behind core's ports.

import { accountKey } from "../core/account.ts";
import type { Clock } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { Store } from "../core/ports.ts";
import { createAccounts } from "./accounts.ts";
import {
  type CommitDurability,
  closeDatabase,
  type Db,
  openDatabase,
  sentenceOf,
  touch,
  watchWrites,
} from "./database.ts";
import { watchFile } from "./file-watch.ts";
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
  /** Gets `planned`, `rollback` and `file-lost`. */
  readonly events: Pick<Events, "emit">;
  readonly hostClock: Clock;
}

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
  const { events, file } = options;
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
    deleteRows(db, first, last);
    db.prepare("delete from due where sandbox = ?").run(sequences.number(name));
    messages.removed(first, last);
    outbox.removed(first, last, true);
    sequences.restart(name);
    journalSize.restart(name);
    retention.restart(name);
  };
  /** True until a write succeeds; a turn without a change is none. */
  let hasFailed = false;
  tx.afterFailure(() => {
    hasFailed = true;
  });
  const schedule = createSchedule(db, tx, sequences);
  const accounts = createAccounts(db, tx, sequences);
  tx.afterFailure((error) => events.emit({ kind: "rollback", error }));
  const lost = new Error(
    `the data file ${file} was removed or replaced: nothing is kept until the emulator starts again`,
  );
  const setLost = (isLost: boolean): void => {
    tx.refuse(isLost ? lost : null);
    if (isLost) events.emit({ kind: "file-lost", error: lost });
  };
  const endWatch = file === ":memory:" ? null : watchFile(file, options.hostClock, setLost);

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
    async obstacle() {
      // A failed write of this turn counts once the turn is over.
      await tx.committed().catch(() => {});
      if (!hasFailed && tx.lastError() === null) return null;
      try {
        tx.open();
        touch(db);
        await tx.committed();
        hasFailed = false;
        return null;
      } catch (error) {
        tx.fail(error);
        const message = error instanceof Error ? error.message : String(error);
        return error === lost ? message : `${file} cannot be written: ${message}`;
      }
    },
    undo: (work) => tx.undo(work),
    close() {
      endWatch?.();
      tx.flush();
      endSync?.();
      closeDatabase(db);
    },
  };
}

/** Deletes the sequenced rows of a sandbox, and their attempts. */
function deleteRows(db: Db, first: number, last: number): void {
  for (const table of sequencedTables) {
    db.prepare(`delete from ${table} where seq between ? and ?`).run(first, last);
  }
  db.prepare("delete from attempts where callback between ? and ?").run(first, last);
}
