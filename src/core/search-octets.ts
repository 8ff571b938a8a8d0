// Search in the octets of requests: in a query, a form, JSON or XML, without regard to case and accents.

import { resolveEscapes } from "./escapes.ts";
import { folded } from "./search.ts";

/**
 * Escapes, accents and octets from which a letter or a digit can arise. Octets beyond ASCII may be letters with accents,
 * a NUL or CDATA may stand between two letters. Percent-encoded UTF-8 gives none: only one layer is resolved.
 * The letters ª and º are %AA and %BA in Latin-1.
 */
const letterEscape =
  /[\0\x80-\uffff]|%(?:3\d|[46][1-9a-f]|[57][0-9a]|[c-f][\da-f](?!%[89ab])|u)|(?<!%[c-f][\da-f])%[ab]a|\\u|&#|<!\[cdata\[|\]\]>/;
const letters = /[a-z\d]+/g;
const blank = 0x20;

/** Returns the test of raw requests for a search. */
export function decodedTest(search: string): (request: Uint8Array | string) => boolean {
  const wanted = folded(search);
  const forms = [...new Set([wanted, wanted.replaceAll("+", " ")])];
  const words = wanted.match(letters) ?? [];
  return (request) => {
    const raw = (typeof request === "string" ? request : latin1Of(request)).toLowerCase();
    const mayHave = words.every((word) => raw.includes(word)) || letterEscape.test(raw);
    if (!mayHave) return false;
    const text = decoded(request);
    return forms.some((form) => text.includes(form));
  };
}

/** A raw request as text, without the escapes of queries, forms, JSON and XML. */
function decoded(request: Uint8Array | string): string {
  const octets = Buffer.from(request);
  for (let at = octets.indexOf("+"); at >= 0; at = octets.indexOf("+", at + 1)) octets[at] = blank;
  const units = resolveEscapes(octets);
  const text =
    units === null
      ? octets.toString("latin1")
      : Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString("utf16le");
  return folded(text);
}

function latin1Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
