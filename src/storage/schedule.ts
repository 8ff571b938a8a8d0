// Due items by sandbox, instant and kind. The earliest instant of each sandbox is in memory: a send needs no query.

import type { JsonObject } from "../core/json.ts";
import { type Due, dueKinds, type Schedule } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import { parseStored } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";

interface DueRow {
  readonly at: number;
  readonly kind: number;
  readonly ref: number;
  readonly part: number;
  readonly data: string | null;
}

/** Position in the order of one instant: kinds are one apart, the priorities of a kind lie between. */
function rankOf({ kind, priority = 0 }: Pick<Due, "kind" | "priority">): number {
  return dueKinds.indexOf(kind) - priority / 4;
}
function ofRank(rank: number): Pick<Due, "priority"> & { readonly kind: Due["kind"] | undefined } {
  const index = Math.ceil(rank);
  return { kind: dueKinds[index], ...(rank === index ? {} : { priority: (index - rank) * 4 }) };
}

/** The item of a row; none for a kind or data that this version does not know. */
function dueOf(sandbox: string, row: DueRow): Due[] {
  const { kind, ...priority } = ofRank(row.kind);
  const data = row.data === null ? undefined : parseStored<JsonObject>(row.data);
  if (kind === undefined || data === null) return [];
  const { at, ref, part } = row;
  return [{ sandbox, at, kind, ref, part, ...priority, ...(data === undefined ? {} : { data }) }];
}

/** The schedule, with the store's own part for a cleared sandbox. */
export interface StoredSchedule extends Schedule {
  forget(sandbox: string): void;
}

export function createSchedule(db: Db, tx: Transaction, sequences: Sequences): StoredSchedule {
  const insert = db.prepare(
    "insert or replace into due (sandbox, at, kind, ref, part, data) values (?, ?, ?, ?, ?, ?)",
  );
  // Rows are read in the order of the key, and removed by one statement.
  const removeThrough = db.prepare("delete from due where sandbox = ? and (at, kind, ref, part) <= (?, ?, ?, ?)");
  const remove = db.prepare("delete from due where sandbox = ? and at = ? and kind = ? and ref = ? and part = ?");
  const first = db.prepare<[number], { at: number | null }>("select min(at) as at from due where sandbox = ?");
  const upTo = db.prepare<[number, number, number], DueRow>(
    "select at, kind, ref, part, data from due where sandbox = ? and at <= ? order by at, kind, ref, part limit ?",
  );
  const earliestRows = db.prepare<[number, number], DueRow>(
    "select at, kind, ref, part, data from due where sandbox = ? order by at, kind, ref, part limit ?",
  );
  const count = db.prepare<[number], { n: number }>("select count(*) as n from due where sandbox = ?");
  const earliest = new Map<string, number | null>();
  tx.afterFailure(() => earliest.clear());

  function next(sandbox: string): number | null {
    const cached = earliest.get(sandbox);
    if (cached !== undefined) return cached;
    const at = first.get(sequences.number(sandbox))?.at ?? null;
    earliest.set(sandbox, at);
    return at;
  }

  return {
    add(due) {
      const before = next(due.sandbox);
      tx.open();
      const data = due.data === undefined ? null : JSON.stringify(due.data);
      insert.run(sequences.number(due.sandbox), due.at, rankOf(due), due.ref, due.part, data);
      if (before === null || due.at < before) earliest.set(due.sandbox, due.at);
    },
    next,
    take(sandbox, until, limit) {
      const at = next(sandbox);
      if (at === null || at > until) return [];
      const no = sequences.number(sandbox);
      const rows = upTo.all(no, until, limit);
      tx.open();
      const last = rows.at(-1);
      if (last !== undefined) removeThrough.run(no, last.at, last.kind, last.ref, last.part);
      earliest.delete(sandbox);
      return rows.flatMap((row) => dueOf(sandbox, row));
    },
    list: (sandbox, limit) => earliestRows.all(sequences.number(sandbox), limit).flatMap((row) => dueOf(sandbox, row)),
    drop(due) {
      tx.open();
      remove.run(sequences.number(due.sandbox), due.at, rankOf(due), due.ref, due.part);
      if (earliest.get(due.sandbox) === due.at) earliest.delete(due.sandbox);
    },
    forget: (sandbox) => void earliest.delete(sandbox),
    count: (sandbox) => count.get(sequences.number(sandbox))?.n ?? 0,
  };
}
