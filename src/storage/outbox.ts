// The outbox: entries on their way to clients, with their attempts.

import type { AccountKey } from "../core/account.ts";
import type { OutboxFilter } from "../core/outbox-filter.ts";
import { subjectOf } from "../core/outbox-subject.ts";
import { type Attempt, type Outbox, type OutboxEntry, seqsPerSandbox } from "../core/ports.ts";
import { soughtBy } from "../core/search.ts";
import { attemptedCondition } from "./attempt-values.ts";
import { createCallbackRows, type StoredCallback } from "./callback-rows.ts";
import type { Db } from "./database.ts";
import { count, inRange, type RowQuery, run } from "./filter.ts";
import { createPendingIndex, subjectColumn } from "./pending-index.ts";
import { inboundHas, inboundValues, messageHas, messageValues } from "./search-terms.ts";
import type { Sequences } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

/** The outbox, with the store's own part for removed rows. */
export interface StoredOutbox extends Outbox {
  /** Writes everything that waits, for the next select. */
  flush(): void;
  /** @param unfinished true if some of the rows still waited */
  removed(first: number, last: number, unfinished: boolean): void;
  /** Ends the attempts under way among these rows, which nothing in memory stands for. */
  closeAttemptsIn(first: number, last: number, error: string): void;
}

/** SQL condition: the message or inbound message has the terms of a search. */
const isAboutSought = `iif(about = 'report',
  exists (select 1 from messages where messages.seq = callbacks.ref and ${messageHas("messages")}),
  exists (select 1 from inbound where inbound.seq = callbacks.ref and ${inboundHas("inbound")}))`;

export function createOutbox(db: Db, tx: Transaction, sequences: Sequences): StoredOutbox {
  const firstAbout = db.prepare<[number, string], { seq: number }>(
    `select seq from callbacks where ref = ? and ${subjectColumn} = ? order by seq limit 1`,
  );
  // The index of waiting entries on `account` ends in `seq`: reading one account costs the same whatever else waits.
  const due = db.prepare<[string, number, number, number, number], StoredCallback>(
    "select * from callbacks indexed by callbacks_waiting where account = ? and state = 'waiting' and seq > ? and seq <= ? and at <= ? order by seq limit ?",
  );
  const closeUnended = db.prepare<[string, number, number]>(
    `update callbacks indexed by callbacks_waiting set attempt = json_replace(attempt, '$[7]', ?), attempt_count = begun
    where state = 'waiting' and begun > attempt_count and seq between ? and ?`,
  );
  const waitingAccounts = db.prepare<[number], { no: number; account: AccountKey }>(
    "select distinct seq / ? as no, account from callbacks indexed by callbacks_waiting where state = 'waiting'",
  );
  const rows = createCallbackRows(db, tx, sequences);
  const pending = createPendingIndex(db, tx, rows.flush);

  function put(entry: OutboxEntry, attempt?: Attempt, fresh = false): OutboxEntry {
    rows.put(entry, attempt, fresh);
    if (entry.state === "waiting") pending.add(subjectOf(entry), entry.seq);
    else pending.remove(subjectOf(entry), entry.seq);
    return entry;
  }

  return {
    add(fresh) {
      const seq = sequences.take("callbacks", fresh.sandbox);
      return put({ ...fresh, seq, state: "waiting", attemptCount: 0 }, undefined, true);
    },
    get: rows.get,
    update: (before, state, attemptCount, at) => put({ ...before, state, attemptCount, at }),
    firstPending: pending.first,
    firstAbout({ ref, about }) {
      rows.flush();
      return firstAbout.get(ref, about)?.seq ?? null;
    },
    due(sandbox, account, after, until, limit) {
      rows.flush();
      const [low, high] = sequences.range(sandbox);
      return due.all(account, Math.max(low, after), high, until, limit).map(rows.read);
    },
    waiting() {
      rows.flush();
      const accounts = waitingAccounts.all(seqsPerSandbox);
      return accounts
        .map(({ no, account }) => ({ sandbox: sequences.nameOf(Math.floor(no) * seqsPerSandbox), account }))
        .filter(({ sandbox }) => sandbox !== "");
    },
    closeAttempts(error) {
      tx.open();
      rows.flush();
      closeUnended.run(error, 0, Number.MAX_SAFE_INTEGER);
    },
    closeAttemptsIn: (first, last, error) => void closeUnended.run(error, first, last),
    list(sandbox, filter) {
      rows.flush();
      const query = outboxQuery(sequences.range(sandbox), filter);
      return run<StoredCallback>(db, "callbacks", query, filter).map(rows.read);
    },
    count(sandbox, filter = {}) {
      rows.flush();
      return count(db, "callbacks", outboxQuery(sequences.range(sandbox), filter));
    },
    begin(before, attempt) {
      tx.open();
      const earlier = attempt.number > 1 ? rows.latestAttempt(before.seq) : null;
      if (earlier !== null && earlier.number < attempt.number) rows.moveAttempt(earlier);
      put(before, attempt);
    },
    end: (before, attempt, state, at) => put({ ...before, state, attemptCount: attempt.number, at }, attempt),
    attempts(callback) {
      const latest = rows.latestAttempt(callback);
      if (latest === null) return [];
      if (latest.number === 1) return [latest];
      return [...rows.movedAttempts(callback).filter(({ number }) => number < latest.number), latest];
    },
    flush: rows.flush,
    removed(first, last, unfinished) {
      rows.removed(first, last);
      if (unfinished) pending.stale();
    },
  };
}

function outboxQuery(range: readonly [first: number, last: number], filter: OutboxFilter): RowQuery {
  const query = inRange(range, filter);
  query.equal("provider", filter.provider);
  query.equal("account", filter.account);
  query.equal("about", filter.about);
  query.equal("state", filter.state);
  query.equal("status", filter.status);
  query.equal("sent_by", filter.by);
  query.equal("ref", filter.ref);
  if (filter.attempted !== undefined) {
    const { sql, values } = attemptedCondition(filter.attempted);
    query.condition(sql, ...values);
  }
  if (filter.reportsFrom !== undefined) query.condition("(about <> 'report' or ref >= ?)", filter.reportsFrom);
  if (filter.search !== undefined) {
    const terms = soughtBy(filter.search);
    query.condition(isAboutSought, ...messageValues(terms), ...inboundValues(terms));
  }
  return query;
}
