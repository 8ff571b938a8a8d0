// Rows that are written behind: what one transaction does to a row is one write at its end, and what was written lately is
// read from memory.

import type { Transaction } from "./transaction.ts";

export interface HeldRows<Row> {
  /** The row as it stands, or undefined when it is not in memory. */
  get(seq: number): Row | undefined;
  /** Will be written before the commit, as a new row where `fresh` says so. */
  put(seq: number, row: Row, fresh: boolean): void;
  /** Writes what is waiting, so that a select sees it. */
  flush(): void;
  /** Forgets these places, for their rows are gone. */
  removed(first: number, last: number): void;
}

export interface HeldRowsDeps<Row> {
  readonly tx: Transaction;
  readonly write: (seq: number, row: Row, fresh: boolean) => void;
  /** Rows kept for reading once they are written, and whether one will be read again at all. */
  readonly keep: number;
  readonly lasts?: (row: Row) => boolean;
}

export function createHeldRows<Row>({ tx, write, keep, lasts = () => true }: HeldRowsDeps<Row>): HeldRows<Row> {
  /** By place; the oldest first. */
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
      const there = waiting.get(seq);
      if (there === undefined) waiting.set(seq, { row, fresh });
      else there.row = row;
    },
    flush,
    removed(first, last) {
      for (const rows of [waiting, written]) {
        for (const seq of rows.keys()) if (seq >= first && seq <= last) rows.delete(seq);
      }
    },
  };
}
