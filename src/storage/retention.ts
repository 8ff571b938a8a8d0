// Bounds on what is kept, by sandbox: the oldest goes first. Looked at once in a while, inside the transaction that adds.

import type { Db } from "./database.ts";
import type { CallWeight } from "./journal-size.ts";
import type { Placed, Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

/** Rows kept in each sandbox, and bytes of its calls. */
export interface Retention {
  readonly messages: number;
  readonly calls: number;
  readonly callBytes: number;
  readonly callbacks: number;
  readonly inbounds: number;
}

/** It is looked after so many commits, or sooner after so many rows or bytes of calls. */
const everyCommits = 32;
const everyRows = 2_000;
const everyBytes = 4 * 1024 * 1024;
/** What is removed by one look, twice as much as has come if that is more: answers wait briefly, and what comes never outruns it. */
const rowsAtOnce = 2_000;
const bytesAtOnce = 16 * 1024 * 1024;

export function createRetention(
  db: Db,
  tx: Transaction,
  places: Places,
  weight: CallWeight,
  keepOf: (sandbox: string) => Retention,
  removed: Partial<Record<Placed, (first: number, last: number, unfinished: boolean) => void>>,
): {
  /** A sandbox's places are given anew. */
  restart(sandbox: string): void;
} {
  const tables: readonly Placed[] = ["messages", "calls", "callbacks", "inbounds"];
  const children: Partial<Record<Placed, string>> = {
    callbacks: "delete from attempts where callback in ($rows)",
  };
  // What is not over yet (a message with life before it, a callback still waiting) is kept twenty times longer.
  const finished: Record<Placed, string> = {
    messages: " and status not in ('scheduled', 'held', 'queued', 'sent')",
    callbacks: " and state <> 'waiting'",
    calls: "",
    inbounds: "",
  };
  const cursors = new Map<string, number>();
  let commits = 0;
  let seen = 0;
  let weighed = 0;
  tx.afterFailure(() => cursors.clear());

  /** Where a look begins when it is the first since the start. */
  function oldest(table: Placed, low: number, last: number, condition: string): number {
    const sql = `select seq from ${table} where seq between ? and ?${condition} order by seq limit 1`;
    return db.prepare<[number, number], { seq: number }>(sql).get(low, last)?.seq ?? last + 1;
  }

  /** @param last the last row that need not be kept @param reach up to where one look may go */
  function look(table: Placed, name: string, last: number, condition: string, reach: (from: number) => number): void {
    const [low] = places.range(name);
    const key = `${low} ${table} ${condition}`;
    if (last <= low) return;
    const from = cursors.get(key) ?? oldest(table, low, last, condition);
    if (last < from) return;
    const until = Math.min(last, reach(from));
    const sql = children[table];
    if (sql !== undefined)
      db.prepare(sql.replace("$rows", `select seq from ${table} where seq between ? and ?${condition}`)).run(
        from,
        until,
      );
    db.prepare(`delete from ${table} where seq between ? and ?${condition}`).run(from, until);
    if (table === "calls") weight.removed(name, until);
    removed[table]?.(from, until, condition === "");
    cursors.set(key, until + 1);
  }

  tx.beforeCommit(() => {
    commits += 1;
    const come = places.taken() - seen;
    const heavier = weight.come() - weighed;
    if (commits < everyCommits && come < everyRows && heavier < everyBytes) return;
    commits = 0;
    seen += come;
    weighed += heavier;
    const rows = Math.max(rowsAtOnce, 2 * come);
    const bytes = Math.max(bytesAtOnce, 2 * heavier);
    for (const name of places.names()) {
      const keep = keepOf(name);
      for (const table of tables) {
        const beyond = (kept: number): number => places.upcoming(table, name) - 1 - kept;
        if (table === "calls") {
          const last = Math.max(beyond(keep.calls), weight.beyond(name, keep.callBytes));
          look(table, name, last, "", (from) => Math.min(from + rows, weight.reach(name, from, bytes)));
          continue;
        }
        look(table, name, beyond(keep[table]), finished[table], (from) => from + rows);
        if (finished[table] !== "") look(table, name, beyond(keep[table] * 20), "", (from) => from + rows);
      }
    }
  });
  return {
    restart(sandbox) {
      const beginning = `${places.range(sandbox)[0]} `;
      for (const key of [...cursors.keys()]) if (key.startsWith(beginning)) cursors.delete(key);
    },
  };
}
