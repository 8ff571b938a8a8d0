// Bytes of a sandbox's calls: a running sum since its first call, with marks in the data file. The marks say where the
// newest bytes begin, and a restart sums only the calls after the last mark.

import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

/** Bytes between two marks: at most so many, and at most this part of the limit. */
const maxBetween = 1024 * 1024;
const partOfLimit = 64;

export interface JournalSize {
  /** Counts a call that is about to be added. */
  add(sandbox: string, bytes: number): void;
  /** Bytes counted since the start, in all sandboxes. */
  come(): number;
  /** The last call that is older than the newest `kept` bytes. */
  beyond(sandbox: string, kept: number): number;
  /** The last of the calls after `from` that make about so many bytes. */
  reach(sandbox: string, from: number, bytes: number): number;
  /** Forgets removed calls, up to this one. */
  removed(sandbox: string, until: number): void;
  /** Forgets all calls of a sandbox. */
  restart(sandbox: string): void;
}

interface RunningSum {
  bytes: number;
  marked: number;
}
interface SizeMark {
  readonly seq: number;
  readonly bytes: number;
}

export function createJournalSize(db: Db, tx: Transaction, sequences: Sequences): JournalSize {
  const sums = new Map<string, RunningSum>();
  let come = 0;
  const latest = db.prepare<[number, number], SizeMark>(
    "select seq, bytes from request_marks where seq between ? and ? order by seq desc limit 1",
  );
  const since = db.prepare<[number, number], { bytes: number | null }>(
    "select sum(octet_length(request) + coalesce(octet_length(answer), 0) + coalesce(octet_length(decided), 0) + coalesce(octet_length(data), 0)) as bytes from requests where seq > ? and seq <= ?",
  );
  const upTo = db.prepare<[number, number, number], { seq: number | null }>(
    "select max(seq) as seq from request_marks where seq between ? and ? and bytes <= ?",
  );
  const next = db.prepare<[number, number], SizeMark>(
    "select seq, bytes from request_marks where seq >= ? and seq <= ? order by seq limit 1",
  );
  const insert = db.prepare<[number, number]>("insert into request_marks (seq, bytes) values (?, ?)");
  const remove = db.prepare<[number, number]>("delete from request_marks where seq >= ? and seq < ?");
  tx.afterFailure(() => sums.clear());

  function sumOf(sandbox: string): RunningSum {
    const current = sums.get(sandbox);
    if (current !== undefined) return current;
    const [first, last] = sequences.range(sandbox);
    const mark = latest.get(first, last) ?? { seq: first, bytes: 0 };
    const sum = { bytes: mark.bytes + (since.get(mark.seq, last)?.bytes ?? 0), marked: mark.bytes };
    sums.set(sandbox, sum);
    return sum;
  }

  return {
    add(sandbox, bytes) {
      sumOf(sandbox).bytes += bytes;
      come += bytes;
    },
    come: () => come,
    beyond(sandbox, kept) {
      const sum = sumOf(sandbox);
      const [first, last] = sequences.range(sandbox);
      if (sum.bytes - sum.marked >= Math.min(maxBetween, kept / partOfLimit)) {
        insert.run(sequences.upcoming("requests", sandbox) - 1, sum.bytes);
        sum.marked = sum.bytes;
      }
      if (sum.bytes <= kept) return first;
      return upTo.get(first, last, sum.bytes - kept)?.seq ?? first;
    },
    reach(sandbox, from, bytes) {
      const [first, last] = sequences.range(sandbox);
      const near = next.get(from, last);
      if (near === undefined) return last;
      return upTo.get(first, last, near.bytes + bytes)?.seq ?? near.seq;
    },
    removed(sandbox, until) {
      remove.run(sequences.range(sandbox)[0], until);
    },
    restart(sandbox) {
      const [first, last] = sequences.range(sandbox);
      remove.run(first, last + 1);
      sums.delete(sandbox);
    },
  };
}
