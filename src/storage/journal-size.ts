// What the calls of a sandbox weigh. A running sum says how many bytes it has taken since its first call; a mark in the
// file now and then says how many they were by which call, so that where the newest so many bytes begin is looked up among
// a few marks, and a restart only sums what came after the last one.

import type { Db } from "./database.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

/** Bytes between two marks, at most as many as this part of what is kept. */
const between = 1024 * 1024;
const partOfKept = 64;

export interface CallWeight {
  /** A call of so many bytes is about to be added. */
  add(sandbox: string, bytes: number): void;
  /** Bytes that have come since the start, in all sandboxes. */
  come(): number;
  /** The last call, if any, that is older than the newest `kept` bytes. */
  beyond(sandbox: string, kept: number): number;
  /** Up to which call about so many bytes follow on `from`. */
  reach(sandbox: string, from: number, bytes: number): number;
  /** The calls before this one are gone. */
  removed(sandbox: string, until: number): void;
  /** All of a sandbox's calls are gone. */
  restart(sandbox: string): void;
}

interface Sum {
  bytes: number;
  marked: number;
}
interface Mark {
  readonly seq: number;
  readonly bytes: number;
}

export function createCallWeight(db: Db, tx: Transaction, places: Places): CallWeight {
  const sums = new Map<string, Sum>();
  let come = 0;
  const latest = db.prepare<[number, number], Mark>(
    "select seq, bytes from call_marks where seq between ? and ? order by seq desc limit 1",
  );
  const since = db.prepare<[number, number], { bytes: number | null }>(
    "select sum(octet_length(request) + coalesce(octet_length(answer), 0) + coalesce(octet_length(data), 0)) as bytes from calls where seq > ? and seq <= ?",
  );
  const upTo = db.prepare<[number, number, number], { seq: number | null }>(
    "select max(seq) as seq from call_marks where seq between ? and ? and bytes <= ?",
  );
  const next = db.prepare<[number, number], Mark>(
    "select seq, bytes from call_marks where seq >= ? and seq <= ? order by seq limit 1",
  );
  const insert = db.prepare<[number, number]>("insert into call_marks (seq, bytes) values (?, ?)");
  const remove = db.prepare<[number, number]>("delete from call_marks where seq >= ? and seq < ?");
  tx.afterFailure(() => sums.clear());

  function sumOf(sandbox: string): Sum {
    const known = sums.get(sandbox);
    if (known !== undefined) return known;
    const [first, last] = places.range(sandbox);
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
      const [first, last] = places.range(sandbox);
      if (sum.bytes - sum.marked >= Math.min(between, kept / partOfKept)) {
        insert.run(places.upcoming("calls", sandbox) - 1, sum.bytes);
        sum.marked = sum.bytes;
      }
      if (sum.bytes <= kept) return first;
      return upTo.get(first, last, sum.bytes - kept)?.seq ?? first;
    },
    reach(sandbox, from, bytes) {
      const [first, last] = places.range(sandbox);
      const near = next.get(from, last);
      if (near === undefined) return last;
      return upTo.get(first, last, near.bytes + bytes)?.seq ?? near.seq;
    },
    removed(sandbox, until) {
      remove.run(places.range(sandbox)[0], until);
    },
    restart(sandbox) {
      const [first, last] = places.range(sandbox);
      remove.run(first, last + 1);
      sums.delete(sandbox);
    },
  };
}
