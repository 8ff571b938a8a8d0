// Reads a text as a query, a form, JSON, XML and UTF-16 would, all at once, and keeps the place of each character. It
// serves the search for secrets: a secret is found in whatever encoding it was sent.

/** Latin-1 octets, or UTF-16 units where the text has characters beyond Latin-1. */
export type Units = Uint8Array | Uint16Array;

const [tab, blank, quote, percent, ampersand, apostrophe, plus, slash] = [9, 0x20, 0x22, 0x25, 0x26, 0x27, 0x2b, 0x2f];
const [lessThan, greaterThan, backslash, rightBracket] = [0x3c, 0x3e, 0x5c, 0x5d];

/** Comparable form of each Latin-1 character: letters in lower case, `+` as a blank. */
export const folded = Uint16Array.from({ length: 256 }, (_, unit) => {
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  return unit === plus ? blank : unit;
});

/** 1 for the Latin-1 characters with which an escape can begin. */
export const escaping = Uint8Array.from({ length: 256 }, (_, unit) =>
  [0, percent, ampersand, backslash, lessThan, rightBracket].includes(unit) || (unit >= 0xc2 && unit <= 0xf4) ? 1 : 0,
);

/** Resolves one layer of escapes; null: the text has none. @param starts filled with the offset of each unit, and the end */
export function resolveEscapes(units: Units, starts?: number[]): Units | null {
  const first = firstEscape(units);
  if (first < 0) return null;
  const out = new Uint16Array(units.length);
  out.set(units.subarray(0, first));
  for (let at = 0; starts !== undefined && at < first; at++) starts.push(at);
  let length = first;
  for (let at = first; at < units.length; ) {
    const unit = units[at] ?? 0;
    const escaped = escaping[unit] === 1 ? escapeAt(units, at) : null;
    if (escaped === null) {
      starts?.push(at);
      out[length++] = unit;
      at++;
      continue;
    }
    for (const resolved of escaped.units) {
      starts?.push(at);
      out[length++] = resolved;
    }
    at += escaped.length;
  }
  starts?.push(units.length);
  return out.subarray(0, length);
}

function firstEscape(units: Units): number {
  for (let at = 0; at < units.length; at++) {
    if (escaping[units[at] ?? 0] === 1 && escapeAt(units, at) !== null) return at;
  }
  return -1;
}

interface Escape {
  readonly units: readonly number[];
  /** Units that the escape takes. */
  readonly length: number;
}

const nul: Escape = { units: [], length: 1 };

/** The escape that begins here; null: none does. */
export function escapeAt(units: Units, at: number): Escape | null {
  switch (units[at]) {
    // UTF-16 and UTF-32 of ASCII have NULs between the characters.
    case 0:
      return nul;
    case percent:
      return percentEscape(units, at);
    case backslash:
      return jsonEscape(units, at);
    case ampersand:
      return reference(units, at);
    // CDATA may stand within a text of XML.
    case lessThan:
      return isAt(units, at, "<![CDATA[") ? { units: [], length: 9 } : null;
    case rightBracket:
      return isAt(units, at, "]]>") ? { units: [], length: 3 } : null;
    default:
      return utf8Sequence(units, at);
  }
}

/** `%41`, and `%u0041` as ASP.NET reads it. */
function percentEscape(units: Units, at: number): Escape | null {
  const octet = hexAt(units, at + 1, 2);
  if (octet !== null) return { units: [octet], length: 3 };
  const unit = ((units[at + 1] ?? 0) | 0x20) === 0x75 ? hexAt(units, at + 2, 4) : null;
  return unit === null ? null : { units: [unit], length: 6 };
}

function jsonEscape(units: Units, at: number): Escape | null {
  const next = units[at + 1] ?? 0;
  if (next === quote || next === backslash || next === slash) return { units: [next], length: 2 };
  const unit = next === 0x75 ? hexAt(units, at + 2, 4) : null;
  return unit === null ? null : { units: [unit], length: 6 };
}

const named: readonly (readonly [name: string, unit: number])[] = [
  ["&amp;", ampersand],
  ["&lt;", lessThan],
  ["&gt;", greaterThan],
  ["&quot;", quote],
  ["&apos;", apostrophe],
];

/** Letters with which the five names begin. */
const nameBegins: ReadonlySet<number> = new Set([0x61, 0x6c, 0x67, 0x71]);

/** `&amp;`, `&#65;`, `&#x41;`, with zeros in front or not. */
function reference(units: Units, at: number): Escape | null {
  if (units[at + 1] !== 0x23) {
    if (!nameBegins.has(units[at + 1] ?? 0)) return null;
    const entity = named.find(([name]) => isAt(units, at, name));
    return entity === undefined ? null : { units: [entity[1]], length: entity[0].length };
  }
  const isHex = ((units[at + 2] ?? 0) | 0x20) === 0x78;
  const first = at + (isHex ? 3 : 2);
  let code = 0;
  let next = first;
  for (; next < first + 16; next++) {
    const digit = digitOf(units[next] ?? 0);
    if (digit < 0 || (!isHex && digit > 9)) break;
    code = Math.min(code * (isHex ? 16 : 10) + digit, 0x110000);
  }
  if (next === first || units[next] !== 0x3b || code > 0x10ffff) return null;
  return { units: unitsOf(code), length: next + 1 - at };
}

/** Octets of UTF-8 that stand as Latin-1 characters. */
function utf8Sequence(units: Units, at: number): Escape | null {
  const first = units[at] ?? 0;
  const more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  let code = first & (0x3f >> more);
  for (let index = 1; index <= more; index++) {
    const octet = units[at + index] ?? 0;
    if (octet < 0x80 || octet > 0xbf) return null;
    code = (code << 6) | (octet & 0x3f);
  }
  return code > 0x10ffff ? null : { units: unitsOf(code), length: more + 1 };
}

function unitsOf(code: number): number[] {
  return code < 0x10000 ? [code] : [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)];
}

function isAt(units: Units, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (units[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

function hexAt(units: Units, at: number, digits: number): number | null {
  let value = 0;
  for (let index = 0; index < digits; index++) {
    const digit = digitOf(units[at + index] ?? tab);
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return value;
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
