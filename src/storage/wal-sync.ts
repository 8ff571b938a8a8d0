// Syncs SQLite's log early, a little at a time, on a thread of Node's pool. A checkpoint, which blocks every request,
// then finds most of the log on the disk already; durability stays the same.

import { closeSync, fdatasync, openSync } from "node:fs";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

/** Commits between two syncs. */
const every = 32;

/** @returns a function that ends the syncs, for use before the data file is closed */
export function syncWal(db: Db, tx: Transaction): () => void {
  const log = `${db.name}-wal`;
  let file: number | null = null;
  let commits = 0;
  let busy = false;
  let over = false;

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  tx.beforeCommit(() => {
    commits += 1;
    if (commits < every || busy || over) return;
    commits = 0;
    try {
      file ??= openSync(log, "r+");
    } catch {
      // No log to sync: SQLite syncs by itself.
      over = true;
      return;
    }
    busy = true;
    // SQLite's own sync fails too, and reports the failure.
    fdatasync(file, () => {
      busy = false;
      if (over) close();
    });
  });

  return () => {
    over = true;
    if (!busy) close();
  };
}
