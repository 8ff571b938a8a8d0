// Search in the octets of requests: in a query, a form, JSON or XML, without regard to case and accents.

import { resolveEscapes } from "./escapes.ts";
import { folded } from "./search.ts";

const letters = /[a-z\d]+/g;
const [blank, percent, ampersand, numberSign, lessThan] = [0x20, 0x25, 0x26, 0x23, 0x3c];
const [exclamation, backslash, rightBracket, letterU] = [0x21, 0x5c, 0x5d, 0x75];
const escaping: ReadonlySet<number> = new Set([percent, ampersand, lessThan, backslash, rightBracket]);

/** 0: a plain octet. 1: an escape may begin. 2: beyond ASCII, or a NUL, which may stand between two letters. */
const kinds = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet === 0 || octet >= 0x80 ? 2 : escaping.has(octet) ? 1 : 0,
);

/**
 * True if no letter or digit of a raw request arises from an escape or an octet beyond ASCII: its words stand there as they are.
 * Percent-encoded UTF-8 gives no letters: only one layer is resolved.
 */
export function isPlain(request: Uint8Array | string): boolean {
  if (typeof request === "string") return isPlain(Buffer.from(request));
  for (let at = 0; at < request.length; at++) {
    const kind = kinds[request[at] ?? 0];
    if (kind === 2 || (kind === 1 && mayGiveLetter(request, at))) return false;
  }
  return true;
}

function mayGiveLetter(octets: Uint8Array, at: number): boolean {
  const next = octets[at + 1] ?? 0;
  switch (octets[at]) {
    case percent:
      return (next | 0x20) === letterU || percentGivesLetter(octets, at);
    case backslash:
      return next === letterU;
    case ampersand:
      return next === numberSign;
    // The ends of CDATA may stand between two letters.
    case lessThan:
      return next === exclamation;
    default:
      return next === rightBracket;
  }
}

/** The letters ª and º are %AA and %BA in Latin-1, and within two octets of UTF-8 no letters. */
function percentGivesLetter(octets: Uint8Array, at: number): boolean {
  const [high, low] = [digitAt(octets, at + 1), digitAt(octets, at + 2)];
  if (high < 0 || low < 0) return false;
  const code = high * 16 + low;
  if (code < 0x80) return isLetterOrDigit(code);
  if (high >= 0xc) return octets[at + 3] !== percent || digitAt(octets, at + 4) >> 2 !== 2;
  return (code === 0xaa || code === 0xba) && !isLeadByte(octets, at - 3);
}

/** True if the percent-encoded first octet of two in UTF-8 stands here. */
function isLeadByte(octets: Uint8Array, at: number): boolean {
  return octets[at] === percent && digitAt(octets, at + 1) >= 0xc && digitAt(octets, at + 2) >= 0;
}

function isLetterOrDigit(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Value of a hexadecimal digit; -1: there is none. */
function digitAt(octets: Uint8Array, at: number): number {
  const unit = octets[at] ?? 0;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Words, in lower case, that a plain request with the search has. */
export function plainWords(search: string): readonly string[] {
  return folded(search).match(letters) ?? [];
}

/** Returns the test of raw requests for a search. */
export function decodedTest(search: string): (request: Uint8Array | string) => boolean {
  const wanted = folded(search);
  const forms = [...new Set([wanted, wanted.replaceAll("+", " ")])];
  const words = plainWords(search);
  return (request) => {
    const octets = typeof request === "string" ? Buffer.from(request) : request;
    if (isPlain(octets)) {
      const raw = latin1Of(octets).toLowerCase();
      if (!words.every((word) => raw.includes(word))) return false;
    }
    const text = decoded(octets);
    return forms.some((form) => text.includes(form));
  };
}

/** A raw request as text, without the escapes of queries, forms, JSON and XML. */
function decoded(request: Uint8Array): string {
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
