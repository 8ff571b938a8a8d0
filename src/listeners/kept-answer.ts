// Answers as the journal keeps them: as they were handed to the socket, secrets masked, within the bound.

import { createHash } from "node:crypto";
import type { Call, CallAddition, SentAnswer } from "../core/ports.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { SentHttp } from "../protocols/http/sent-answer.ts";
import { type Mask, toMask } from "./mask.ts";

interface KeptDeps {
  readonly mask: Mask;
  /** Bytes of a request or answer that the journal keeps. */
  readonly journalBytes: number;
}

/** An answer before it is sent. */
export interface PlannedAnswer {
  /** Head without what the server adds, and body. */
  readonly kept: Buffer;
  readonly length: number;
  readonly secrets: readonly string[];
  /** Body as it was decided, and masked. */
  readonly body: Buffer;
  readonly maskedBody: Buffer;
}

export function plannedAnswer(answer: HttpAnswer, secrets: readonly string[], deps: KeptDeps): PlannedAnswer {
  let head = `HTTP/1.1 ${answer.status}${answer.reason === undefined ? "" : ` ${answer.reason}`}\r\n`;
  for (const [name, value] of answer.headers) head += `${name}: ${value}\r\n`;
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  const maskedBody = masked(body, secrets, deps);
  const kept = Buffer.concat([masked(Buffer.from(`${head}\r\n`), secrets, deps), maskedBody]);
  return { kept, length: head.length + 2 + body.length, secrets, body, maskedBody };
}

/** Facts of an answer that was sent. @param isBent a fault acted on it */
export function sentAnswer(
  { head, body, wholeOctets, then }: SentHttp,
  planned: PlannedAnswer,
  isBent: boolean,
  deps: KeptDeps,
): CallAddition {
  const octets = head.length + body.length;
  const isPlanned = body.equals(planned.body);
  const maskedBody = isPlanned ? planned.maskedBody : masked(body, planned.secrets, deps);
  const answer = octets === 0 ? null : Buffer.concat([masked(head, planned.secrets, deps), maskedBody]);
  const isOther = isBent && (octets === 0 || !isPlanned);
  const sent: SentAnswer = {
    octets,
    of: wholeOctets ?? (octets === 0 ? planned.length : octets),
    ...(then === undefined ? {} : { then }),
    ...(octets > deps.journalBytes ? { sha256: sha256(head, body) } : {}),
  };
  return { answer, sent, ...(isOther ? { decided: planned.kept } : {}) };
}

/** Length and hash of a request body that is not kept whole. */
export function longRequestOf({ body }: HttpRequest, { journalBytes }: KeptDeps): Pick<Call, "longRequest"> {
  return body.length <= journalBytes ? {} : { longRequest: { octets: body.length, sha256: sha256(body) } };
}

function masked(octets: Buffer, secrets: readonly string[], { mask, journalBytes }: KeptDeps): Buffer {
  return Buffer.from(mask.text(octets.toString("latin1", 0, toMask(journalBytes)), secrets, journalBytes), "latin1");
}

function sha256(...parts: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
