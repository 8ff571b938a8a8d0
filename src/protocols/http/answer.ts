// Puts an answer on the wire: one `writeHead` with a flat list, one `end`. The order of headers is the provider's, then
// Date and Content-Length, as IIS sends them.

import { type ServerResponse, STATUS_CODES } from "node:http";
import type { HttpAnswer } from "./call.ts";
import type { SentRecorder } from "./sent-answer.ts";

/** Names and values in turn: the answer's own, then those of the listener. */
function headersOf(answer: HttpAnswer, date: string, length: number | null): string[] {
  const headers: string[] = [];
  for (const [name, value] of answer.headers) headers.push(name, value);
  if (!isGiven(answer, "date")) headers.push("Date", date);
  const hasLength = answer.status >= 200 && answer.status !== 204 && answer.status !== 304;
  if (length !== null && hasLength && !isGiven(answer, "content-length") && !isGiven(answer, "transfer-encoding")) {
    headers.push("Content-Length", String(length));
  }
  return headers;
}

/** The head of an answer that leaves at once and whole. Another one may leave, if the connection ends meanwhile. */
export function plannedHead(res: ServerResponse, answer: HttpAnswer, date: string): string {
  const headers = headersOf(answer, date, lengthOf(answer.body));
  let head = `HTTP/1.1 ${answer.status} ${answer.reason ?? STATUS_CODES[answer.status] ?? "unknown"}\r\n`;
  for (let at = 0; at + 1 < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`;
  return `${head}${res.shouldKeepAlive ? "" : "Connection: close\r\n"}\r\n`;
}

/** Writes status line and headers. `length` null: no Content-Length (a streaming answer). */
export function writeHead(res: ServerResponse, answer: HttpAnswer, date: string, length: number | null): void {
  const headers = headersOf(answer, date, length);
  res.sendDate = false;
  // Without a length the end of the connection ends the body.
  if (answer.omit?.includes("content-length") === true) res.useChunkedEncodingByDefault = false;
  if (answer.close === true) {
    res.shouldKeepAlive = false;
    res.removeHeader("Connection");
  }
  // IIS does not name the keep-alive that HTTP/1.1 implies. HTTP/1.0 clients must see it, and all clients a close.
  if (res.shouldKeepAlive && res.req.httpVersionMinor === 1) res.removeHeader("Connection");
  if (answer.reason === undefined) res.writeHead(answer.status, headers);
  else res.writeHead(answer.status, answer.reason, headers);
}

/** True if the answer gives this header itself, or leaves it out. */
function isGiven({ headers, omit }: HttpAnswer, lower: string): boolean {
  return (
    omit?.includes(lower) === true ||
    headers.some(([name]) => name.length === lower.length && name.toLowerCase() === lower)
  );
}

export function bytesOf(body: string | Buffer): Buffer {
  return typeof body === "string" ? Buffer.from(body) : body;
}

function lengthOf(body: string | Buffer): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.length;
}

export function writeAnswer(res: ServerResponse, answer: HttpAnswer, date: string, sent?: SentRecorder): void {
  const { body } = answer;
  writeHead(res, answer, date, lengthOf(body));
  res.end(body);
  sent?.answer(res, body);
}

/** A short answer of the listener's own, in plain text. */
export function plainAnswer(status: number, sentence: string): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: `${sentence}\n` };
}

/** A page of http.sys, which answers by itself before any service sees the request. */
function httpSysPage(status: number, reason: string, heading: string, sentence: string): HttpAnswer {
  return {
    status,
    reason,
    headers: [
      ["Content-Type", "text/html; charset=us-ascii"],
      ["Server", "Microsoft-HTTPAPI/2.0"],
    ],
    body: [
      '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">',
      `<HTML><HEAD><TITLE>${reason}</TITLE>`,
      '<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>',
      `<BODY><h2>${heading}</h2>`,
      `<hr><p>HTTP Error ${status}. ${sentence}</p>`,
      "</BODY></HTML>",
      "",
    ].join("\r\n"),
  };
}

/** A POST without a length. */
export const lengthRequired = httpSysPage(
  411,
  "Length Required",
  "Length Required",
  "The request must be chunked or have a content length.",
);

/** A target that http.sys does not take. */
export const invalidUrl = httpSysPage(400, "Bad Request", "Bad Request - Invalid URL", "The request URL is invalid.");
