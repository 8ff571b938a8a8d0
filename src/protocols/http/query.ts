// Query strings and form bodies as real clients send them: UTF-8 or Latin-1, percent-encoded or raw, and nothing on the
// wire is an error (wire decisions, "text decoding").

import { isUtf8 } from "node:buffer";
import { decodePercent } from "./percent.ts";

/** How a pair's bytes were read; `ascii` when that makes no difference. */
export type TextEncoding = "ascii" | "utf-8" | "latin-1";

export type QueryPair = readonly [name: string, value: string, encoding: TextEncoding];

/**
 * Names and values in their order; repeated and empty ones are kept, `+` is a blank, a `%` without two hexadecimal
 * digits stands for itself. A pair is UTF-8 if name and value both are, else Latin-1.
 * @param raw without the `?`; the bytes of a form body, or a text with one character a byte
 * @param max pairs beyond this number are dropped
 */
export function parseQuery(raw: string | Buffer, max = 10_000): QueryPair[] {
  const text = typeof raw === "string" ? raw : raw.toString("latin1");
  const pairs: QueryPair[] = [];
  let start = 0;
  while (start < text.length && pairs.length < max) {
    const next = text.indexOf("&", start);
    const end = next < 0 ? text.length : next;
    if (end > start) pairs.push(pairOf(text.slice(start, end)));
    start = end + 1;
  }
  return pairs;
}

function pairOf(part: string): QueryPair {
  const equals = part.indexOf("=");
  const name = equals < 0 ? part : part.slice(0, equals);
  const value = equals < 0 ? "" : part.slice(equals + 1);
  if (isPlain(name) && isPlain(value)) return [name, value, "ascii"];
  const nameBytes = bytesOf(name);
  const valueBytes = bytesOf(value);
  if (isUtf8(nameBytes) && isUtf8(valueBytes)) {
    const [asName, asValue] = [nameBytes.toString(), valueBytes.toString()];
    const ascii = asName.length === nameBytes.length && asValue.length === valueBytes.length;
    return [asName, asValue, ascii ? "ascii" : "utf-8"];
  }
  return [nameBytes.toString("latin1"), valueBytes.toString("latin1"), "latin-1"];
}

/** Nothing to decode: neither `%` nor `+` nor anything beyond ASCII. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 37 || code === 43 || code > 126) return false;
  }
  return true;
}

/** Octets of a component. A character beyond Latin-1 can only come from a program; it counts as its UTF-8. */
function bytesOf(text: string): Buffer {
  return decodePercent(Buffer.from(text, beyondLatin1.test(text) ? "utf8" : "latin1"));
}

const beyondLatin1 = /[^\x00-\xff]/;
