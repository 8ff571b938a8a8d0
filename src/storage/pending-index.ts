// Finds the first waiting outbox entry of a subject without a query, unless very many entries wait.

import { type OutboxSubject, seqsPerSandbox } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

/** `about` of an entry's subject, as `subjectOf` has it. */
export const subjectColumn = "iif(about = 'report' and status is null, 'follow-up', about)";

export interface PendingIndex {
  /** Adds an entry that waits. */
  add(subject: OutboxSubject, seq: number): void;
  /** Removes an entry that waits no more. */
  remove(subject: OutboxSubject, seq: number): void;
  first(subject: OutboxSubject): number | null;
  /** Reads the table again before the next answer: rows were removed. */
  stale(): void;
}

/** Subjects in memory at most, 100 bytes each; beyond this number each answer is a query. */
const maxSubjects = 200_000;
/** Queries until the index is read into key_value again, if few enough entries wait. */
const maxQueries = 10_000;

/** @param flush writes pending rows, for the next select */
export function createPendingIndex(db: Db, tx: Transaction, flush: () => void): PendingIndex {
  const waiting = db.prepare<[number], OutboxSubject & { seq: number }>(
    `select seq, ${subjectColumn} as about, ref from callbacks indexed by callbacks_waiting
    where state = 'waiting' and seq / ${seqsPerSandbox} in (select no from sandboxes) order by seq limit ?`,
  );
  const firstOf = db.prepare<[number, string], { seq: number }>(
    `select seq from callbacks where ref = ? and ${subjectColumn} = ? and state = 'waiting' order by seq limit 1`,
  );
  /** By `ref`; a list where several entries wait. */
  const index: Record<OutboxSubject["about"], Map<number, number | readonly number[]>> = {
    report: new Map(),
    "follow-up": new Map(),
    inbound: new Map(),
  };
  const indexes = Object.values(index);
  let isLoaded = false;
  let queries = 0;

  function clear(): void {
    isLoaded = false;
    queries = 0;
    for (const bySubject of indexes) bySubject.clear();
  }

  /** Loads the index where possible. @returns true if the index in memory is complete */
  function load(): boolean {
    if (isLoaded) return true;
    if (queries > 0 && queries < maxQueries) return false;
    flush();
    const rows = waiting.all(maxSubjects);
    if (rows.length === maxSubjects) {
      queries = 1;
      return false;
    }
    isLoaded = true;
    for (const row of rows) put(row, row.seq);
    return true;
  }

  function put({ about, ref }: OutboxSubject, seq: number): void {
    const before = index[about].get(ref);
    if (before === undefined) index[about].set(ref, seq);
    else if (before !== seq) {
      const others = typeof before === "number" ? [before] : before;
      if (others.includes(seq)) return;
      // A repeated entry may be older than those that wait.
      const sorted = [...others, seq].sort((a, b) => a - b);
      index[about].set(ref, sorted);
    }
  }
  tx.afterFailure(clear);

  return {
    add(subject, seq) {
      if (!load()) return;
      put(subject, seq);
      if (indexes.reduce((sum, { size }) => sum + size, 0) <= maxSubjects) return;
      clear();
      queries = 1;
    },
    remove({ about, ref }, seq) {
      const before = index[about].get(ref);
      if (before === undefined || (typeof before === "number" && before !== seq)) return;
      const rest = typeof before === "number" ? [] : before.filter((other) => other !== seq);
      if (rest.length === 0) index[about].delete(ref);
      else index[about].set(ref, rest);
    },
    first({ about, ref }) {
      if (load()) {
        const pending = index[about].get(ref);
        return (typeof pending === "number" ? pending : pending?.[0]) ?? null;
      }
      queries += 1;
      flush();
      return firstOf.get(ref, about)?.seq ?? null;
    },
    stale: clear,
  };
}
