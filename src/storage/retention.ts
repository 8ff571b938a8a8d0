// Removes the oldest rows of a sandbox beyond its limits, once in a while, inside the transaction that adds rows.

import type { KeepLimits } from "../core/limits.ts";
import type { Db } from "./database.ts";
import type { JournalSize } from "./journal-size.ts";
import { type SequencedTable, type Sequences, sequencedTables } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

export interface RetentionDeps {
  readonly db: Db;
  readonly tx: Transaction;
  readonly sequences: Sequences;
  readonly journalSize: JournalSize;
  readonly limitsOf: (sandbox: string) => KeepLimits;
  /** Called after rows were removed. `unfinished`: true if some of them may have been unfinished. */
  readonly removed: Partial<Record<SequencedTable, (first: number, last: number, unfinished: boolean) => void>>;
}

/** Commits, rows and bytes of calls between two rounds, whichever comes first. */
const everyCommits = 32;
const everyRows = 2_000;
const everyBytes = 4 * 1024 * 1024;
/** Rows and bytes removed from a sandbox in a round; twice the amount that came, if that is more. */
const rowsAtOnce = 2_000;
const bytesAtOnce = 16 * 1024 * 1024;
/** Sandboxes without new rows that one round checks. */
const othersAtOnce = 16;
/** Unfinished rows (a message with statuses to come, a waiting callback) are kept so many times longer. */
const unfinishedFactor = 20;

const isFinished: Record<SequencedTable, string> = {
  messages: " and status not in ('scheduled', 'held', 'queued', 'sent')",
  callbacks: " and state <> 'waiting'",
  requests: "",
  inbound: "",
};

export class Retention {
  readonly #deps: RetentionDeps;
  /** First row that the next round reads, by sandbox, then by table and condition. */
  readonly #cursors = new Map<string, Map<string, number>>();
  /** Sandboxes to check although no rows came: after the start or a change of limits. */
  readonly #others: Set<string>;
  #commits = 0;
  #rowsSeen = 0;
  #bytesSeen = 0;

  constructor(deps: RetentionDeps) {
    this.#deps = deps;
    this.#others = new Set(deps.sequences.names());
    deps.tx.afterFailure(() => this.#cursors.clear());
    deps.tx.beforeCommit(() => this.#beforeCommit());
  }

  /** Checks a sandbox soon: its limits have changed. */
  check(sandbox: string): void {
    this.#others.add(sandbox);
  }

  /** Starts anew for a sandbox whose rows were removed. */
  restart(sandbox: string): void {
    this.#cursors.delete(sandbox);
  }

  #beforeCommit(): void {
    const { sequences, journalSize } = this.#deps;
    this.#commits += 1;
    const rowsCame = sequences.taken - this.#rowsSeen;
    const bytesCame = journalSize.come() - this.#bytesSeen;
    if (this.#commits < everyCommits && rowsCame < everyRows && bytesCame < everyBytes) return;
    this.#commits = 0;
    this.#rowsSeen += rowsCame;
    this.#bytesSeen += bytesCame;
    const rows = Math.max(rowsAtOnce, 2 * rowsCame);
    const bytes = Math.max(bytesAtOnce, 2 * bytesCame);
    for (const name of this.#toCheck()) this.#trim(name, rows, bytes);
  }

  /** Every sandbox with new rows, and a few of the others. */
  #toCheck(): ReadonlySet<string> {
    const { sequences } = this.#deps;
    const names = sequences.takeChanged();
    let others = 0;
    for (const name of this.#others) {
      if (others++ >= othersAtOnce) break;
      this.#others.delete(name);
      if (sequences.has(name)) names.add(name);
    }
    return names;
  }

  #trim(name: string, rows: number, bytes: number): void {
    const { sequences, journalSize, limitsOf } = this.#deps;
    const limits = limitsOf(name);
    const reach = (from: number): number => from + rows;
    for (const table of sequencedTables) {
      const newest = sequences.upcoming(table, name) - 1;
      if (table === "requests") {
        const last = Math.max(newest - limits.requests, journalSize.beyond(name, limits.requestBytes));
        this.#remove(table, name, last, "", (from) => Math.min(from + rows, journalSize.reach(name, from, bytes)));
        continue;
      }
      const kept = limits[table === "inbound" ? "messages" : table];
      this.#remove(table, name, newest - kept, isFinished[table], reach);
      if (isFinished[table] === "") continue;
      this.#remove(table, name, newest - kept * unfinishedFactor, "", reach);
    }
  }

  /** @param last the newest row to remove @param reach the last row that one round may remove */
  #remove(table: SequencedTable, name: string, last: number, condition: string, reach: (from: number) => number): void {
    const { db, sequences, journalSize, removed } = this.#deps;
    const [low] = sequences.range(name);
    if (last <= low) return;
    const cursors = this.#cursors.get(name) ?? new Map<string, number>();
    this.#cursors.set(name, cursors);
    const key = table + condition;
    const from = cursors.get(key) ?? this.#oldest(table, low, last);
    if (last < from) return;
    const until = Math.min(last, reach(from));
    const where = `from ${table} where seq between ? and ?${condition}`;
    if (table === "callbacks")
      db.prepare(`delete from attempts where callback in (select seq ${where})`).run(from, until);
    db.prepare(`delete ${where}`).run(from, until);
    if (table === "requests") journalSize.removed(name, until);
    removed[table]?.(from, until, condition === "");
    cursors.set(key, until + 1);
    if (until < last) this.#others.add(name);
  }

  /** The first row beyond the limit, where no cursor says so. A look-up by key: rows that are kept can be many. */
  #oldest(table: SequencedTable, low: number, last: number): number {
    const sql = `select seq from ${table} where seq between ? and ? order by seq limit 1`;
    return this.#deps.db.prepare<[number, number], { seq: number }>(sql).get(low, last)?.seq ?? last + 1;
  }
}
