// Calls as the control API shows them.

import { fields, instant, list, number, readList, text } from "./read.ts";
import { desk, type Query, type Remote } from "./remote.ts";

export interface Call {
  readonly place: number;
  readonly at: number;
  readonly door: string;
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  readonly account: string;
  readonly remote: string;
  readonly code: string;
  readonly decidedBy: string;
  readonly nearMiss: string;
  readonly fault: string;
  /** Places of the messages it brought. */
  readonly messages: readonly number[];
  readonly findings: readonly { readonly text: string; readonly source: string }[];
  /** Meaning of the code in the operation's table. Lists leave this field and the following ones out. */
  readonly meaning: CodeMeaning | null;
  readonly request: Raw | null;
  readonly answer: Raw | null;
  readonly pdus: { readonly request: readonly PduField[]; readonly answer: readonly PduField[] } | null;
}
export interface CodeMeaning {
  /** As the table has it: the code, or the range that holds it. */
  readonly code: string;
  readonly text: string;
  /** Where it stands in the document; `own`: in none. */
  readonly section: string;
}
/** Bytes as text, and as they are. */
export interface Raw {
  readonly text: string;
  readonly bytes: Uint8Array;
}
export interface PduField {
  readonly name: string;
  readonly value: string;
  /** Its first octet, and how many it takes; 0: it is not on the wire. */
  readonly at: number;
  readonly length: number;
}

export function readCall(value: unknown): Call {
  const of = fields(value);
  const pdus = of["pdus"] === undefined ? null : fields(of["pdus"]);
  return {
    place: number(of["seq"]),
    at: instant(of["at"]) ?? 0,
    door: text(of["door"]),
    provider: text(of["provider"]),
    operation: text(of["operation"]),
    channel: text(of["channel"]),
    account: text(of["account"]),
    remote: text(of["remote"]),
    code: text(of["code"]),
    decidedBy: text(of["decidedBy"]),
    nearMiss: text(of["nearMiss"]),
    fault: text(of["fault"]),
    messages: list(of["messages"], (one) => number(one)),
    findings: list(of["findings"], (one) => ({ text: text(fields(one)["text"]), source: text(fields(one)["source"]) })),
    meaning: meaning(of["meaning"]),
    request: raw(of["request"]),
    answer: raw(of["answer"]),
    pdus: pdus === null ? null : { request: list(pdus["request"], field), answer: list(pdus["answer"], field) },
  };
}

function field(value: unknown): PduField {
  const of = fields(value);
  return { name: text(of["name"]), value: text(of["value"]), at: number(of["at"]), length: number(of["length"]) };
}

function meaning(value: unknown): CodeMeaning | null {
  if (value === null || value === undefined) return null;
  const of = fields(value);
  return { code: text(of["code"]), text: text(of["text"]), section: text(of["section"]) };
}

function raw(value: unknown): Raw | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return { text: value, bytes: new TextEncoder().encode(value) };
  const of = fields(value);
  return { text: text(of["text"]), bytes: bytesOf(text(of["base64"])) };
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

export async function listCalls(remote: Remote, sandbox: string, query: Query): Promise<readonly Call[]> {
  return readList(await remote.get(`${desk(sandbox)}/calls`, query), "calls", readCall);
}

export async function getCall(remote: Remote, sandbox: string, place: string): Promise<Call> {
  return readCall(await remote.get(`${desk(sandbox)}/calls/${encodeURIComponent(place)}`));
}
