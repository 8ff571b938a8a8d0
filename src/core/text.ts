// Size of a text on the air: its encoding, its units and its parts (GSM 03.38, GSM 03.40 9.2.3.24). Every send comes
// through `describe`, so it walks the text once over a lookup table and allocates nothing but its result.

import { gsmCost } from "./gsm.ts";

/** How a message travels, as the ledger names it. */
export type Encoding = "gsm" | "ucs2" | "octets";

/** Units (septets, UTF-16 code units, octets) that fit into a message alone, and into each part of a longer one. */
export const limits: Readonly<Record<Encoding, { readonly single: number; readonly part: number }>> = {
  gsm: { single: 160, part: 153 },
  ucs2: { single: 70, part: 67 },
  octets: { single: 140, part: 134 },
};

export interface TextDescription {
  readonly encoding: Encoding;
  /** Septets, UTF-16 code units or octets in all. */
  readonly units: number;
  /** Messages on the air, which is also what it costs. An empty text is one. */
  readonly parts: number;
  /** The characters that force UCS-2, each once, in the order in which they come; empty with any other encoding. */
  readonly blame: readonly string[];
  /** Units that still fit into the last part. */
  readonly left: number;
}

const blameless: readonly string[] = Object.freeze([]);

/**
 * Describes a text in the encoding given, or in the cheapest that can carry it: the GSM default alphabet, else UCS-2.
 * For `octets` each character is one octet.
 */
export function describe(text: string, encoding: Encoding = encodingOf(text)): TextDescription {
  const { single, part } = limits[encoding];
  // The most common of all, a text that is one message, needs no walk by parts.
  const septets = encoding === "gsm" && text.length <= single ? septetsOf(text) : Infinity;
  if (septets <= single) return { encoding, units: septets, parts: 1, blame: blameless, left: single - septets };
  const { units, parts, used } = measure(text, encoding, null);
  const blame = encoding === "ucs2" ? blameOf(text) : blameless;
  if (units <= single) return { encoding, units, parts: 1, blame, left: single - units };
  return { encoding, units, parts, blame, left: part - used };
}

/** The texts of the parts, at least one; joined they give the text. No extended character or surrogate pair is cut. */
export function segments(text: string, encoding: Encoding = encodingOf(text)): string[] {
  const starts = [0];
  if (measure(text, encoding, starts).units <= limits[encoding].single) return [text];
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/**
 * Walks the text as if it were longer than one message: units in all, parts, and units used of the last part. Where each
 * further part begins is added to `starts`, if given.
 */
function measure(
  text: string,
  encoding: Encoding,
  starts: number[] | null,
): { readonly units: number; readonly parts: number; readonly used: number } {
  const room = limits[encoding].part;
  let units = 0;
  let parts = 1;
  let used = 0;
  for (let at = 0; at < text.length; ) {
    const cost = costAt(text, at, encoding);
    units += cost;
    used += cost;
    if (used > room) {
      parts++;
      used = cost;
      starts?.push(at);
    }
    at += encoding === "ucs2" ? cost : 1;
  }
  return { units, parts, used };
}

function septetsOf(text: string): number {
  let septets = 0;
  for (let at = 0; at < text.length; at++) septets += costAt(text, at, "gsm");
  return septets;
}

function encodingOf(text: string): Encoding {
  for (let at = 0; at < text.length; at++) if (gsmCost(text.charCodeAt(at)) === 0) return "ucs2";
  return "gsm";
}

/** Units of the character at a place: a surrogate pair is one character of two units. */
function costAt(text: string, at: number, encoding: Encoding): number {
  // A character that the alphabet lacks goes out as one septet (`?`) where a client insists on GSM.
  if (encoding === "gsm") return gsmCost(text.charCodeAt(at)) || 1;
  return encoding === "ucs2" && isPair(text, at) ? 2 : 1;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

function blameOf(text: string): string[] {
  const blame = new Set<string>();
  for (const character of text) if (gsmCost(character.charCodeAt(0)) === 0) blame.add(character);
  return [...blame];
}

/** Latin letters with a mark, and the two ordinal indicators: NFKD takes them apart into plain letters and marks. */
const marked = /[ªº\u00c0-\u024f\u1e00-\u1eff]/g;
const marks = /[\u0300-\u036f]/g;
/** Marks behind plain letters, as some systems type them. */
const markBehindLetter = /(?<=[A-Za-z])[\u0300-\u036f]+/g;
const withoutMark = (letter: string): string => letter.normalize("NFKD").replace(marks, "");
/** Plain forms of the Latin-1 letters: to take each apart anew costs most of a search. */
const plainLatin = Array.from({ length: 256 }, (_, code) => withoutMark(String.fromCharCode(code)));

/** The text as carriers that replace accents hand it over: `ação nº 1` is `acao no 1`. Other than Latin letters stay. */
export function withoutAccents(text: string): string {
  return text
    .replace(marked, (letter) => plainLatin[letter.charCodeAt(0)] ?? withoutMark(letter))
    .replace(markBehindLetter, "");
}
