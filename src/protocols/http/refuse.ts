// Refuses octets that are no request: a status and one clear sentence, then the connection closes. Node's parser has
// failed by then, so the answer goes straight to the socket.

import { STATUS_CODES } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { Sentence } from "../../core/sentences.ts";
import { busy, type HttpConnection } from "./connections.ts";
import { refusalSentence } from "./refusal-sentences.ts";

export interface RefusedRequest {
  readonly status: number;
  readonly sentence: Sentence;
}

/** A refusal as the journal keeps it: no route saw the request. */
export interface RecordedRefusal extends RefusedRequest {
  readonly scheme: "http" | "https";
  readonly remoteAddress: string;
  /** Octets that came, as far as they are known; none where the client sent nothing. */
  readonly received: Buffer;
  /** Octets of the answer. */
  readonly answer: string;
}

/** How long a refused client may go on sending before it is cut off, so that it can read why. */
const lingerMs = 2_000;

/** Sends the refusal after the answers that go before it, and closes. */
export function refuse(connection: HttpConnection, refused: RefusedRequest, clock: Clock): void {
  connection.state = "refused";
  const { socket, last } = connection;
  if (!busy(connection) || last === null) say(connection, refused, clock);
  else if (!last.req.complete) {
    // The trouble lies in this very request, its body is not whole: answer in its place, unless an answer has begun.
    if (last.headersSent) socket.destroy();
    else say(connection, refused, clock);
  } else last.once("close", () => say(connection, refused, clock));
}

/** Octets of the answer to a refused request. */
export function refusalText({ status, sentence }: RefusedRequest, clock: Clock): string {
  const body = `${sentence.en}\n`;
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}`,
    "Content-Type: text/plain; charset=utf-8",
    `Date: ${new Date(clock.now()).toUTCString()}`,
    "Connection: close",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

function say({ socket }: HttpConnection, refused: RefusedRequest, clock: Clock): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const stop = clock.after(lingerMs, () => socket.destroy());
  socket.once("close", stop);
  socket.resume();
  socket.end(refusalText(refused, clock));
}

/** Node's error codes as statuses and sentences; null where there is nobody left to tell. */
export function refusalOf(error: NodeJS.ErrnoException, maxHeadBytes: number): RefusedRequest | null {
  const code = error.code ?? "";
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return { status: 431, sentence: refusalSentence("head-too-long", { bytes: maxHeadBytes }) };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, sentence: refusalSentence("too-slow") };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return { status: 413, sentence: refusalSentence("chunk-extensions") };
    case "HPE_INVALID_METHOD":
      return { status: 400, sentence: refusalSentence("method") };
    case "HPE_INVALID_VERSION":
      return { status: 400, sentence: refusalSentence("version") };
  }
  if (!code.startsWith("HPE_")) return null;
  const reason = "reason" in error && typeof error.reason === "string" ? error.reason : code;
  return { status: 400, sentence: refusalSentence("unreadable", { reason }) };
}
