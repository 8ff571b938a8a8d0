// What is due, by sandbox, instant and kind. The earliest instant of each sandbox is known without asking the database,
// so that a send only looks whether its own is earlier.

import type { JsonObject } from "../core/json.ts";
import { type Due, dueKinds, type Schedule } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

interface DueRow {
  readonly at: number;
  readonly kind: number;
  readonly ref: number;
  readonly part: number;
  readonly data: string | null;
}

/** What is due comes in the order of this number: the kinds one apart, the priorities of a kind in between. */
function rankOf({ kind, priority = 0 }: Pick<Due, "kind" | "priority">): number {
  return dueKinds.indexOf(kind) - priority / 4;
}
function ofRank(rank: number): Pick<Due, "priority"> & { readonly kind: Due["kind"] | undefined } {
  const index = Math.ceil(rank);
  return { kind: dueKinds[index], ...(rank === index ? {} : { priority: (index - rank) * 4 }) };
}

/** The schedule, and what the store needs when it clears a sandbox. */
export interface StoredSchedule extends Schedule {
  forget(sandbox: string): void;
}

export function createSchedule(db: Db, tx: Transaction, places: Places): StoredSchedule {
  const insert = db.prepare(
    "insert or replace into due (sandbox, at, kind, ref, part, data) values (?, ?, ?, ?, ?, ?)",
  );
  // What was read in the order of the key is removed in one go.
  const removeThrough = db.prepare("delete from due where sandbox = ? and (at, kind, ref, part) <= (?, ?, ?, ?)");
  const remove = db.prepare("delete from due where sandbox = ? and at = ? and kind = ? and ref = ? and part = ?");
  const first = db.prepare<[number], { at: number | null }>("select min(at) as at from due where sandbox = ?");
  const upTo = db.prepare<[number, number, number], DueRow>(
    "select at, kind, ref, part, data from due where sandbox = ? and at <= ? order by at, kind, ref, part limit ?",
  );
  const count = db.prepare<[number], { n: number }>("select count(*) as n from due where sandbox = ?");
  const earliest = new Map<string, number | null>();
  tx.afterFailure(() => earliest.clear());

  function next(sandbox: string): number | null {
    const known = earliest.get(sandbox);
    if (known !== undefined) return known;
    const at = first.get(places.number(sandbox))?.at ?? null;
    earliest.set(sandbox, at);
    return at;
  }

  return {
    add(due) {
      const known = next(due.sandbox);
      tx.open();
      const data = due.data === undefined ? null : JSON.stringify(due.data);
      insert.run(places.number(due.sandbox), due.at, rankOf(due), due.ref, due.part, data);
      if (known === null || due.at < known) earliest.set(due.sandbox, due.at);
    },
    next,
    take(sandbox, until, limit) {
      const at = next(sandbox);
      if (at === null || at > until) return [];
      const no = places.number(sandbox);
      const rows = upTo.all(no, until, limit);
      tx.open();
      const last = rows.at(-1);
      if (last !== undefined) removeThrough.run(no, last.at, last.kind, last.ref, last.part);
      earliest.delete(sandbox);
      return rows.flatMap((row): Due[] => {
        const { kind, ...priority } = ofRank(row.kind);
        if (kind === undefined) return [];
        const data: JsonObject | undefined = row.data === null ? undefined : JSON.parse(row.data);
        return [
          {
            sandbox,
            at: row.at,
            kind,
            ref: row.ref,
            part: row.part,
            ...priority,
            ...(data === undefined ? {} : { data }),
          },
        ];
      });
    },
    drop(due) {
      tx.open();
      remove.run(places.number(due.sandbox), due.at, rankOf(due), due.ref, due.part);
      if (earliest.get(due.sandbox) === due.at) earliest.delete(due.sandbox);
    },
    forget: (sandbox) => void earliest.delete(sandbox),
    count: (sandbox) => count.get(places.number(sandbox))?.n ?? 0,
  };
}
