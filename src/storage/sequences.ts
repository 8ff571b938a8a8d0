// Numbers of sandboxes, and the next `seq` of each table in each sandbox.

import { seqsPerSandbox } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export const sequencedTables = ["messages", "inbound", "requests", "callbacks"] as const;
export type SequencedTable = (typeof sequencedTables)[number];

interface SandboxRow {
  readonly no: number;
  readonly name: string;
}

export class Sequences {
  readonly #db: Db;
  readonly #tx: Transaction;
  readonly #byName = new Map<string, number>();
  readonly #byNumber = new Map<number, string>();
  readonly #next: Record<SequencedTable, Map<number, number>> = {
    messages: new Map(),
    inbound: new Map(),
    requests: new Map(),
    callbacks: new Map(),
  };
  /** Numbers of sandboxes with new rows. */
  readonly #changed = new Set<number>();
  #taken = 0;

  constructor(db: Db, tx: Transaction) {
    this.#db = db;
    this.#tx = tx;
    this.#load();
    tx.afterFailure(() => this.#load());
  }

  /** Sequence numbers taken since the start, in all tables and sandboxes. */
  get taken(): number {
    return this.#taken;
  }

  names(): string[] {
    return [...this.#byName.keys()];
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Sandboxes with new rows since the last call. */
  takeChanged(): Set<string> {
    const names = new Set<string>();
    for (const no of this.#changed) {
      const name = this.#byNumber.get(no);
      if (name !== undefined) names.add(name);
    }
    this.#changed.clear();
    return names;
  }

  add(name: string): void {
    this.#tx.open();
    const no = this.unused();
    this.#db.prepare<[number, string]>("insert into sandboxes (no, name) values (?, ?)").run(no, name);
    this.#byName.set(name, no);
    this.#byNumber.set(no, name);
  }

  /** A number that no sandbox and no snapshot has. The first one is 0: its rows are numbered from 1. */
  unused(): number {
    const next = this.#db.prepare<[], { no: number }>(
      "select coalesce(max(no) + 1, 0) as no from (select no from sandboxes union all select no from snapshots)",
    );
    return next.get()?.no ?? 0;
  }

  remove(name: string): void {
    const no = this.number(name);
    this.#tx.open();
    this.#db.prepare<[number]>("delete from sandboxes where no = ?").run(no);
    this.#byName.delete(name);
    this.#byNumber.delete(no);
    this.#forget(no);
  }

  /** Returns the number of a sandbox. @throws when no sandbox has the name */
  number(name: string): number {
    const no = this.#byName.get(name);
    if (no === undefined) throw new Error(`no sandbox ${JSON.stringify(name)}`);
    return no;
  }

  /** Returns the name of the sandbox that a `seq` belongs to. */
  nameOf(seq: number): string {
    return this.#byNumber.get(Math.floor(seq / seqsPerSandbox)) ?? "";
  }

  /** First and last possible `seq` of a sandbox. */
  range(name: string): readonly [first: number, last: number] {
    const first = this.number(name) * seqsPerSandbox;
    return [first, first + seqsPerSandbox - 1];
  }

  /** The `seq` of the next row, without taking it. */
  upcoming(table: SequencedTable, name: string): number {
    const no = this.number(name);
    const next = this.#next[table].get(no);
    if (next !== undefined) return next;
    const first = no * seqsPerSandbox;
    const newest = this.#db.prepare<[number, number], { seq: number | null }>(
      `select max(seq) as seq from ${table} where seq > ? and seq < ?`,
    );
    const seq = (newest.get(first, first + seqsPerSandbox)?.seq ?? first) + 1;
    this.#next[table].set(no, seq);
    return seq;
  }

  /** Takes the next `seq`. */
  take(table: SequencedTable, name: string): number {
    const seq = this.upcoming(table, name);
    const no = this.number(name);
    this.#next[table].set(no, seq + 1);
    this.#changed.add(no);
    this.#taken += 1;
    return seq;
  }

  /** Numbers a sandbox's rows from 1 again, after all of them were removed. */
  restart(name: string): void {
    this.#forget(this.number(name));
  }

  #forget(no: number): void {
    for (const next of Object.values(this.#next)) next.delete(no);
  }

  #load(): void {
    this.#byName.clear();
    this.#byNumber.clear();
    for (const next of Object.values(this.#next)) next.clear();
    const rows = this.#db.prepare<[], SandboxRow>("select no, name from sandboxes order by no").all();
    for (const { no, name } of rows) {
      this.#byName.set(name, no);
      this.#byNumber.set(no, name);
    }
  }
}
