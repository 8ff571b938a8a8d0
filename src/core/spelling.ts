// Spellings of a value. A shell gives text only, YAML reads figures as numbers and some words as booleans, and code gives
// either: an option takes each of them.

import type { Json, JsonObject } from "./json.ts";

const figures = /^[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)$/i;
const yes: readonly string[] = ["true", "yes", "on", "1"];
const no: readonly string[] = ["false", "no", "off", "0"];

/** A number, or text that spells one; null: neither. */
export function numberIn(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || !figures.test(value)) return null;
  const sign = value.startsWith("-") ? -1 : 1;
  const number = sign * Number(value.replace(/^[-+]/, ""));
  return Number.isFinite(number) ? number : null;
}

/** A boolean, or a word or figure that means one; null: neither. */
export function booleanIn(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const word = String(value).toLowerCase();
  return yes.includes(word) ? true : no.includes(word) ? false : null;
}

/** Text, or a number or boolean as one spells it; null: none of them, or a number too large to be exact. */
export function spelled(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
}

/** A list, a JSON text of one, or texts between commas; null: none of them. */
export function listIn(value: Json | undefined): readonly Json[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value === "string" && value.startsWith("[")) {
    const parsed = parsedJson(value);
    return Array.isArray(parsed) ? parsed : null;
  }
  const word = spelled(value);
  return word === null ? null : word.split(",").map((part) => part.trim());
}

/** An object, or a JSON text of one; absent or null: an empty one; null: neither. */
export function objectIn(value: Json | undefined): JsonObject | null {
  if (value === undefined || value === null) return {};
  const object = typeof value === "string" && value.startsWith("{") ? parsedJson(value) : value;
  return isJsonObject(object) ? object : null;
}

function isJsonObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsedJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
