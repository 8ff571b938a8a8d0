// Entries of a canonical export (JSON Lines), without what differs between two runs with the same outcome: ids, by which
// messages are named, and places in the journal.

import type { Json, JsonObject } from "../../core/json.ts";
import { UsageError } from "../../core/usage-error.ts";

export const entryKinds = ["request", "message", "inbound", "callback"] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface RunEntry {
  readonly kind: EntryKind;
  /** Place among the entries of its kind, from 1: the number of a request or message. */
  readonly place: number;
  readonly content: JsonObject;
}

/** A word that may be an id. */
const word = /[0-9a-z]{8,}/gi;

/** @param name of the file or sandbox, for messages @throws UsageError when a line is none of a canonical export */
export function readRun(content: string, name: string): RunEntry[] {
  const places = new Map<EntryKind, number>();
  const entries: RunEntry[] = [];
  for (const [index, line] of content.split("\n").entries()) {
    if (line.trim() === "") continue;
    const { line: kind, seq, ...rest } = readLine(line, `${name}:${index + 1}`);
    const entryKind = entryKinds.find((candidate) => candidate === kind);
    const remedy = "give a file that torpedo export has written, without --times";
    if (entryKind === undefined || rest["elapsedMs"] !== undefined)
      throw new UsageError({ where: `${name}:${index + 1}`, problem: "is no line of a canonical export", remedy });
    const place = typeof seq === "number" ? seq : (places.get(entryKind) ?? 0) + 1;
    places.set(entryKind, place);
    entries.push({ kind: entryKind, place, content: rest });
  }
  return withoutIds(entries);
}

function readLine(line: string, where: string): JsonObject {
  try {
    const value: Json = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new UsageError({ where, problem: "is no line of JSON", remedy: "give a file that torpedo export has written" });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Puts the place of a message for its id, wherever the id stands: it comes from seed and sandbox. */
function withoutIds(entries: readonly RunEntry[]): RunEntry[] {
  const names = new Map<string, string>();
  for (const { kind, place, content } of entries) {
    const { id } = content;
    if (typeof id !== "string" || id.length < 8) continue;
    names.set(id, `<${kind} ${place}>`);
    // Some forms of SMPP have the first digits alone.
    if (id.length === 32) names.set(id.slice(0, 8), `<${kind} ${place}>`);
  }
  const named = (value: Json): Json => {
    if (typeof value === "string") return value.replace(word, (text) => names.get(text) ?? text);
    if (Array.isArray(value)) return value.map(named);
    return isObject(value) ? mapped(value, named) : value;
  };
  return entries.map((entry) => ({ ...entry, content: mapped(entry.content, named) }));
}

export function mapped(object: JsonObject, change: (value: Json, name: string) => Json): JsonObject {
  const values = Object.entries(object).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, change(value, name)] as const],
  );
  return Object.fromEntries(values);
}
