// JSON as PHP's json_decode reads it: it refuses half a surrogate pair, and counts in 64 bits.

import { isUtf8 } from "node:buffer";
import type { Json } from "../../core/json.ts";
import { floatText } from "./float-text.ts";
import { type JsonPlace, jsonMistake, placeIn } from "./json-mistake.ts";

/** The first place where a text is no JSON for PHP. */
export interface JsonMistake extends JsonPlace {
  /** True if half a surrogate pair stands there. */
  readonly isHalfPair: boolean;
}

export type JsonRead = { readonly json: Json } | { readonly mistake: JsonMistake | "not-utf-8" };

/** Numbers whose text is not JavaScript's are texts, written as PHP writes them. */
export function decodeJson(body: Buffer): JsonRead {
  if (!isUtf8(body)) return { mistake: "not-utf-8" };
  const text = body.toString("utf8");
  const deep = tooDeep(text);
  if (deep !== null) return mistaken(placeIn(text, deep));
  const half = halfPair(text);
  const read = parsed(text);
  if ("json" in read) return half === null ? read : mistaken(placeIn(text, half), true);
  return half !== null && half < read.at ? mistaken(placeIn(text, half), true) : mistaken(read);
}

function mistaken(place: JsonPlace, isHalfPair = false): JsonRead {
  return { mistake: { ...place, isHalfPair } };
}

function parsed(text: string): { readonly json: Json } | JsonPlace {
  try {
    return { json: parse(text) };
  } catch {
    return jsonMistake(text) ?? placeIn(text, 0);
  }
}

function parse(text: string): Json {
  return unlikeOurs.test(text) ? JSON.parse(text, asPhp) : JSON.parse(text);
}

/** Fractions, exponents, long numbers and -0: texts may differ between the languages. */
const unlikeOurs = /\d[.eE]|\d{16}|-0/;

function asPhp(_key: string, value: Json, context?: { readonly source?: string }): Json {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  if (!/^-?\d+$/.test(source)) return floatText(value);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return source.length <= longestWhole && isInt64(BigInt(source)) ? source : floatText(value);
}

/** Characters of the longest whole number in 64 bits. JSON has no zeros before a number, and millions of digits cost seconds. */
const longestWhole = "-9223372036854775808".length;

function isInt64(whole: bigint): boolean {
  return whole === BigInt.asIntN(64, whole);
}

/** The first escape of half a surrogate pair; null: there is none. */
function halfPair(text: string): number | null {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return null;
  for (const match of text.matchAll(escapes)) if (match[1] !== undefined) return match.index;
  return null;
}

/** Whole pairs, halves, and all other escapes, so that an escaped backslash hides what follows. */
const escapes =
  /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\[\s\S]/g;

/** Levels of lists and objects that json_decode takes: its depth of 512 counts the innermost value. */
const deepest = 511;

/** JsonPlace of the bracket that opens a level too many; null: there is none. */
function tooDeep(text: string): number | null {
  if (text.length <= deepest) return null;
  let depth = 0;
  for (const match of text.matchAll(stringOrBracket)) {
    const [token] = match;
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    if (depth > deepest) return match.index;
  }
  return null;
}

const stringOrBracket = /"(?:[^"\\]|\\[\s\S])*"|[[\]{}]/g;
