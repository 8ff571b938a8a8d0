// Faults that need no socket: another answer, or the right one wrongly labelled.

import type { Fault } from "../../core/fault.ts";
import type { HttpAnswer } from "./call.ts";
import { frontEndAnswer, statusAnswer } from "./front-end-pages.ts";

/** The answer as the fault makes it; null when the fault needs an answer and there is none. */
export function alteredAnswer(fault: Fault, answer: HttpAnswer | null): HttpAnswer | null {
  if (fault.kind === "page") return frontEndAnswer(fault.page);
  if (fault.kind === "status") {
    return fault.page === undefined ? statusAnswer(fault.status) : frontEndAnswer(fault.page, fault.status);
  }
  if (answer === null) return null;
  switch (fault.kind) {
    case "header":
      return { ...answer, headers: withHeaders(answer.headers, fault.headers) };
    case "bom":
      return { ...answer, body: Buffer.concat([bom, bytesOf(answer)]) };
    case "charset":
      return { ...answer, headers: labelled(answer.headers, fault.charset) };
    default:
      return answer;
  }
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

export function bytesOf(answer: HttpAnswer): Buffer {
  return typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
}

type Headers = HttpAnswer["headers"];

/** Replaced in place and in the new spelling, else appended. */
function withHeaders(headers: Headers, changes: Readonly<Record<string, string>>): Headers {
  const left = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  const out: (readonly [string, string])[] = [];
  for (const header of headers) {
    const key = header[0].toLowerCase();
    const change = left.get(key);
    out.push(change ?? header);
    left.delete(key);
  }
  return [...out, ...left.values()];
}

/** The label changes, the bytes do not: "the right body, wrongly labelled". */
function labelled(headers: Headers, charset: string): Headers {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "text/plain";
  const bare = type.replace(/\s*;\s*charset\s*=\s*("[^"]*"|[^;]*)/i, "");
  return withHeaders(headers, { "Content-Type": `${bare}; charset=${charset}` });
}
