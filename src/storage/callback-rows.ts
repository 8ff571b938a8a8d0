// Outbox entries as rows, each with its latest attempt. Earlier attempts have rows of their own.

import type { AccountKey } from "../core/account.ts";
import type { JsonObject } from "../core/json.ts";
import type { Attempt, OutboxEntry } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import { damagedRow, parseStored } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";
import { createWriteBehind } from "./write-behind.ts";

export interface StoredCallback {
  readonly seq: number;
  readonly account: AccountKey;
  readonly provider: string;
  readonly about: OutboxEntry["about"];
  readonly ref: number;
  readonly status: OutboxEntry["status"] | null;
  readonly sent_by: OutboxEntry["by"];
  readonly at: number;
  readonly state: OutboxEntry["state"];
  readonly attempt_count: number;
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
  readonly elapsed_ms: number | null;
}
/** An attempt in the row of its entry. */
type StoredAttempt = readonly [
  number: number,
  at: number,
  address: string,
  request: string,
  status: number | null,
  answer: string,
  durationMs: number,
  error: string,
  elapsedMs?: number,
];
/** An entry with its latest attempt; undefined: as the row has it. */
interface EntryWithAttempt {
  readonly entry: OutboxEntry;
  readonly attempt: Attempt | undefined;
}

export interface CallbackRows {
  get(seq: number): OutboxEntry | null;
  read(row: StoredCallback): OutboxEntry;
  /** @param attempt the latest attempt; undefined: as before */
  put(entry: OutboxEntry, attempt: Attempt | undefined, fresh: boolean): void;
  latestAttempt(seq: number): Attempt | null;
  /** Gives the latest attempt a row of its own, to make room for the next one. */
  moveAttempt(attempt: Attempt): void;
  /** Attempts that have rows of their own, oldest first. */
  movedAttempts(seq: number): Attempt[];
  /** Writes everything that waits, for the next select. */
  flush(): void;
  /** Forgets rows that were removed. */
  removed(first: number, last: number): void;
}

export function createCallbackRows(db: Db, tx: Transaction, sequences: Sequences): CallbackRows {
  const insert = db.prepare(
    "insert into callbacks (seq, account, provider, about, ref, status, sent_by, at, state, attempt_count, data, begun, attempt) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare("update callbacks set state = ?, attempt_count = ?, at = ? where seq = ?");
  const updateWhole = db.prepare(
    "update callbacks set state = ?, attempt_count = ?, at = ?, begun = ?, attempt = ? where seq = ?",
  );
  const bySeq = db.prepare<[number], StoredCallback>("select * from callbacks where seq = ?");
  const insertAttempt = db.prepare(
    "insert or replace into attempts (callback, number, at, address, request, status, answer, duration_ms, error, elapsed_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const attemptsOf = db.prepare<[number], AttemptRow>("select * from attempts where callback = ? order by number");
  const rows = createWriteBehind<EntryWithAttempt>({ tx, keep: 0, write });
  const read = (row: StoredCallback): OutboxEntry => readEntry(row, sequences.nameOf(row.seq));

  function write(seq: number, { entry, attempt }: EntryWithAttempt, fresh: boolean): void {
    const { state, attemptCount, at } = entry;
    const kept = attempt === undefined ? null : JSON.stringify(storedAttempt(attempt));
    if (fresh) {
      const { account, provider, about, ref, status = null, by, data } = entry;
      const begun = attempt?.number ?? 0;
      insert.run(
        seq,
        account,
        provider,
        about,
        ref,
        status,
        by,
        at,
        state,
        attemptCount,
        JSON.stringify(data),
        begun,
        kept,
      );
    } else if (attempt === undefined) update.run(state, attemptCount, at, seq);
    else updateWhole.run(state, attemptCount, at, attempt.number, kept, seq);
  }

  return {
    get(seq) {
      const written = rows.get(seq);
      if (written !== undefined) return written.entry;
      const row = bySeq.get(seq);
      return row === undefined ? null : read(row);
    },
    read,
    put(entry, attempt, fresh) {
      rows.put(entry.seq, { entry, attempt: attempt ?? rows.get(entry.seq)?.attempt }, fresh);
    },
    latestAttempt(seq) {
      const attempt = rows.get(seq)?.attempt;
      if (attempt !== undefined) return attempt;
      const stored = bySeq.get(seq)?.attempt;
      return stored === null || stored === undefined ? null : readAttempt(seq, stored);
    },
    moveAttempt(attempt) {
      const { callback, number, at, address, request, status, answer, durationMs, error, elapsedMs = null } = attempt;
      insertAttempt.run(callback, number, at, address, request, status, answer, durationMs, error, elapsedMs);
    },
    movedAttempts: (seq) =>
      attemptsOf.all(seq).map(({ duration_ms, elapsed_ms, ...row }) => ({
        ...row,
        durationMs: duration_ms,
        ...(elapsed_ms === null ? {} : { elapsedMs: elapsed_ms }),
      })),
    flush: rows.flush,
    removed: rows.removed,
  };
}

function readEntry(row: StoredCallback, sandbox: string): OutboxEntry {
  const data = parseStored<JsonObject>(row.data);
  return {
    seq: row.seq,
    sandbox,
    account: row.account,
    provider: row.provider,
    about: row.about,
    ref: row.ref,
    by: row.sent_by,
    at: row.at,
    // Nothing can be sent from a damaged row.
    state: data === null && row.state === "waiting" ? "given-up" : row.state,
    attemptCount: row.attempt_count,
    data: data ?? { damaged: damagedRow },
    ...(row.status === null || row.status === undefined ? {} : { status: row.status }),
  };
}

function storedAttempt(attempt: Attempt): StoredAttempt {
  const { number, at, address, request, status, answer, durationMs, error, elapsedMs } = attempt;
  const stored = [number, at, address, request, status, answer, durationMs, error] as const;
  return elapsedMs === undefined ? stored : [...stored, elapsedMs];
}

function readAttempt(callback: number, text: string): Attempt {
  const stored = parseStored<StoredAttempt>(text) ?? ([1, 0, "", "", null, "", 0, damagedRow] as const);
  const [number, at, address, request, status, answer, durationMs, error, elapsedMs] = stored;
  const attempt = { callback, number, at, address, request, status, answer, durationMs, error };
  return elapsedMs === undefined ? attempt : { ...attempt, elapsedMs };
}
