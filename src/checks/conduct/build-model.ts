// Builds the model in one pass over the journal.

import { type CodeRow, rowOf, type Vocabulary } from "../../core/vocabulary.ts";
import { queriedIds } from "./ids.ts";
import type { ConductJournal, JournalMessage, JournalRefusal, JournalRequest, Moment } from "./journal.ts";
import { type ConductModel, gap, type ModelRequest, type Send } from "./model.ts";
import { submittedPdu } from "./pdu.ts";

/** Faults after which a client cannot read the answer. */
const unreadable: ReadonlySet<string> = new Set(["lose-answer", "hang", "reset", "close", "truncate", "garbage"]);
const bind = /^bind_/;

export async function buildModel(
  journal: ConductJournal,
  vocabularies: readonly Vocabulary[],
  sameWithin: number,
): Promise<ConductModel> {
  const requests: ModelRequest[] = [];
  const unknown = new Set<number>();
  const refused: { readonly request: ModelRequest; readonly refusal: JournalRefusal }[] = [];
  for await (const row of journal.requests) {
    const request = requestOf(row, vocabularies);
    requests.push(request);
    if (isUnknown(row)) unknown.add(request.seq);
    if (!bind.test(row.operation)) for (const refusal of row.refused ?? []) refused.push({ request, refusal });
  }
  const bySeq = new Map(requests.map((request) => [request.seq, request]));
  const messages: JournalMessage[] = [];
  const sends: Send[] = [];
  for await (const message of journal.messages) {
    messages.push(message);
    const request = bySeq.get(message.request);
    if (request !== undefined) sends.push(acceptedSend(request, message, unknown, vocabularies));
  }
  for (const { request, refusal } of refused) sends.push(refusedSend(request, refusal, unknown, vocabularies));
  sends.sort((a, b) => a.request.seq - b.request.seq);
  const [inbound, callbacks] = [await all(journal.inbound), await all(journal.callbacks)];
  const first = requests[0]?.seq ?? 1;
  return {
    requests,
    sends,
    series: seriesOf(sends, sameWithin),
    messages,
    inbound,
    callbacks,
    sessions: journal.sessions,
    now: journal.now,
    leftOut: journal.leftOut === true,
    hasTimes: requests.every(({ start }) => start.elapsed !== null),
    lostMessages: (messages[0]?.seq ?? 1) > 1,
    since: first > 1 ? first : null,
  };
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

function requestOf(row: JournalRequest, vocabularies: readonly Vocabulary[]): ModelRequest {
  const { at, elapsedMs = null, ms = 0, remote = "", fault = "", provider, operation, channel, code } = row;
  const start: Moment = { at, elapsed: elapsedMs };
  const end: Moment = { at, elapsed: elapsedMs === null ? null : elapsedMs + ms };
  const address = remote.replace(/#\d+$/, "");
  const [credential] = bind.test(operation) ? (row.refused ?? []) : [];
  const isTaken = row.messages.length > 0 || row.refused === undefined;
  const rows = isTaken
    ? rowsIn(vocabularies, row, "")
    : row.refused.flatMap((refusal) => rowsIn(vocabularies, row, refusal.code));
  return {
    seq: row.seq,
    provider,
    operation,
    channel,
    account: row.account ?? (address === "" ? "unknown account" : `client ${address}`),
    address,
    remote,
    code,
    kinds: unreadable.has(fault) ? ["unknown"] : [...new Set(rows.flatMap(({ kinds }) => kinds ?? []))],
    reasons: rows.flatMap(({ reasons }) => reasons ?? []),
    isDefault: row.decidedBy.startsWith("default"),
    sends: operationIn(vocabularies, provider, operation)?.sends ?? false,
    start,
    end,
    findings: row.findings,
    retryAfterMs: retryAfterOf(row.response),
    ids: queriedIds(row),
    pdu: operation === "submit_sm" ? submittedPdu(row.request) : null,
    credential: credential === undefined ? null : `${credential.to} ${credential.textHash}`,
  };
}

/** Rows by provider, operation and code; few of them, asked for again and again. */
const rowsOf = new WeakMap<readonly Vocabulary[], Map<string, CodeRow | null>>();

function operationIn(vocabularies: readonly Vocabulary[], provider: string, operation: string) {
  const vocabulary = vocabularies.find((one) => one.provider === provider);
  return vocabulary?.operations.find(({ name }) => name === operation);
}

function rowIn(vocabularies: readonly Vocabulary[], provider: string, operation: string, code: string) {
  const rows = rowsOf.get(vocabularies) ?? new Map<string, CodeRow | null>();
  rowsOf.set(vocabularies, rows);
  const key = `${provider} ${operation} ${code}`;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const found = operationIn(vocabularies, provider, operation);
  const row = found === undefined ? null : rowOf(found, code);
  if (rows.size < mostRows) rows.set(key, row);
  return row;
}

const mostRows = 10_000;

/** Row of a refusal's own code, or of the request's where it has none. */
function rowsIn(
  vocabularies: readonly Vocabulary[],
  { provider, operation, code }: Pick<ModelRequest, "provider" | "operation" | "code">,
  refusal: string,
): readonly CodeRow[] {
  const own = refusal === "" ? null : rowIn(vocabularies, provider, operation, refusal);
  const row = own ?? rowIn(vocabularies, provider, operation, code);
  return row === null ? [] : [row];
}

function exactKinds(
  vocabularies: readonly Vocabulary[],
  request: Pick<ModelRequest, "provider" | "operation" | "code">,
  refusal: string,
): ModelRequest["kinds"] {
  return rowsIn(vocabularies, request, refusal).flatMap(({ kinds }) => kinds ?? []);
}

/** True if the client could not read an answer: none came, or a part, or a page of an error. */
function isUnknown({ response, sent, fault = "", channel }: JournalRequest): boolean {
  if (response === null || unreadable.has(fault)) return true;
  if (sent !== undefined && sent.octets < sent.of) return true;
  return channel !== "smpp" && /^HTTP\/1\.\d 5\d\d/.test(response);
}

function acceptedSend(
  request: ModelRequest,
  message: JournalMessage,
  unknown: ReadonlySet<number>,
  vocabularies: readonly Vocabulary[],
): Send {
  const isLost = unknown.has(request.seq);
  const kinds = exactKinds(vocabularies, request, "");
  return {
    request,
    account: message.account,
    to: message.to,
    key: `${message.account} ${message.to} ${message.textHash}`,
    clientId: message.clientId,
    kinds: isLost ? ["unknown"] : kinds.length === 0 ? ["success"] : kinds,
    isUnknown: isLost,
    message,
  };
}

function refusedSend(
  request: ModelRequest,
  { to, textHash, clientId, code }: JournalRefusal,
  unknown: ReadonlySet<number>,
  vocabularies: readonly Vocabulary[],
): Send {
  const isLost = unknown.has(request.seq);
  const kinds = exactKinds(vocabularies, request, code);
  return {
    request,
    account: request.account,
    to,
    key: `${request.account} ${to} ${textHash}`,
    clientId,
    kinds: isLost ? ["unknown"] : kinds,
    isUnknown: isLost,
    message: null,
  };
}

/** Milliseconds of the header Retry-After, which conduct reads in seconds. */
function retryAfterOf(response: string | null): number | null {
  const head = response?.split("\r\n\r\n", 1)[0] ?? "";
  const seconds = /^retry-after:\s*(\d{1,7})\s*$/im.exec(head)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

function seriesOf(sends: readonly Send[], sameWithin: number): readonly (readonly Send[])[] {
  const all: Send[][] = [];
  const open = new Map<string, Send[]>();
  for (const send of sends) {
    const before = open.get(send.key);
    const last = before?.at(-1);
    if (before !== undefined && last !== undefined && gap(last.request.end, send.request.start) <= sameWithin) {
      before.push(send);
      continue;
    }
    const series = [send];
    open.set(send.key, series);
    all.push(series);
  }
  return all;
}
