// The outbox: entries on their way to clients, each with its latest attempt in one row, earlier attempts in their own.

import type { AccountKey } from "../core/account.ts";
import type { JsonObject } from "../core/json.ts";
import type { Attempt, Outbox, OutboxEntry, OutboxFilter } from "../core/ports.ts";
import type { Db } from "./database.ts";
import { inRange, type Query, run } from "./filter.ts";
import { createLanes } from "./pending-index.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";
import { createHeldRows } from "./write-behind.ts";

interface CallbackRow {
  readonly seq: number;
  readonly account: AccountKey;
  readonly provider: string;
  readonly about: OutboxEntry["about"];
  readonly ref: number;
  readonly status: OutboxEntry["status"] | null;
  readonly sent_by: OutboxEntry["by"];
  readonly at: number;
  readonly state: OutboxEntry["state"];
  readonly tries: number;
  readonly data: string;
  readonly begun: number;
  readonly attempt: string | null;
}
interface AttemptRow {
  readonly callback: number;
  readonly number: number;
  readonly at: number;
  readonly address: string;
  readonly request: string;
  readonly status: number | null;
  readonly answer: string;
  readonly duration_ms: number;
  readonly error: string;
}
/** An attempt as the row of its entry holds it. */
type StoredAttempt = readonly [
  number: number,
  at: number,
  address: string,
  request: string,
  status: number | null,
  answer: string,
  durationMs: number,
  error: string,
];

/** An entry with its latest attempt; undefined: as the row has it. */
interface Held {
  readonly entry: OutboxEntry;
  readonly attempt: Attempt | undefined;
}

/** The outbox, and what the store needs when rows go. */
export interface StoredOutbox extends Outbox {
  /** @param unfinished whether some of them still waited */
  removed(first: number, last: number, unfinished: boolean): void;
}

export function createOutbox(db: Db, tx: Transaction, places: Places): StoredOutbox {
  const insert = db.prepare(
    "insert into callbacks (seq, account, provider, about, ref, status, sent_by, at, state, tries, data, begun, attempt) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare("update callbacks set state = ?, tries = ?, at = ? where seq = ?");
  const updateWhole = db.prepare(
    "update callbacks set state = ?, tries = ?, at = ?, begun = ?, attempt = ? where seq = ?",
  );
  const bySeq = db.prepare<[number], CallbackRow>("select * from callbacks where seq = ?");
  const firstAbout = db.prepare<[number, string], { seq: number }>(
    "select seq from callbacks where ref = ? and about = ? order by seq limit 1",
  );
  // The index on `account` of what waits has `seq` behind it: a courier's next entries are read in order, whatever else waits.
  const due = db.prepare<[string, number, number, number, number], CallbackRow>(
    "select * from callbacks indexed by callbacks_waiting where account = ? and state = 'waiting' and seq > ? and seq <= ? and at <= ? order by seq limit ?",
  );
  const closeUnended = db.prepare<[string, number, number]>(
    `update callbacks indexed by callbacks_waiting set attempt = json_replace(attempt, '$[7]', ?), tries = begun
    where state = 'waiting' and seq between ? and ? and begun > tries`,
  );
  const insertAttempt = db.prepare(
    "insert or replace into attempts (callback, number, at, address, request, status, answer, duration_ms, error) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const attemptsOf = db.prepare<[number], AttemptRow>("select * from attempts where callback = ? order by number");
  const rows = createHeldRows<Held>({ tx, keep: 0, write });
  const lanes = createLanes(db, tx, rows.flush);

  function write(seq: number, { entry, attempt }: Held, fresh: boolean): void {
    const { state, tries, at } = entry;
    const kept = attempt === undefined ? null : JSON.stringify(storedAttempt(attempt));
    if (fresh) {
      const { account, provider, about, ref, status = null, by, data } = entry;
      const begun = attempt?.number ?? 0;
      insert.run(seq, account, provider, about, ref, status, by, at, state, tries, JSON.stringify(data), begun, kept);
    } else if (attempt === undefined) update.run(state, tries, at, seq);
    else updateWhole.run(state, tries, at, attempt.number, kept, seq);
  }

  function put(entry: OutboxEntry, attempt: Attempt | undefined, fresh = false): OutboxEntry {
    rows.put(entry.seq, { entry, attempt: attempt ?? rows.get(entry.seq)?.attempt }, fresh);
    if (entry.state === "waiting") lanes.add(entry);
    else lanes.remove(entry);
    return entry;
  }

  /** The latest attempt, from memory or from the row. */
  function latest(seq: number): Attempt | null {
    const held = rows.get(seq)?.attempt;
    if (held !== undefined) return held;
    const stored = bySeq.get(seq)?.attempt;
    return stored === null || stored === undefined ? null : readAttempt(seq, stored);
  }

  function entry(row: CallbackRow): OutboxEntry {
    const data: JsonObject = JSON.parse(row.data);
    return {
      seq: row.seq,
      sandbox: places.nameOf(row.seq),
      account: row.account,
      provider: row.provider,
      about: row.about,
      ref: row.ref,
      by: row.sent_by,
      at: row.at,
      state: row.state,
      tries: row.tries,
      data,
      ...(row.status === null || row.status === undefined ? {} : { status: row.status }),
    };
  }

  function outboxQuery(sandbox: string, filter: OutboxFilter): Query {
    const query = inRange(places.range(sandbox), filter);
    query.equal("provider", filter.provider);
    query.equal("account", filter.account);
    query.equal("about", filter.about);
    query.equal("state", filter.state);
    query.equal("ref", filter.ref);
    return query;
  }

  return {
    add(fresh) {
      const seq = places.take("callbacks", fresh.sandbox);
      return put({ ...fresh, seq, state: "waiting", tries: 0 }, undefined, true);
    },
    get(seq) {
      const held = rows.get(seq);
      if (held !== undefined) return held.entry;
      const row = bySeq.get(seq);
      return row === undefined ? null : entry(row);
    },
    update: (before, state, tries, at) => put({ ...before, state, tries, at }, undefined),
    firstInLane: lanes.first,
    firstAbout({ ref, about }) {
      rows.flush();
      return firstAbout.get(ref, about)?.seq ?? null;
    },
    due(sandbox, account, after, until, limit) {
      rows.flush();
      const [low, high] = places.range(sandbox);
      return due.all(account, Math.max(low, after), high, until, limit).map(entry);
    },
    closeAttempts(sandbox, error) {
      tx.open();
      rows.flush();
      closeUnended.run(error, ...places.range(sandbox));
    },
    list(sandbox, filter) {
      rows.flush();
      return run<CallbackRow>(db, "select * from callbacks", outboxQuery(sandbox, filter), filter).map(entry);
    },
    count(sandbox, filter = {}) {
      rows.flush();
      return run<{ n: number }>(db, "select count(*) as n from callbacks", outboxQuery(sandbox, filter))[0]?.n ?? 0;
    },
    begin(before, attempt) {
      tx.open();
      // The row has room for one: an earlier attempt goes to its own.
      const earlier = attempt.number > 1 ? latest(before.seq) : null;
      if (earlier !== null && earlier.number < attempt.number) insertAttempt.run(...attemptValues(earlier));
      put(before, attempt);
    },
    end: (before, attempt, state, at) => put({ ...before, state, tries: attempt.number, at }, attempt),
    attempts(callback) {
      const last = latest(callback);
      const earlier = attemptsOf.all(callback).map(({ duration_ms, ...row }) => ({ ...row, durationMs: duration_ms }));
      return last === null ? earlier : [...earlier.filter(({ number }) => number < last.number), last];
    },
    removed(first, last, unfinished) {
      rows.removed(first, last);
      if (unfinished) lanes.stale();
    },
  };
}

function storedAttempt(attempt: Attempt): StoredAttempt {
  const { number, at, address, request, status, answer, durationMs, error } = attempt;
  return [number, at, address, request, status, answer, durationMs, error];
}

function readAttempt(callback: number, text: string): Attempt {
  const [number, at, address, request, status, answer, durationMs, error]: StoredAttempt = JSON.parse(text);
  return { callback, number, at, address, request, status, answer, durationMs, error };
}

function attemptValues(attempt: Attempt): (string | number | null)[] {
  return [attempt.callback, ...storedAttempt(attempt)];
}
