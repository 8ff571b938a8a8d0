import { Buffer } from "node:buffer";
import type { AccountKey } from "../core/account.ts";
import type { CallFilter } from "../core/filters.ts";
import type { Call, Finding, Journal, StoredCall } from "../core/ports.ts";
import type { Db } from "./database.ts";
import { count, inRange, type RowQuery, run } from "./filter.ts";
import type { JournalSize } from "./journal-size.ts";
import type { Sequences } from "./sequences.ts";
import { damagedRow, parseStored } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";

interface JournalRow {
  readonly seq: number;
  readonly at: number;
  readonly listener: string;
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  readonly account: AccountKey | null;
  readonly remote: string;
  readonly code: string;
  readonly decided_by: string;
  readonly request: Buffer | string;
  readonly answer: Buffer | string | null;
  readonly data: string | null;
}
interface CallData {
  readonly nearMiss?: string;
  readonly fault?: string;
  readonly messages?: readonly number[];
  readonly findings?: readonly Finding[];
}
const damagedData: CallData = { findings: [{ text: damagedRow, source: "" }] };

/** @param maxBytes longest request or answer; the rest is cut off */
export function createJournal(
  db: Db,
  tx: Transaction,
  sequences: Sequences,
  journalSize: JournalSize,
  maxBytes: number,
): Journal {
  const insert = db.prepare(
    "insert into requests (seq, at, listener, provider, operation, channel, account, remote, code, decided_by, request, answer, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const bySeq = db.prepare<[number], JournalRow>("select * from requests where seq = ?");
  const update = db.prepare<[string | null, number]>("update requests set data = ? where seq = ?");
  const cut = (raw: Buffer | string): Buffer | string =>
    raw.length <= maxBytes ? raw : typeof raw === "string" ? raw.slice(0, maxBytes) : raw.subarray(0, maxBytes);

  const read = (row: JournalRow): StoredCall => readCall(row, sequences.nameOf(row.seq));

  return {
    upcoming: (sandbox) => sequences.upcoming("requests", sandbox),
    add(fresh) {
      tx.open();
      const request = cut(fresh.request);
      const answer = fresh.answer === null ? null : cut(fresh.answer);
      const data = dataOf(fresh);
      journalSize.add(fresh.sandbox, sizeOf(request) + sizeOf(answer) + sizeOf(data));
      const seq = sequences.take("requests", fresh.sandbox);
      insert.run(
        seq,
        fresh.at,
        fresh.listener,
        fresh.provider,
        fresh.operation,
        fresh.channel,
        fresh.account ?? null,
        fresh.remote,
        fresh.code,
        fresh.decidedBy,
        request,
        answer,
        data,
      );
      return seq;
    },
    amend(seq, { findings = [] }) {
      tx.open();
      const row = bySeq.get(seq);
      if (row === undefined) return;
      const before = read(row);
      const data = dataOf({ ...before, findings: [...before.findings, ...findings] });
      journalSize.add(before.sandbox, sizeOf(data) - sizeOf(row.data));
      update.run(data, seq);
    },
    get(seq) {
      const row = bySeq.get(seq);
      return row === undefined ? null : read(row);
    },
    list: (sandbox, filter) =>
      run<JournalRow>(db, "requests", callQuery(sequences.range(sandbox), filter), filter).map(read),
    count: (sandbox, filter = {}) => count(db, "requests", callQuery(sequences.range(sandbox), filter)),
  };
}

function readCall(row: JournalRow, sandbox: string): StoredCall {
  const data = row.data === null ? {} : (parseStored<CallData>(row.data) ?? damagedData);
  return {
    seq: row.seq,
    sandbox: sandbox,
    at: row.at,
    listener: row.listener,
    provider: row.provider,
    operation: row.operation,
    channel: row.channel,
    remote: row.remote,
    request: row.request,
    answer: row.answer,
    code: row.code,
    decidedBy: row.decided_by,
    messages: data.messages ?? [],
    findings: data.findings ?? [],
    ...(row.account === null ? {} : { account: row.account }),
    ...(data.nearMiss === undefined ? {} : { nearMiss: data.nearMiss }),
    ...(data.fault === undefined ? {} : { fault: data.fault }),
  };
}

function callQuery(range: readonly [first: number, last: number], filter: CallFilter): RowQuery {
  const query = inRange(range, filter);
  query.equal("provider", filter.provider);
  query.equal("operation", filter.operation);
  query.equal("account", filter.account);
  query.equal("code", filter.code);
  query.equal("remote", filter.remote);
  query.equal("channel", filter.channel);
  query.equal("listener", filter.listener);
  query.text("decided_by", filter.decidedBy);
  if (filter.findings !== undefined)
    query.holds(`coalesce(json_extract(data, '$.findings'), '[]') ${filter.findings ? "<>" : "="} '[]'`);
  const { request } = filter;
  if (request !== undefined) {
    query.fits("request", (value) => (typeof value === "string" || Buffer.isBuffer(value)) && request(value));
  }
  return query;
}

function sizeOf(kept: Buffer | string | null): number {
  return kept === null ? 0 : Buffer.byteLength(kept);
}

function dataOf(call: Call): string | null {
  const data: CallData = {
    ...(call.nearMiss === undefined ? {} : { nearMiss: call.nearMiss }),
    ...(call.fault === undefined ? {} : { fault: call.fault }),
    ...(call.messages.length === 0 ? {} : { messages: call.messages }),
    ...(call.findings.length === 0 ? {} : { findings: call.findings }),
  };
  for (const _ in data) return JSON.stringify(data);
  return null;
}
