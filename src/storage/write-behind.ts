// Rows that are written at the end of a transaction, each once. Recently written rows are read from memory.

import type { Transaction } from "./transaction.ts";

export interface WriteBehind<Row> {
  /** The row as it stands; undefined: not in memory. */
  get(seq: number): Row | undefined;
  /** Writes the row before the commit. `fresh`: inserts it. */
  put(seq: number, row: Row, fresh: boolean): void;
  /** Keeps a row that was read, as if it had been written. */
  remember(seq: number, row: Row): void;
  /** Writes everything that waits, for the next select. */
  flush(): void;
  /** Forgets rows that were removed. */
  removed(first: number, last: number): void;
}

export interface WriteBehindOptions<Row> {
  readonly tx: Transaction;
  readonly write: (seq: number, row: Row, fresh: boolean) => void;
  /** Rows that stay in memory once they are written or read. */
  readonly keep: number;
  /** True if such a row will be read again. Default: every row. */
  readonly lasts?: (row: Row) => boolean;
}

export function createWriteBehind<Row>({
  tx,
  write,
  keep,
  lasts = () => true,
}: WriteBehindOptions<Row>): WriteBehind<Row> {
  /** By `seq`, oldest first. */
  const written = new Map<number, Row>();
  const waiting = new Map<number, { row: Row; readonly fresh: boolean }>();

  function flush(): void {
    if (waiting.size === 0) return;
    for (const [seq, { row, fresh }] of waiting) {
      write(seq, row, fresh);
      if (keep > 0 && lasts(row)) written.set(seq, row);
      else written.delete(seq);
    }
    waiting.clear();
    trim();
  }

  function trim(): void {
    if (written.size <= keep) return;
    let over = written.size - keep;
    for (const seq of written.keys()) {
      if (over-- <= 0) break;
      written.delete(seq);
    }
  }
  tx.beforeCommit(flush);
  tx.afterFailure(() => {
    waiting.clear();
    written.clear();
  });

  return {
    get: (seq) => waiting.get(seq)?.row ?? written.get(seq),
    put(seq, row, fresh) {
      tx.open();
      const before = waiting.get(seq);
      if (before === undefined) waiting.set(seq, { row, fresh });
      else before.row = row;
    },
    remember(seq, row) {
      if (!lasts(row)) return;
      written.set(seq, row);
      trim();
    },
    flush,
    removed(first, last) {
      for (const rows of [waiting, written]) {
        for (const seq of rows.keys()) if (seq >= first && seq <= last) rows.delete(seq);
      }
    },
  };
}
