// Query strings and form bodies as real clients send them: UTF-8 or Latin-1, percent-encoded or raw, and nothing on the
// wire is an error (wire decisions, "text decoding").

import { isUtf8 } from "node:buffer";

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

/** The bytes behind a component. A character beyond Latin-1 can only come from a program; it counts as its UTF-8. */
function bytesOf(text: string): Buffer {
  const source = Buffer.from(text, beyondLatin1.test(text) ? "utf8" : "latin1");
  let to = 0;
  for (let from = 0; from < source.length; from++) {
    const byte = source[from] ?? 0;
    if (byte === 37) {
      const high = hexDigit(source[from + 1]);
      const low = hexDigit(source[from + 2]);
      if (high >= 0 && low >= 0) {
        source[to++] = high * 16 + low;
        from += 2;
        continue;
      }
    }
    source[to++] = byte === 43 ? 32 : byte;
  }
  return source.subarray(0, to);
}

const beyondLatin1 = /[^\x00-\xff]/;

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
