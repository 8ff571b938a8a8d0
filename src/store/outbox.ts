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
    "insert into callbacks (seq, account, provider, about, ref, status, sent_by, at, state, tries, data) values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?)",
  );
  const update = db.prepare("update callbacks set state = ?, tries = ?, at = ? where seq = ?");
  const bySeq = db.prepare<[number], CallbackRow>("select * from callbacks where seq = ?");
  const firstInLane = db.prepare<[number, string], { seq: number }>(
    "select seq from callbacks where ref = ? and about = ? and state = 'waiting' order by seq limit 1",
  );
  const firstAbout = db.prepare<[number, string], { seq: number }>(
    "select seq from callbacks where ref = ? and about = ? order by seq limit 1",
  );
  // The index on `account` of what waits has `seq` behind it: a courier's next entries are read in order, whatever else waits.
  const due = db.prepare<[string, number, number, number, number], CallbackRow>(
    "select * from callbacks indexed by callbacks_waiting where account = ? and state = 'waiting' and seq > ? and seq <= ? and at <= ? order by seq limit ?",
  );
  const unended = `select a.callback as callback, a.number as number from callbacks c indexed by callbacks_waiting
    join attempts a on a.callback = c.seq
    where c.state = 'waiting' and c.seq between ? and ? and a.number > c.tries`;
  const endUnended = db.prepare<[string, number, number]>(
    `update attempts set error = ? where (callback, number) in (${unended})`,
  );
  const countUnended = db.prepare<[number, number]>(
    `update callbacks set tries = (select count(*) from attempts where callback = seq) where seq in (select callback from (${unended}))`,
  );
  const insertAttempt = db.prepare(
    "insert or replace into attempts (callback, number, at, address, request, status, answer, duration_ms, error) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        JSON.stringify(fresh.data),
      );
      return { ...fresh, seq, state: "waiting", tries: 0 };
    },
    get(seq) {
      const row = bySeq.get(seq);
      return row === undefined ? null : entry(row);
    },
    update(seq, state, tries, at) {
      tx.open();
      update.run(state, tries, at, seq);
    },
    firstInLane: ({ ref, about }) => firstInLane.get(ref, about)?.seq ?? null,
    firstAbout: ({ ref, about }) => firstAbout.get(ref, about)?.seq ?? null,
    due(sandbox, account, after, until, limit) {
      const [low, high] = places.range(sandbox);
      return due.all(account, Math.max(low, after), high, until, limit).map(entry);
    },
    closeAttempts(sandbox, error) {
      tx.open();
      const range = places.range(sandbox);
      endUnended.run(error, ...range);
      countUnended.run(...range);
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
