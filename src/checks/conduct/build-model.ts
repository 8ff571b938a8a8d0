// Builds the model in one pass over the journal.

import type { Vocabulary } from "../../core/vocabulary.ts";
import { CodeRows } from "./code-rows.ts";
import { isVainQuery, queriedIds } from "./ids.ts";
import type { ConductJournal, JournalMessage, JournalRefusal, JournalRequest, Moment } from "./journal.ts";
import type { MaskedWords } from "./masked-words.ts";
import { type ConductModel, gap, type ModelRequest, type Send } from "./model.ts";
import { submittedPdu } from "./pdu.ts";

/** Faults after which a client cannot read the answer. */
const unreadable: ReadonlySet<string> = new Set(["lose-answer", "hang", "reset", "close", "truncate", "garbage"]);
const bind = /^bind_/;
/** Sends that are put in their series in one turn of the event loop. */
const sendsOfTurn = 5_000;

export async function buildModel(
  journal: ConductJournal,
  vocabularies: readonly Vocabulary[],
  { sameWithin, words }: { readonly sameWithin: number; readonly words: MaskedWords },
): Promise<ConductModel> {
  const rows = new CodeRows(vocabularies);
  const requests: ModelRequest[] = [];
  const unknown = new Set<number>();
  const refused: { readonly request: ModelRequest; readonly refusal: JournalRefusal }[] = [];
  for await (const row of journal.requests) {
    const request = requestOf(row, rows);
    requests.push(request);
    if (isUnknown(row)) unknown.add(request.seq);
    if (!bind.test(row.operation)) for (const refusal of row.refused ?? []) refused.push({ request, refusal });
  }
  for (const seq of answeredBehindUnbind(requests, journal.sessions)) unknown.add(seq);
  const bySeq = new Map<number, ModelRequest>();
  for (const request of requests) bySeq.set(request.seq, request);
  const turn = journal.turn ?? (async () => {});
  const messages: JournalMessage[] = [];
  const sends: Send[] = [];
  for await (const message of journal.messages) {
    messages.push(message);
    const request = bySeq.get(message.request);
    if (request !== undefined) sends.push(acceptedSend(request, message, unknown, rows));
  }
  for (const { request, refusal } of refused) sends.push(refusedSend(request, refusal, unknown, rows));
  await turn();
  sends.sort((a, b) => a.request.seq - b.request.seq);
  await turn();
  const [inbound, callbacks] = [await all(journal.inbound), await all(journal.callbacks)];
  const first = requests[0]?.seq ?? 1;
  const series = await seriesOf(sends, sameWithin, turn);
  return {
    requests,
    sends,
    series,
    messages,
    inbound,
    callbacks,
    sessions: journal.sessions,
    now: journal.now,
    leftOut: journal.leftOut === true,
    hasTimes: requests.every(({ start }) => start.elapsed !== null),
    lostMessages: (messages[0]?.seq ?? 1) > 1,
    since: first > 1 ? first : null,
    words,
  };
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const items: Row[] = [];
  for await (const row of rows) items.push(row);
  return items;
}

function requestOf(row: JournalRequest, codeRows: CodeRows): ModelRequest {
  const { at, elapsedMs = null, ms = 0, remote = "", fault = "", provider, operation, channel, code } = row;
  const start: Moment = { at, elapsed: elapsedMs };
  const end: Moment = { at, elapsed: elapsedMs === null ? null : elapsedMs + ms };
  const address = remote.replace(/#\d+$/, "");
  const [credential] = bind.test(operation) ? (row.refused ?? []) : [];
  const isTaken = row.messages.length > 0 || row.refused === undefined;
  const facts = isTaken ? codeRows.factsOf(row) : codeRows.factsOfRefusals(row, row.refused);
  const { vocabulary, rows, kinds, reasons } = facts;
  return {
    seq: row.seq,
    provider,
    operation,
    channel,
    account: row.account ?? (address === "" ? "unknown account" : `client ${address}`),
    address,
    remote,
    connection: row.connection ?? null,
    code,
    kinds: unreadable.has(fault) ? ["unknown"] : kinds,
    reasons,
    isDefault: row.decidedBy.startsWith("default"),
    sends: vocabulary?.sends ?? false,
    polls: vocabulary?.polled === true,
    isOutOfDate: codeRows.isOutOfDate(row),
    mayBeOutOfDate: vocabulary?.codes.some(({ outOfDate }) => outOfDate === true) === true,
    start,
    end,
    findings: row.findings,
    retryAfterMs: retryAfterOf(row.response),
    ids: queriedIds(row, vocabulary),
    isInVain: isVainQuery(row, vocabulary, rows),
    pdu: operation === "submit_sm" ? submittedPdu(row.request) : null,
    credential: credential === undefined ? null : `${credential.to} ${credential.textHash}`,
  };
}

/** True if the client could not read an answer: none came yet, or a part, or a page of an error. */
function isUnknown({ response, sent, fault = "", channel, elapsedMs, ms }: JournalRequest): boolean {
  if (response === null || unreadable.has(fault)) return true;
  if (sent !== undefined && sent.octets < sent.of) return true;
  // The response is planned: a client that ended, or judges itself meanwhile, has not read it.
  if (sent === undefined && elapsedMs !== undefined && ms === undefined) return true;
  return channel !== "smpp" && /^HTTP\/1\.\d 5\d\d/.test(response);
}

/** Requests whose responses left behind an unbind of the server: clients close the session at the unbind. */
function answeredBehindUnbind(
  requests: readonly ModelRequest[],
  sessions: ConductJournal["sessions"],
): readonly number[] {
  const unbound = new Set(sessions.filter(({ end }) => end === "server").map(({ remote }) => remote));
  const since = new Map<string, number>();
  for (const { operation, remote, start } of requests) {
    if (operation === "unbind" && unbound.has(remote) && start.elapsed !== null) since.set(remote, start.elapsed);
  }
  if (since.size === 0) return [];
  // Times of the journal are rounded.
  const isBehind = ({ remote, end }: ModelRequest): boolean =>
    (end.elapsed ?? 0) + 1 >= (since.get(remote) ?? Infinity);
  return requests.filter((request) => request.sends && isBehind(request)).map(({ seq }) => seq);
}

/** The send with what the next one of the same message shows: a client that sends again had no answer before. */
function withNext(send: Send, next: Send): Send {
  const [start, end, again] = [send.request.start.elapsed, send.request.end.elapsed, next.request.start.elapsed];
  if (start === null || end === null || again === null || next.request === send.request) return send;
  // A start before both is one after a restart of the emulator.
  if (again < start || again >= end) return send;
  return { ...send, kinds: ["unknown"], waitedMs: again - start };
}

function acceptedSend(
  request: ModelRequest,
  message: JournalMessage,
  unknown: ReadonlySet<number>,
  rows: CodeRows,
): Send {
  const isLost = unknown.has(request.seq);
  const { kinds } = rows.factsOf(request);
  return {
    request,
    account: message.account,
    to: message.to,
    key: `${message.account} ${message.to} ${message.textHash}`,
    clientId: message.clientId,
    kinds: isLost ? ["unknown"] : kinds.length === 0 ? ["success"] : kinds,
    isUnknown: isLost,
    waitedMs: null,
    message,
  };
}

function refusedSend(
  request: ModelRequest,
  { to, textHash, clientId, code }: JournalRefusal,
  unknown: ReadonlySet<number>,
  rows: CodeRows,
): Send {
  const isLost = unknown.has(request.seq);
  const { kinds } = rows.factsOfRefusal(request, code);
  return {
    request,
    account: request.account,
    to,
    key: `${request.account} ${to} ${textHash}`,
    clientId,
    kinds: isLost ? ["unknown"] : kinds,
    isUnknown: isLost,
    waitedMs: null,
    message: null,
  };
}

/** Milliseconds of the header Retry-After, which conduct reads in seconds. */
function retryAfterOf(response: string | null): number | null {
  const head = response?.split("\r\n\r\n", 1)[0] ?? "";
  const seconds = /^retry-after:\s*(\d{1,7})\s*$/im.exec(head)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

async function seriesOf(
  sends: readonly Send[],
  sameWithin: number,
  turn: () => Promise<void>,
): Promise<readonly (readonly Send[])[]> {
  const all: Send[][] = [];
  const open = new Map<string, Send[]>();
  for (const [index, send] of sends.entries()) {
    if (index % sendsOfTurn === 0) await turn();
    const before = open.get(send.key);
    const last = before?.at(-1);
    if (before !== undefined && last !== undefined && gap(last.request.end, send.request.start) <= sameWithin) {
      before[before.length - 1] = withNext(last, send);
      before.push(send);
      continue;
    }
    const series = [send];
    open.set(send.key, series);
    all.push(series);
  }
  return all;
}
