// Finds a text however a query, a form, JSON or XML spells it, character by character. No expression is compiled for it: what
// is looked for comes from clients, and the code of thousands of expressions would be kept for ever.

import { Buffer } from "node:buffer";

/** One character: how it may be written, as it is or in any case, and its number for references. */
interface Spelled {
  readonly exact: readonly string[];
  readonly anyCase: readonly string[];
  readonly code: number;
}
interface Wanted {
  readonly characters: readonly Spelled[];
  /** First codes of the first character's spellings. */
  readonly begins: ReadonlySet<number>;
}

const known = new Map<string, Wanted>();
const mostKnown = 256;

/** Each place where it stands replaced. */
export function replaceSpelled(text: string, wanted: string, by: string): string {
  const made = known.get(wanted) ?? prepare(wanted);
  if (known.size >= mostKnown) known.clear();
  known.set(wanted, made);
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!made.begins.has(text.charCodeAt(at))) continue;
    const end = endOf(text, at, made.characters);
    if (end < 0) continue;
    out += text.slice(from, at) + by;
    from = end;
    at = end - 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** Where it ends that begins here, or -1. All ways are followed at once, so that none is gone twice. */
function endOf(text: string, at: number, characters: readonly Spelled[]): number {
  let ends = new Set([at]);
  for (const character of characters) {
    const next = new Set<number>();
    for (const end of ends) follow(text, end, character, next);
    if (next.size === 0) return -1;
    ends = next;
  }
  return Math.max(...ends);
}

const reference = /&#(?:0{0,8}(\d{1,7})|x0{0,8}([\da-f]{1,6}));/iy;

function follow(text: string, at: number, { exact, anyCase, code }: Spelled, ends: Set<number>): void {
  for (const spelling of exact) if (text.startsWith(spelling, at)) ends.add(at + spelling.length);
  const first = text.charCodeAt(at);
  if (first === 0x26) {
    reference.lastIndex = at;
    const [whole = "", decimal, hex] = reference.exec(text) ?? [];
    if (whole !== "" && (decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal)) === code) {
      ends.add(at + whole.length);
    }
  } else if (first === 0x25 || first === 0x5c) {
    for (const spelling of anyCase) {
      if (text.slice(at, at + spelling.length).toLowerCase() === spelling) ends.add(at + spelling.length);
    }
  }
}

const names: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function prepare(wanted: string): Wanted {
  const characters = [...wanted].map(spelled);
  const [first] = characters;
  const begins = new Set([0x26, 0x25, 0x5c, ...(first?.exact ?? []).map((spelling) => spelling.charCodeAt(0))]);
  return { characters, begins };
}

function spelled(character: string): Spelled {
  const octets = Buffer.from(character);
  const code = character.codePointAt(0) ?? 0;
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  const name = names[character];
  return {
    exact: [
      character,
      ...(code < 0x80 ? [] : [octets.toString("latin1")]),
      ...(character === " " ? ["+"] : []),
      ...('"\\/'.includes(character) ? [`\\${character}`] : []),
      ...(name === undefined ? [] : [name]),
    ],
    anyCase: [
      [...octets].map((octet) => `%${octet.toString(16).padStart(2, "0")}`).join(""),
      units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join(""),
    ],
    code,
  };
}
