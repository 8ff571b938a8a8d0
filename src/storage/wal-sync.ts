// SQLite's log is brought to the disk on a thread of Node's pool, a little at a time. SQLite does that itself in each
// checkpoint, all at once and while everybody waits; then it finds most of it done. What is acknowledged, and when, is the
// same: this only comes sooner.

import { closeSync, fdatasync, openSync } from "node:fs";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

/** Commits between two of them. */
const every = 32;

/** @returns what ends it, to be called before the data file is closed */
export function syncEarly(db: Db, tx: Transaction): () => void {
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
      // No log that could be synced: SQLite's own way is left.
      over = true;
      return;
    }
    busy = true;
    // What fails here fails in SQLite's own sync too, which tells.
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
