// Search in the octets of requests: in a query, a form, JSON or XML, without regard to case and accents.

import { resolveEscapes } from "./escapes.ts";
import { folded } from "./search.ts";

/**
 * Escapes, accents and octets from which a letter or a digit can arise. Octets beyond ASCII may be letters with accents,
 * a NUL or CDATA may stand between two letters. Percent-encoded UTF-8 gives none: only one layer is resolved.
 */
const letterEscape =
  /[\0\x80-\uffff]|%(?:3\d|[46][1-9a-f]|[57][0-9a]|[c-f][\da-f](?!%[89ab])|u)|\\u|&#|<!\[cdata\[|\]\]>/;
const letters = /[a-z\d]+/g;

/** Returns the test of raw requests for a search. */
export function decodedTest(search: string): (request: Uint8Array | string) => boolean {
  const wanted = folded(search).replaceAll("+", " ");
  const words = wanted.match(letters) ?? [];
  return (request) => {
    const raw = (typeof request === "string" ? request : latin1Of(request)).toLowerCase();
    const mayHave = words.every((word) => raw.includes(word)) || letterEscape.test(raw);
    return mayHave && decoded(request).includes(wanted);
  };
}

/** A raw request as text, without the escapes of queries, forms, JSON and XML. */
function decoded(request: Uint8Array | string): string {
  const octets = Buffer.from(request);
  const units = resolveEscapes(octets);
  const text =
    units === null
      ? octets.toString("latin1")
      : Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString("utf16le");
  return folded(text).replaceAll("+", " ");
}

function latin1Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
