import type { JsonObject } from "../core/json.ts";
import type { Attempt, Outbox, OutboxEntry, OutboxFilter } from "../core/ports.ts";
import type { Db } from "./database.ts";
import { inRange, type Query, run } from "./filter.ts";
import type { Places } from "./places.ts";
import type { Transaction } from "./transaction.ts";

interface CallbackRow {
  readonly seq: number;
  readonly account: string;
  readonly provider: string;
  readonly about: OutboxEntry["about"];
  readonly ref: number;
  readonly status: OutboxEntry["status"] | null;
  readonly sent_by: OutboxEntry["by"];
  readonly at: number;
  readonly state: OutboxEntry["state"];
  readonly tries: number;
  readonly lane: string;
  readonly data: string;
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

export function createOutbox(db: Db, tx: Transaction, places: Places): Outbox {
  const insert = db.prepare(
    "insert into callbacks (seq, account, provider, about, ref, status, sent_by, at, state, tries, lane, data) values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)",
  );
  const update = db.prepare("update callbacks set state = ?, tries = ? where seq = ?");
  const bySeq = db.prepare<[number], CallbackRow>("select * from callbacks where seq = ?");
  const firstInLane = db.prepare<[string], { seq: number | null }>(
    "select min(seq) as seq from callbacks where lane = ? and state = 'waiting'",
  );
  const fresh = db.prepare<[number, number, string, number, number], { seq: number }>(
    "select seq from callbacks where seq > ? and seq <= ? and account = ? and state = 'waiting' and tries = 0 and at <= ? order by seq limit ?",
  );
  const insertAttempt = db.prepare(
    "insert into attempts (callback, number, at, address, request, status, answer, duration_ms, error) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const endAttempt = db.prepare(
    "update attempts set status = ?, answer = ?, duration_ms = ?, error = ? where callback = ? and number = ?",
  );
  const attemptsOf = db.prepare<[number], AttemptRow>("select * from attempts where callback = ? order by number");

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
      lane: row.lane,
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
      tx.open();
      const seq = places.take("callbacks", fresh.sandbox);
      insert.run(
        seq,
        fresh.account,
        fresh.provider,
        fresh.about,
        fresh.ref,
        fresh.status ?? null,
        fresh.by,
        fresh.at,
        fresh.lane,
        JSON.stringify(fresh.data),
      );
      return { ...fresh, seq, state: "waiting", tries: 0 };
    },
    get(seq) {
      const row = bySeq.get(seq);
      return row === undefined ? null : entry(row);
    },
    update(seq, state, tries) {
      tx.open();
      update.run(state, tries, seq);
    },
    firstInLane: (lane) => firstInLane.get(lane)?.seq ?? null,
    fresh(sandbox, account, after, until, limit) {
      const [low, high] = places.range(sandbox);
      return fresh.all(Math.max(low, after), high, account, until, limit).map((row) => row.seq);
    },
    list: (sandbox, filter) =>
      run<CallbackRow>(db, "select * from callbacks", outboxQuery(sandbox, filter), filter).map(entry),
    count: (sandbox, filter = {}) =>
      run<{ n: number }>(db, "select count(*) as n from callbacks", outboxQuery(sandbox, filter))[0]?.n ?? 0,
    addAttempt(attempt) {
      tx.open();
      insertAttempt.run(...attemptValues(attempt));
    },
    endAttempt(attempt) {
      tx.open();
      endAttempt.run(
        attempt.status,
        attempt.answer,
        attempt.durationMs,
        attempt.error,
        attempt.callback,
        attempt.number,
      );
    },
    attempts: (callback) =>
      attemptsOf.all(callback).map(({ duration_ms, ...row }) => ({ ...row, durationMs: duration_ms })),
  };
}

function attemptValues(attempt: Attempt): (string | number | null)[] {
  return [
    attempt.callback,
    attempt.number,
    attempt.at,
    attempt.address,
    attempt.request,
    attempt.status,
    attempt.answer,
    attempt.durationMs,
    attempt.error,
  ];
}
