// References to characters and entities, as .NET's reader takes them.

import { invalidText, isCharacter, isNameStart, isSpace } from "./xml-characters.ts";
import type { XmlError } from "./xml-error.ts";

const predefined: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const predefinedHere = /(?:lt|gt|amp|quot|apos);/y;

/** Position in a document, where a reference begins. */
export interface ReferenceSource {
  readonly source: string;
  at: number;
  readonly ended: boolean;
  /** Next code unit; NaN at the end. */
  readonly code: number;
  error(text: string, index?: number): XmlError;
  nameCharacters(): unknown;
}

export interface CharacterData {
  readonly value: string;
  /** True if it counts as more than white space. */
  readonly isText: boolean;
  /** False of an entity that nothing declares: it has no value. */
  readonly resolved: boolean;
}

/** True if the reference at `&` is one that the reader takes as text at once. */
export function isCommonReference({ source, at }: ReferenceSource): boolean {
  return source.charAt(at + 1) === "#" || predefinedName(source, at + 1) !== null;
}

function predefinedName(source: string, start: number): string | null {
  predefinedHere.lastIndex = start;
  return predefinedHere.test(source) ? source.slice(start, predefinedHere.lastIndex - 1) : null;
}

/** Reads a reference at `&`. A decimal one counts as text even to white space, a hexadecimal one does not. */
export function readReference(scanner: ReferenceSource): CharacterData {
  const start = scanner.at;
  scanner.at++;
  if (scanner.code === 0x23) return readNumeric(scanner, start);
  const value = readEntity(scanner);
  return { value: value ?? scanner.source.slice(start, scanner.at), isText: true, resolved: value !== null };
}

/** Null: the name of an entity that is not predefined, which no DTD can declare. */
function readEntity(scanner: ReferenceSource): string | null {
  const start = scanner.at;
  const name = predefinedName(scanner.source, start);
  if (name !== null) {
    scanner.at += name.length + 1;
    return predefined.get(name) ?? null;
  }
  if (scanner.ended) throw scanner.error("Unexpected end of file has occurred.", start - 1);
  if (isNameStart(scanner.source.charAt(start))) scanner.nameCharacters();
  if (scanner.code !== 0x3b || scanner.at === start) {
    const isPlaced = scanner.ended || scanner.code === 0x3a;
    throw scanner.error("An error occurred while parsing EntityName.", isPlaced ? scanner.at : start);
  }
  scanner.at++;
  return null;
}

function readNumeric(scanner: ReferenceSource, start: number): CharacterData {
  scanner.at++;
  const hex = scanner.source.charAt(scanner.at) === "x";
  if (hex) scanner.at++;
  const digits = scanner.at;
  const code = readNumber(scanner, hex);
  if (scanner.code !== 0x3b || scanner.at === digits) {
    if (scanner.ended) throw scanner.error("Unexpected end of file while parsing  has occurred.", start);
    throw scanner.error(`Invalid syntax for a ${hex ? "hexadecimal" : "decimal"} numeric entity reference.`);
  }
  if (!isCharacter(code)) {
    // Beyond Unicode the reader makes a pair of it, and complains of the pair's first half.
    throw scanner.error(invalidText(code > 0x10ffff ? 0xd800 + (((code - 0x10000) >> 10) & 0x27ff) : code), digits);
  }
  scanner.at++;
  return { value: String.fromCodePoint(code), isText: !hex || !isSpace(code), resolved: true };
}

/** Digits of a character's number. The reader adds before it subtracts, which may be too much for 32 bits. */
function readNumber(scanner: ReferenceSource, hex: boolean): number {
  const digit = hex ? /[0-9a-fA-F]/ : /[0-9]/;
  const base = hex ? 16 : 10;
  let value = 0;
  for (; digit.test(scanner.source.charAt(scanner.at)); scanner.at++) {
    if (value * base + scanner.code > 0x7fffffff) {
      throw scanner.error("Invalid value of a character entity reference.");
    }
    value = value * base + Number.parseInt(scanner.source.charAt(scanner.at), 16);
  }
  return value;
}
