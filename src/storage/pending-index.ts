// Which outbox entry of a lane (all that is about one message or inbound) waits first: known without asking the database,
// as long as what waits is not beyond counting.

import type { OutboxEntry } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export type Lane = Pick<OutboxEntry, "about" | "ref">;

export interface Lanes {
  /** It waits now. */
  add(entry: Lane & { readonly seq: number }): void;
  /** It waits no more. */
  remove(entry: Lane & { readonly seq: number }): void;
  first(lane: Lane): number | null;
  /** Rows have gone behind its back. */
  stale(): void;
}

interface LaneRow extends Lane {
  readonly seq: number;
}

/** Lanes held in memory at most, a hundred octets each; beyond, the database is asked. */
const most = 200_000;
/** How often it is asked until it is looked whether little enough waits again. */
const patience = 10_000;

/** @param flush writes what is waiting, so that a select sees it */
export function createLanes(db: Db, tx: Transaction, flush: () => void): Lanes {
  const waiting = db.prepare<[number], LaneRow>(
    "select seq, about, ref from callbacks indexed by callbacks_waiting where state = 'waiting' order by seq limit ?",
  );
  const first = db.prepare<[number, string], { seq: number }>(
    "select seq from callbacks where ref = ? and about = ? and state = 'waiting' order by seq limit 1",
  );
  /** By place of what it is about; a list where more than one entry waits. */
  const held: Record<Lane["about"], Map<number, number | readonly number[]>> = {
    report: new Map(),
    inbound: new Map(),
  };
  let known = false;
  let asked = 0;

  function forget(): void {
    known = false;
    asked = 0;
    held.report.clear();
    held.inbound.clear();
  }

  /** Whether memory tells the truth. */
  function ready(): boolean {
    if (known) return true;
    if (asked > 0 && asked < patience) return false;
    flush();
    const rows = waiting.all(most);
    if (rows.length === most) {
      asked = 1;
      return false;
    }
    known = true;
    for (const row of rows) put(row);
    return true;
  }

  function put({ about, ref, seq }: LaneRow): void {
    const lane = held[about].get(ref);
    if (lane === undefined) held[about].set(ref, seq);
    else if (lane !== seq) {
      const others = typeof lane === "number" ? [lane] : lane;
      // One that was over and is repeated may be older than those that wait.
      if (!others.includes(seq))
        held[about].set(
          ref,
          [...others, seq].sort((a, b) => a - b),
        );
    }
  }
  tx.afterFailure(forget);

  return {
    add(entry) {
      if (!ready()) return;
      put(entry);
      if (held.report.size + held.inbound.size <= most) return;
      forget();
      asked = 1;
    },
    remove({ about, ref, seq }) {
      const lane = held[about].get(ref);
      if (lane === undefined || (typeof lane === "number" && lane !== seq)) return;
      const rest = typeof lane === "number" ? [] : lane.filter((one) => one !== seq);
      if (rest.length === 0) held[about].delete(ref);
      else held[about].set(ref, rest);
    },
    first(lane) {
      if (ready()) {
        const entry = held[lane.about].get(lane.ref);
        return (typeof entry === "number" ? entry : entry?.[0]) ?? null;
      }
      asked += 1;
      flush();
      return first.get(lane.ref, lane.about)?.seq ?? null;
    },
    stale: forget,
  };
}
