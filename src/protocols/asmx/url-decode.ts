// HttpUtility.UrlDecode and the parsing of form fields and query strings, on bytes (asmx.md sections 3 and 7).

import { decodePercent } from "../http/percent.ts";

/** Fields of a form beyond this many are refused, as ASP.NET's aspnet:MaxHttpCollectionKeys does. */
export const MAX_FIELDS = 1000;

const ENCODED = /%u[0-9a-fA-F]{4}/g;

/** `+` is a blank, `%XX` a byte, `%uXXXX` a UTF-16 unit; anything else stands for itself. `encoded` has one char a byte. */
export function urlDecode(encoded: string, decode: (bytes: Buffer) => string): string {
  if (!/[%+\x80-\xff]/.test(encoded)) return encoded;
  let text = "";
  let from = 0;
  // A unit stands between bytes, which are decoded apart.
  for (const { 0: unit, index } of encoded.matchAll(ENCODED)) {
    if (index > from) text += decode(octetsOf(encoded.slice(from, index)));
    text += String.fromCharCode(Number.parseInt(unit.slice(2), 16));
    from = index + unit.length;
  }
  return from === encoded.length ? text : text + decode(octetsOf(encoded.slice(from)));
}

function octetsOf(encoded: string): Buffer {
  return decodePercent(Buffer.from(encoded, "latin1"));
}

/** A name or value of a field, in the order sent. A part without `=` is a value without a name. */
export interface Field {
  readonly name: string | null;
  readonly value: string;
}

/** Null when there are more than MAX_FIELDS. */
export function parseFields(encoded: string, decode: (bytes: Buffer) => string): readonly Field[] | null {
  if (encoded === "") return [];
  const fields: Field[] = [];
  for (let start = 0; start <= encoded.length; ) {
    if (fields.length === MAX_FIELDS) return null;
    const separator = encoded.indexOf("&", start);
    const end = separator < 0 ? encoded.length : separator;
    const part = encoded.slice(start, end);
    const equals = part.indexOf("=");
    fields.push({
      name: equals < 0 ? null : urlDecode(part.slice(0, equals), decode),
      value: urlDecode(part.slice(equals + 1), decode),
    });
    start = end + 1;
  }
  return fields;
}
