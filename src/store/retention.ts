// Bounds on what is kept, by sandbox: the oldest goes first. Looked at once in a while, inside the transaction that adds.

import type { Db } from "./database.ts";
import type { Placed, Places } from "./places.ts";
import type { Transaction } from "./transaction.ts";

/** Rows kept in each sandbox. */
export interface Retention {
  readonly messages: number;
  readonly calls: number;
  readonly callbacks: number;
  readonly inbounds: number;
}

/** It is looked after so many commits, or sooner after so many rows. */
const everyCommits = 32;
const everyRows = 2_000;
/** Rows removed by one look, twice as many as have come if those are more: answers wait briefly, and what comes never outruns it. */
const atOnce = 2_000;

export function createRetention(
  db: Db,
  tx: Transaction,
  places: Places,
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
  tx.afterFailure(() => cursors.clear());

  function look(table: Placed, name: string, kept: number, condition: string, most: number): void {
    const [low] = places.range(name);
    const key = `${low} ${table} ${kept}`;
    const limit = places.upcoming(table, name) - 1 - kept;
    const from = cursors.get(key) ?? low;
    if (limit <= from) return;
    const until = Math.min(limit, from + most);
    const sql = children[table];
    if (sql !== undefined)
      db.prepare(sql.replace("$rows", `select seq from ${table} where seq between ? and ?${condition}`)).run(
        from,
        until,
      );
    db.prepare(`delete from ${table} where seq between ? and ?${condition}`).run(from, until);
    removed[table]?.(from, until, condition === "");
    cursors.set(key, until + 1);
  }

  tx.beforeCommit(() => {
    commits += 1;
    const come = places.taken() - seen;
    if (commits < everyCommits && come < everyRows) return;
    commits = 0;
    seen += come;
    const most = Math.max(atOnce, 2 * come);
    for (const name of places.names()) {
      const keep = keepOf(name);
      for (const table of tables) {
        look(table, name, keep[table], finished[table], most);
        if (finished[table] !== "") look(table, name, keep[table] * 20, "", most);
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
