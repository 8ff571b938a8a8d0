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

/** Items that are alike, for rows with numbers that follow one another: the messages of a request have one instant. */
interface Row {
  readonly due: Due;
  readonly rank: number;
  last: number;
}

/** True if an item is the next one of a row of items. */
function follows({ due, rank, last }: Row, next: Due, nextRank: number): boolean {
  return (
    next.ref === last + 1 &&
    next.at === due.at &&
    nextRank === rank &&
    next.part === due.part &&
    next.sandbox === due.sandbox &&
    next.data === undefined &&
    due.data === undefined
  );
}

/** The schedule, with the store's own part for a cleared sandbox. */
export interface StoredSchedule extends Schedule {
  forget(sandbox: string): void;
}

export function createSchedule(db: Db, tx: Transaction, sequences: Sequences): StoredSchedule {
  const insert = db.prepare(
    "insert or replace into due (sandbox, at, kind, ref, part, data) values (?, ?, ?, ?, ?, ?)",
  );
  const insertRow = db.prepare(
    `with recursive refs (ref) as (select ? union all select ref + 1 from refs where ref < ?)
    insert or replace into due (sandbox, at, kind, ref, part, data) select ?, ?, ?, ref, ?, null from refs`,
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
  /** Items that wait for their statement, until another item comes, a read, or the commit. */
  let waiting: Row | null = null;
  tx.beforeCommit(write);
  tx.afterFailure(() => {
    earliest.clear();
    waiting = null;
  });

  function write(): void {
    if (waiting === null) return;
    const { due, rank, last } = waiting;
    waiting = null;
    const no = sequences.number(due.sandbox);
    if (last > due.ref) insertRow.run(due.ref, last, no, due.at, rank, due.part);
    else {
      const data = due.data === undefined ? null : JSON.stringify(due.data);
      insert.run(no, due.at, rank, due.ref, due.part, data);
    }
  }

  function next(sandbox: string): number | null {
    const cached = earliest.get(sandbox);
    if (cached !== undefined) return cached;
    write();
    const at = first.get(sequences.number(sandbox))?.at ?? null;
    earliest.set(sandbox, at);
    return at;
  }

  return {
    add(due) {
      const before = next(due.sandbox);
      tx.open();
      const rank = rankOf(due);
      if (waiting !== null && follows(waiting, due, rank)) waiting.last = due.ref;
      else {
        write();
        waiting = { due, rank, last: due.ref };
      }
      if (before === null || due.at < before) earliest.set(due.sandbox, due.at);
    },
    next,
    take(sandbox, until, limit) {
      const at = next(sandbox);
      if (at === null || at > until) return [];
      write();
      const no = sequences.number(sandbox);
      const rows = upTo.all(no, until, limit);
      tx.open();
      const last = rows.at(-1);
      if (last !== undefined) removeThrough.run(no, last.at, last.kind, last.ref, last.part);
      earliest.delete(sandbox);
      return rows.flatMap((row) => dueOf(sandbox, row));
    },
    list(sandbox, limit) {
      write();
      return earliestRows.all(sequences.number(sandbox), limit).flatMap((row) => dueOf(sandbox, row));
    },
    drop(due) {
      tx.open();
      write();
      remove.run(sequences.number(due.sandbox), due.at, rankOf(due), due.ref, due.part);
      if (earliest.get(due.sandbox) === due.at) earliest.delete(due.sandbox);
    },
    forget(sandbox) {
      earliest.delete(sandbox);
      if (waiting?.due.sandbox === sandbox) waiting = null;
    },
    count(sandbox) {
      write();
      return count.get(sequences.number(sandbox))?.n ?? 0;
    },
  };
}
