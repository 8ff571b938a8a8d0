// Answers as the journal keeps them: as they were handed to the socket, secrets masked, within the bound.

import { createHash } from "node:crypto";
import type { Call, CallAddition, SentAnswer } from "../core/ports.ts";
import { bytesOf } from "../protocols/http/answer.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { SentHttp } from "../protocols/http/sent-answer.ts";
import type { Mask } from "./mask.ts";

interface KeptDeps {
  readonly mask: Mask;
  /** Bytes of a request or answer that the journal keeps. */
  readonly journalBytes: number;
}

/** An answer before it is sent. */
export interface PlannedAnswer {
  readonly answer: HttpAnswer;
  /** Planned head, if the answer leaves at once; null: its own headers alone are known. */
  readonly plannedHead: string | null;
  /** Head and body, masked. */
  readonly kept: Buffer;
  readonly length: number;
  readonly secrets: readonly string[];
}

export function plannedAnswer(
  answer: HttpAnswer,
  plannedHead: string | null,
  secrets: readonly string[],
  deps: KeptDeps,
): PlannedAnswer {
  const octets = joined(plannedHead ?? ownHead(answer), answer.body);
  const kept = deps.mask.answer(octets, secrets, deps.journalBytes);
  return { answer, plannedHead, kept, length: octets.length, secrets };
}

/** Status line and headers without those that the server adds. */
function ownHead({ status, reason, headers }: HttpAnswer): string {
  let head = `HTTP/1.1 ${status}${reason === undefined ? "" : ` ${reason}`}\r\n`;
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`;
  return `${head}\r\n`;
}

/** Facts of an answer that is about to leave as planned. */
export function plannedSent({ answer, plannedHead, length }: PlannedAnswer, deps: KeptDeps): SentAnswer {
  const isLong = length > deps.journalBytes && plannedHead !== null;
  const sha = isLong ? { sha256: sha256(Buffer.from(plannedHead, "latin1"), bytesOf(answer.body)) } : {};
  return { octets: length, of: length, ...sha };
}

/** True if the answer left as planned. */
export function isAsPlanned({ head, body, then }: SentHttp, { answer, plannedHead }: PlannedAnswer): boolean {
  return then === undefined && head === plannedHead && body === answer.body;
}

/** Facts of an answer that was sent. @param isBent a fault acted on it */
export function sentAnswer(
  { head, body, wholeOctets, then }: SentHttp,
  planned: PlannedAnswer,
  isBent: boolean,
  deps: KeptDeps,
): CallAddition {
  const { mask, journalBytes } = deps;
  const whole = joined(head, body);
  const octets = whole.length;
  const isOther = isBent && (octets === 0 || !bytesOf(body).equals(bytesOf(planned.answer.body)));
  const sent: SentAnswer = {
    octets,
    of: wholeOctets ?? (octets === 0 ? planned.length : octets),
    ...(then === undefined ? {} : { then }),
    ...(octets > journalBytes ? { sha256: sha256(whole) } : {}),
  };
  const answer = octets === 0 ? null : mask.answer(whole, planned.secrets, journalBytes);
  return { answer, sent, ...(isOther ? { decided: planned.kept } : {}) };
}

/** A copy of head, as Latin-1, and body. */
export function joined(head: string, body: string | Buffer): Buffer {
  const bodyLength = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const octets = Buffer.allocUnsafe(head.length + bodyLength);
  octets.write(head, "latin1");
  if (typeof body === "string") octets.write(body, head.length);
  else body.copy(octets, head.length);
  return octets;
}

/** Length and hash of a request body that is not kept whole. */
export function longRequestOf({ body }: HttpRequest, { journalBytes }: KeptDeps): Pick<Call, "longRequest"> {
  return body.length <= journalBytes ? {} : { longRequest: { octets: body.length, sha256: sha256(body) } };
}

function sha256(...parts: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
