import { Buffer } from "node:buffer";
import type { AccountKey } from "../core/account.ts";
import type { Finding } from "../core/findings.ts";
import type { Call, CallAddition, Journal, SentAnswer, StoredCall } from "../core/ports.ts";
import { isPlain } from "../core/search-octets.ts";
import { CallAdditions } from "./call-additions.ts";
import type { Db } from "./database.ts";
import { count, run } from "./filter.ts";
import type { JournalQueries } from "./journal-queries.ts";
import type { JournalSize } from "./journal-size.ts";
import type { Sequences } from "./sequences.ts";
import { damagedFinding, parseStored } from "./stored-json.ts";
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
  readonly decided: Buffer | string | null;
  readonly data: string | null;
  /** Null: nothing has left yet, or `data` has it, as in files before version 8. */
  readonly sent: string | null;
  readonly ms: number | null;
}
type CallData = Partial<
  Pick<
    StoredCall,
    | "nearMiss"
    | "decision"
    | "fault"
    | "rules"
    | "longRequest"
    | "sent"
    | "ms"
    | "elapsedMs"
    | "connection"
    | "refused"
    | "moreRefused"
  >
> & {
  readonly messages?: readonly number[];
  readonly findings?: readonly Finding[];
};
const damagedData: CallData = { findings: [damagedFinding] };

export interface StoredJournal extends Journal {
  /** Writes additions that wait. */
  flush(): void;
  /** The same, but a store that takes no write is still read. */
  beforeRead(): void;
  /** Drops additions to rows that are removed. */
  forget(first: number, last: number): void;
}

/** @param maxBytes longest request or answer; the rest is cut off */
export function createJournal(
  db: Db,
  tx: Transaction,
  sequences: Sequences,
  journalSize: JournalSize,
  maxBytes: number,
  queryOf: JournalQueries,
): StoredJournal {
  const insert = db.prepare(
    "insert into requests (seq, at, listener, provider, operation, channel, account, remote, code, decided_by, request, answer, data, sent, ms, plain) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const bySeq = db.prepare<[number], JournalRow>("select * from requests where seq = ?");
  const update = db.prepare(
    "update requests set code = ?, decided_by = ?, answer = ?, decided = ?, data = ?, sent = ?, ms = ? where seq = ?",
  );
  const answerSize = db.prepare<[number], { octets: number }>(
    "select coalesce(octet_length(answer), 0) as octets from requests where seq = ?",
  );
  const updateMs = db.prepare("update requests set ms = ? where seq = ?");
  const updateSent = db.prepare("update requests set sent = ?, ms = ? where seq = ?");
  const updateAnswer = db.prepare("update requests set answer = ?, sent = ?, ms = ? where seq = ?");
  const cut = (raw: Buffer | string): Buffer | string =>
    raw.length <= maxBytes ? raw : typeof raw === "string" ? raw.slice(0, maxBytes) : raw.subarray(0, maxBytes);

  const read = (row: JournalRow): StoredCall => readCall(row, sequences.nameOf(row.seq));
  /** Writes the facts of an answer that has left, in the fewest columns. */
  function addSent(seq: number, { answer, sent, ms }: CallAddition): void {
    const measured = ms ?? null;
    if (sent === undefined) {
      updateMs.run(measured, seq);
      return;
    }
    if (answer === undefined) {
      updateSent.run(JSON.stringify(sent), measured, seq);
      return;
    }
    const size = answerSize.get(seq);
    if (size === undefined) return;
    const kept = answer === null ? null : cut(answer);
    journalSize.add(sequences.nameOf(seq), sizeOf(kept) - size.octets);
    updateAnswer.run(kept, JSON.stringify(sent), measured, seq);
  }

  const additions = new CallAdditions(tx, (seq, addition) => {
    if (isSentAlone(addition)) {
      addSent(seq, addition);
      return;
    }
    const row = bySeq.get(seq);
    if (row === undefined) return;
    const before = read(row);
    const after = withAddition(before, addition);
    const { sent, ms } = after;
    const data = dataOf(after);
    const answer = addition.answer === undefined ? row.answer : addition.answer && cut(addition.answer);
    const decided = addition.decided === undefined ? row.decided : cut(addition.decided);
    const grows = sizeOf(answer) - sizeOf(row.answer) + sizeOf(decided) - sizeOf(row.decided);
    journalSize.add(before.sandbox, grows + sizeOf(data) - sizeOf(row.data));
    update.run(
      addition.code ?? row.code,
      addition.decidedBy ?? row.decided_by,
      answer,
      decided,
      data,
      sent === undefined ? null : JSON.stringify(sent),
      ms ?? null,
      seq,
    );
  });

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
        fresh.sent === undefined ? null : JSON.stringify(fresh.sent),
        fresh.ms ?? null,
        isPlain(request) ? 1 : null,
      );
      return seq;
    },
    amend: (seq, addition) => additions.add(seq, addition),
    get(seq) {
      additions.beforeRead();
      const row = bySeq.get(seq);
      return row === undefined ? null : read(row);
    },
    list(sandbox, filter) {
      additions.beforeRead();
      return run<JournalRow>(db, "requests", queryOf(sandbox, filter), filter).map(read);
    },
    count(sandbox, filter = {}) {
      additions.beforeRead();
      return count(db, "requests", queryOf(sandbox, filter));
    },
    flush: () => additions.flush(),
    beforeRead: () => additions.beforeRead(),
    forget: (first, last) => additions.forget(first, last),
  };
}

function readCall(row: JournalRow, sandbox: string): StoredCall {
  const data = row.data === null ? {} : (parseStored<CallData>(row.data) ?? damagedData);
  return {
    seq: row.seq,
    sandbox,
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
    ...(row.decided === null ? {} : { decided: row.decided }),
    ...factsOf(data),
    ...sentOf(row.sent),
    ...(row.ms === null ? {} : { ms: row.ms }),
  };
}

function sentOf(text: string | null): Pick<StoredCall, "sent"> {
  const sent = text === null ? null : parseStored<SentAnswer>(text);
  return sent === null ? {} : { sent };
}

/** True if an addition has what was sent, or its milliseconds, and no more: most additions. */
function isSentAlone(addition: CallAddition): boolean {
  const { answer, sent, ms, decided, code, decidedBy, decision, findings = [] } = addition;
  if (sent === undefined && (ms === undefined || answer !== undefined)) return false;
  if (findings.length > 0) return false;
  return decided === undefined && code === undefined && decidedBy === undefined && decision === undefined;
}

function factsOf(data: CallData): Omit<CallData, "messages" | "findings"> {
  const { nearMiss, decision, fault, rules, longRequest, sent, ms, elapsedMs, connection, refused, moreRefused } = data;
  return {
    ...(nearMiss === undefined ? {} : { nearMiss }),
    ...(decision === undefined ? {} : { decision }),
    ...(fault === undefined ? {} : { fault }),
    ...(rules === undefined ? {} : { rules }),
    ...(longRequest === undefined ? {} : { longRequest }),
    ...(sent === undefined ? {} : { sent }),
    ...(ms === undefined ? {} : { ms }),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(connection === undefined ? {} : { connection }),
    ...(refused === undefined ? {} : { refused }),
    ...(moreRefused === undefined ? {} : { moreRefused }),
  };
}

function withAddition(call: StoredCall, { sent, ms, decision, findings = [] }: CallAddition): StoredCall {
  return {
    ...call,
    ...(sent === undefined ? {} : { sent }),
    ...(ms === undefined ? {} : { ms }),
    ...(decision === undefined ? {} : { decision }),
    findings: [...call.findings, ...findings],
  };
}

function sizeOf(kept: Buffer | string | null): number {
  return kept === null ? 0 : Buffer.byteLength(kept);
}

type DataToStore = { readonly [Name in Exclude<keyof CallData, "sent" | "ms">]-?: CallData[Name] | undefined };

/** Facts without a column of their own; null: there are none. */
function dataOf(call: Call): string | null {
  const { nearMiss, decision, fault, rules, longRequest, elapsedMs, connection, refused, moreRefused } = call;
  const messages = call.messages.length === 0 ? undefined : call.messages;
  const findings = call.findings.length === 0 ? undefined : call.findings;
  // Facts that are undefined leave no trace in JSON.
  const facts: DataToStore = {
    nearMiss,
    decision,
    fault,
    rules,
    longRequest,
    elapsedMs,
    connection,
    refused,
    moreRefused,
    messages,
    findings,
  };
  const data = JSON.stringify(facts);
  return data === "{}" ? null : data;
}
