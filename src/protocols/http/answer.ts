// Puts an answer on the wire: one `writeHead` with a flat list, one `end`. Our order of headers is the provider's, then
// Date and Content-Length, as IIS sends them.

import type { ServerResponse } from "node:http";
import type { Clock } from "../../core/ports.ts";
import type { HttpAnswer } from "./call.ts";
import { cutWhenStalled } from "./stalled.ts";

/** A larger body goes out in parts of this many bytes, each when the one before it is taken. */
const partBytes = 256 * 1024;

/** Headers as Node's flat list, with Date and the length of the body. */
function flatHeaders(answer: HttpAnswer, date: string, length: number | null): string[] {
  const flat: string[] = [];
  for (const [name, value] of answer.headers) flat.push(name, value);
  flat.push("Date", date);
  if (length !== null && answer.status >= 200 && answer.status !== 204 && answer.status !== 304) {
    flat.push("Content-Length", String(length));
  }
  return flat;
}

/** Writes status line and headers. `length` null: no Content-Length (a streaming answer). */
export function writeHead(res: ServerResponse, answer: HttpAnswer, date: string, length: number | null): void {
  res.sendDate = false;
  const flat = flatHeaders(answer, date, length);
  // HTTP/1.1 keeps connections alive by itself and IIS does not say so; 1.0 clients must be told, and every client
  // when the connection closes.
  if (res.shouldKeepAlive && res.req.httpVersionMinor === 1) res.removeHeader("Connection");
  if (answer.reason === undefined) res.writeHead(answer.status, flat);
  else res.writeHead(answer.status, answer.reason, flat);
}

export function writeAnswer(res: ServerResponse, answer: HttpAnswer, date: string, clock: Clock): void {
  const body = answer.body;
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  writeHead(res, answer, date, length);
  if (length <= partBytes) res.end(body);
  else writeParts(res, typeof body === "string" ? Buffer.from(body) : body, clock);
  cutWhenStalled(res, clock);
}

function writeParts(res: ServerResponse, body: Buffer, clock: Clock): void {
  let at = 0;
  const more = (): void => {
    for (let room = true; room; ) {
      const part = body.subarray(at, at + partBytes);
      at += partBytes;
      if (at >= body.length) {
        res.end(part);
        break;
      }
      room = res.write(part);
    }
    if (at < body.length) res.once("drain", more);
    cutWhenStalled(res, clock);
  };
  more();
}

/** A short answer of the door's own, in plain text. */
export function plainAnswer(status: number, sentence: string): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: `${sentence}\n` };
}

/** http.sys answers a POST without a length by itself, before any service sees it. */
export const lengthRequired: HttpAnswer = {
  status: 411,
  reason: "Length Required",
  headers: [
    ["Content-Type", "text/html; charset=us-ascii"],
    ["Server", "Microsoft-HTTPAPI/2.0"],
  ],
  body: [
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">',
    "<HTML><HEAD><TITLE>Length Required</TITLE>",
    '<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>',
    "<BODY><h2>Length Required</h2>",
    "<hr><p>HTTP Error 411. The request must be chunked or have a content length.</p>",
    "</BODY></HTML>",
    "",
  ].join("\r\n"),
};
