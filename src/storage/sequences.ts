// Sandboxes by number, and the next free place of each table in each sandbox.

import { sandboxSpan } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export type Placed = "messages" | "inbounds" | "calls" | "callbacks";

export interface Places {
  names(): string[];
  add(name: string): void;
  remove(name: string): void;
  /** The number of a sandbox. @throws when there is none of that name */
  number(name: string): number;
  /** The name of the sandbox a `seq` belongs to. */
  nameOf(seq: number): string;
  /** First and last possible `seq` of a sandbox. */
  range(name: string): readonly [first: number, last: number];
  /** The `seq` the next row will get, without taking it. */
  upcoming(table: Placed, name: string): number;
  /** Takes the next `seq`. */
  take(table: Placed, name: string): number;
  /** How many places were taken since the start, in all tables and sandboxes. */
  taken(): number;
  /** Starts a sandbox's places anew (its rows have been removed). */
  restart(name: string): void;
}

export function createPlaces(db: Db, tx: Transaction): Places {
  const byName = new Map<string, number>();
  const byNumber = new Map<number, string>();
  const next: Record<Placed, Map<number, number>> = {
    messages: new Map(),
    inbounds: new Map(),
    calls: new Map(),
    callbacks: new Map(),
  };
  let taken = 0;
  // The first sandbox has number 0, so its places are their own seq.
  const insert = db.prepare<[string]>(
    "insert into sandboxes (no, name) values ((select coalesce(max(no) + 1, 0) from sandboxes), ?)",
  );
  const remove = db.prepare<[number]>("delete from sandboxes where no = ?");

  function load(): void {
    byName.clear();
    byNumber.clear();
    for (const table of Object.values(next)) table.clear();
    for (const row of db
      .prepare<[], { no: number; name: string }>("select no, name from sandboxes order by no")
      .all()) {
      byName.set(row.name, row.no);
      byNumber.set(row.no, row.name);
    }
  }
  load();
  tx.afterFailure(load);

  function number(name: string): number {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`no sandbox ${JSON.stringify(name)}`);
    return found;
  }

  function upcoming(table: Placed, name: string): number {
    const no = number(name);
    const known = next[table].get(no);
    if (known !== undefined) return known;
    const first = no * sandboxSpan;
    const last = db
      .prepare<[number, number], { seq: number | null }>(
        `select max(seq) as seq from ${table} where seq > ? and seq < ?`,
      )
      .get(first, first + sandboxSpan)?.seq;
    const seq = (last ?? first) + 1;
    next[table].set(no, seq);
    return seq;
  }

  return {
    names: () => [...byName.keys()],
    add(name) {
      tx.open();
      const no = Number(insert.run(name).lastInsertRowid);
      byName.set(name, no);
      byNumber.set(no, name);
    },
    remove(name) {
      const no = number(name);
      tx.open();
      remove.run(no);
      byName.delete(name);
      byNumber.delete(no);
      for (const table of Object.values(next)) table.delete(no);
    },
    number,
    nameOf: (seq) => byNumber.get(Math.floor(seq / sandboxSpan)) ?? "",
    range(name) {
      const first = number(name) * sandboxSpan;
      return [first, first + sandboxSpan - 1];
    },
    upcoming,
    take(table, name) {
      const seq = upcoming(table, name);
      next[table].set(number(name), seq + 1);
      taken += 1;
      return seq;
    },
    taken: () => taken,
    restart(name) {
      for (const table of Object.values(next)) table.delete(number(name));
    },
  };
}
