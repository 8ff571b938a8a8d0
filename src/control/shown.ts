// Rows of the store as they are shown: numbers are places in the sandbox, bytes are text and base64.

import { Buffer } from "node:buffer";
import type { Inbound, Message } from "../core/message.ts";
import { type Attempt, type OutboxEntry, placeOf, type Step, type StoredCall } from "../core/ports.ts";
import { rowOf, type Vocabulary } from "../core/vocabulary.ts";
import type { CallRow, CallView, CodeMeaning, RawView } from "./desk-type.ts";
import type { ControlDeps } from "./ports.ts";

export function shownMessage(message: Message): Message {
  return { ...message, seq: placeOf(message.seq), call: placeOf(message.call) };
}

export function shownStep(step: Step): Step {
  return { ...step, message: placeOf(step.message) };
}

export function shownInbound(inbound: Inbound): Inbound {
  const { answers } = inbound;
  return { ...inbound, seq: placeOf(inbound.seq), ...(answers === undefined ? {} : { answers: placeOf(answers) }) };
}

export function shownEntry(entry: OutboxEntry): OutboxEntry {
  return { ...entry, seq: placeOf(entry.seq), ref: placeOf(entry.ref) };
}

export function shownAttempt(attempt: Attempt): Attempt {
  return { ...attempt, callback: placeOf(attempt.callback) };
}

export function callRow({ request: _, answer: __, ...call }: StoredCall): CallRow {
  return { ...call, seq: placeOf(call.seq), messages: call.messages.map(placeOf) };
}

export function callView(call: StoredCall, { pdu, vocabularies }: Pick<ControlDeps, "pdu" | "vocabularies">): CallView {
  const meaning = meaningOf(vocabularies, call);
  const request = bytesOf(call.request);
  const answer = call.answer === null ? null : bytesOf(call.answer);
  return {
    ...callRow(call),
    request: rawView(request),
    answer: answer === null ? null : rawView(answer),
    ...(meaning === null ? {} : { meaning }),
    ...(call.channel === "smpp"
      ? { pdus: { request: request.length === 0 ? [] : pdu(request), answer: answer === null ? [] : pdu(answer) } }
      : {}),
  };
}

function meaningOf(vocabularies: readonly Vocabulary[], { provider, operation, code }: StoredCall): CodeMeaning | null {
  const spoken = vocabularies.find((one) => one.provider === provider);
  const asked = spoken?.operations.find(({ name }) => name === operation);
  const row = asked === undefined ? null : rowOf(asked, code);
  return row === null ? null : { code: row.code, text: row.text, section: row.section, arises: row.arises };
}

export function bytesOf(raw: Buffer | string): Buffer {
  return typeof raw === "string" ? Buffer.from(raw) : raw;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of UTF-8; else each byte as the Latin-1 character it would be. */
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
