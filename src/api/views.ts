// Rows of the store as the control API shows them: numbers count in the sandbox, bytes are text and base64.

import { Buffer } from "node:buffer";
import { linksIn } from "../core/links.ts";
import type { Inbound, Message } from "../core/message.ts";
import { nearMissWords } from "../core/near-miss.ts";
import { oneTimeCodes } from "../core/one-time-codes.ts";
import { type Attempt, type OutboxEntry, placeOf, type Step, type StoredCall } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Bilingual } from "../core/sentences.ts";
import { rowOf, type Vocabulary } from "../core/vocabulary.ts";
import type { DeepReadonly } from "./operation.ts";
import type { ApiPorts } from "./ports.ts";
import type { AttemptView, CallbackRow, CallbackView } from "./schema/callback.ts";
import type { BilingualView } from "./schema/common.ts";
import type { InboundView, MessageView } from "./schema/message.ts";
import type { RawView, RequestRow, RequestView } from "./schema/request.ts";
import type { ClockView } from "./schema/sandbox.ts";

export function messageView({
  call,
  rules,
  keepsLife: _,
  testNumber: __,
  ...message
}: Message): DeepReadonly<MessageView> {
  const life = message.life.map(({ isFree: _, place: __, ...step }) => step);
  const found = { oneTimeCodes: oneTimeCodes(message.text), links: linksIn(message.text) };
  const view = { ...message, ...found, life, seq: placeOf(message.seq), request: placeOf(call) };
  return rules === undefined ? view : { ...view, rules: wordsView(rules) };
}

export function wordsView({ en, pt }: Bilingual): BilingualView {
  return { english: en, portuguese: pt };
}

export function stepView(step: Step): Step {
  return { ...step, message: placeOf(step.message) };
}

export function inboundView(inbound: Inbound): InboundView {
  const { answers } = inbound;
  return { ...inbound, seq: placeOf(inbound.seq), ...(answers === undefined ? {} : { answers: placeOf(answers) }) };
}

export function callbackRowOf({ attemptCount, data, ...entry }: OutboxEntry): DeepReadonly<CallbackRow> {
  const { message: _, ...withoutMessage } = data;
  // The number of a receipt's message counts over all sandboxes; `ref` has its place.
  const own = entry.by === "smpp" ? withoutMessage : data;
  return { ...entry, seq: placeOf(entry.seq), ref: placeOf(entry.ref), attemptCount, data: own };
}

/** A callback with its attempts, and with the phone and the text it is about, where the ledger still has them. */
export function callbackView({ store }: Pick<ApiPorts, "store">, entry: OutboxEntry): DeepReadonly<CallbackView> {
  const attempts = store.outbox.attempts(entry.seq).map(attemptView);
  const message = entry.about === "report" ? store.ledger.get(entry.ref) : null;
  const inbound = entry.about === "inbound" ? store.ledger.getInbound(entry.ref) : null;
  return {
    ...callbackRowOf(entry),
    attempts,
    ...(message === null ? {} : { phone: message.to, text: message.text }),
    ...(inbound === null ? {} : { phone: inbound.from, text: inbound.text }),
  };
}

export function clockView({ sandboxes, runner, next }: ApiPorts, sandbox: Sandbox): ClockView {
  const { mode } = sandbox.clock;
  const now = sandbox.clock.now();
  const setting = sandboxes.settings(sandbox.name).clock;
  const speed = mode === "manual" ? 0 : setting.mode === "speeded" ? setting.speed : 1;
  const setBy = runner.setsClock(sandbox.name) ? "scenario" : "sandbox";
  return { mode, now, iso: new Date(now).toISOString(), speed, setBy, next: next(sandbox) };
}

export function attemptView(attempt: Attempt): AttemptView {
  return { ...attempt, callback: placeOf(attempt.callback) };
}

export function requestRowOf({
  request: _,
  answer: __,
  decided: ___,
  listener,
  rules,
  nearMiss,
  decision,
  ...call
}: StoredCall): DeepReadonly<RequestRow> {
  return {
    ...call,
    seq: placeOf(call.seq),
    listener,
    messages: call.messages.map(placeOf),
    ...(decision === undefined ? {} : { decision: wordsView(decision) }),
    ...(rules === undefined ? {} : { rules: wordsView(rules) }),
    ...(nearMiss === undefined ? {} : { nearMiss: wordsView(nearMissWords(nearMiss)) }),
  };
}

export function requestView(call: StoredCall, { pdu, vocabularies }: ApiPorts): DeepReadonly<RequestView> {
  const meaning = meaningOf(vocabularies, call);
  const request = bytesOf(call.request);
  const response = call.answer === null ? null : bytesOf(call.answer);
  const decoded = (octets: Buffer | null) => (octets === null || octets.length === 0 ? [] : pdu(octets));
  return {
    ...requestRowOf(call),
    request: rawView(request),
    response: response === null ? null : rawView(response),
    ...(call.decided === undefined ? {} : { decided: rawView(bytesOf(call.decided)) }),
    ...(meaning === null ? {} : { meaning }),
    ...(call.channel === "smpp" ? { pdus: { request: decoded(request), response: decoded(response) } } : {}),
  };
}

function meaningOf(vocabularies: readonly Vocabulary[], { provider, operation, code }: StoredCall) {
  const operations = vocabularies.find((vocabulary) => vocabulary.provider === provider)?.operations ?? [];
  const named = operations.find(({ name }) => name === operation);
  const row = named === undefined ? null : rowOf(named, code);
  return row === null ? null : { code: row.code, text: row.text, section: row.section, arises: row.arises };
}

export function bytesOf(raw: Buffer | string): Buffer {
  return typeof raw === "string" ? Buffer.from(raw) : raw;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of UTF-8; otherwise each byte as its Latin-1 character. */
export function textOf(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function rawView(bytes: Buffer): RawView {
  return { text: textOf(bytes), base64: bytes.toString("base64") };
}
