// Compares two canonical exports entry by entry.

import type { Json, JsonObject } from "../../core/json.ts";
import { type Aligned, align } from "./align.ts";
import { type EntryKind, entryKinds, isObject, mapped, type RunEntry } from "./run-entries.ts";

export interface RunDifference {
  readonly kind: EntryKind;
  /** Words by which a person knows the entry. */
  readonly title: string;
  /** Places of the entry in both runs; null: the run lacks it. */
  readonly a: number | null;
  readonly b: number | null;
  /** First field that differs, such as `steps[1].status`; empty: a run lacks the entry. */
  readonly path: string;
  /** Values of the field; null: the entry has no such field. */
  readonly values: readonly Json[];
}

export interface CompareOptions {
  /** False: instants are left out, which differ on a clock that runs. */
  readonly times: boolean;
}

type Pairs = readonly Aligned<RunEntry>[];

export function compareRuns(
  as: readonly RunEntry[],
  bs: readonly RunEntry[],
  { times }: CompareOptions,
): RunDifference[] {
  const aligned = (kind: EntryKind, others: readonly RunEntry[]): Pairs =>
    align(ofKind(as, kind), ofKind(others, kind), keyOf, kinOf);
  // Requests and callbacks name messages: these are aligned first.
  const [messages, inbound] = [aligned("message", bs), aligned("inbound", bs)];
  const named = namedAsInA(bs, { message: placesInA(messages), inbound: placesInA(inbound) });
  const request = aligned("request", named);
  const requestsInA = placesInA(request);
  const renamed = new Map(named.map((entry) => [`${entry.kind} ${entry.place}`, entry]));
  const again = (pairs: Pairs): Pairs =>
    pairs.map(({ a, b }) => ({ a, b: b && (renamed.get(`${b.kind} ${b.place}`) ?? b) }));
  const pairs: Readonly<Record<EntryKind, Pairs>> = {
    request,
    message: again(messages).map(({ a, b }) => ({ a, b: b && withRequest(b, requestsInA) })),
    inbound: again(inbound),
    callback: aligned("callback", named),
  };
  return entryKinds.flatMap((kind) => pairs[kind].flatMap((pair) => differenceOf(pair, times)));
}

function ofKind(entries: readonly RunEntry[], kind: EntryKind): readonly RunEntry[] {
  return entries.filter((entry) => entry.kind === kind);
}

function differenceOf({ a, b }: Aligned<RunEntry>, times: boolean): RunDifference[] {
  const present = a ?? b;
  if (present === null) return [];
  const places = { kind: present.kind, title: titleOf(present), a: a?.place ?? null, b: b?.place ?? null };
  if (a === null || b === null) return [{ ...places, path: "", values: [] }];
  const [left, right] = [a, b].map(({ content }) => (times ? content : withoutInstants(content)));
  const difference = firstDifference(left, right, "");
  return difference === null ? [] : [{ ...places, ...difference }];
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

function titleOf({ content }: RunEntry): string {
  const { provider, operation, about, status, to, from } = content;
  return [provider, operation, about, about === undefined ? undefined : status, to ?? from]
    .flatMap((value) => (typeof value === "string" && value !== "" ? [value] : []))
    .join(" ");
}

/** Entries with the same key are the same: it has what the client gave, or what a callback is about. */
function keyOf({ kind, content }: RunEntry): string {
  const { provider, operation, channel, account, request, to, from, text: sent, about, ref, status } = content;
  if (kind === "request") return [provider, operation, channel, request].map(text).join("\n");
  if (kind === "callback") return [account, about, ref, status].map(text).join("\n");
  return [provider, operation, account, to, from, sent].map(text).join("\n");
}

/** Entries of one kin may be the same with a difference. */
function kinOf({ content }: RunEntry): string {
  return [content["provider"], content["operation"], content["channel"], content["about"]].map(text).join("\n");
}

/** Places in the first run by those in the second. */
type Places = ReadonlyMap<number, number>;

function placesInA(pairs: Pairs): Places {
  return new Map(pairs.flatMap(({ a, b }) => (a === null || b === null ? [] : [[b.place, a.place] as const])));
}

function placeInA(places: Places, kind: EntryKind, place: Json): Json {
  return typeof place === "number" ? (places.get(place) ?? `another ${kind}`) : place;
}

type NamedPlaces = Readonly<Record<"message" | "inbound", Places>>;

const names = /<(message|inbound) (\d+)>/g;

/** Gives messages the places of the first run, in texts too. */
function namedAsInA(entries: readonly RunEntry[], places: NamedPlaces): RunEntry[] {
  const inText = (value: Json): Json => {
    if (typeof value === "string")
      return value.replace(names, (whole, kind: string, place: string) => {
        const other = places[kind === "inbound" ? "inbound" : "message"].get(Number(place));
        return other === undefined ? whole : `<${kind} ${other}>`;
      });
    if (Array.isArray(value)) return value.map(inText);
    return isObject(value) ? mapped(value, inText) : value;
  };
  return entries.map((entry) => {
    const about = entry.content["about"] === "inbound" ? "inbound" : "message";
    const content = mapped(entry.content, (value, name) => {
      if (entry.kind === "request" && name === "messages" && Array.isArray(value))
        return value.map((place: Json) => placeInA(places.message, "message", place));
      if (entry.kind === "inbound" && name === "answers") return placeInA(places.message, "message", value);
      if (entry.kind === "callback" && name === "ref") return placeInA(places[about], about, value);
      return inText(value);
    });
    return { ...entry, content };
  });
}

function withRequest(entry: RunEntry, requests: Places): RunEntry {
  const { request } = entry.content;
  if (request === undefined) return entry;
  return { ...entry, content: { ...entry.content, request: placeInA(requests, "request", request) } };
}

/** Names of instants. */
const instant = /^(?:at|\w+At|scheduledFor)$/;

function withoutInstants(object: JsonObject): JsonObject {
  const clean = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(clean);
    return isObject(value) ? withoutInstants(value) : value;
  };
  return mapped(Object.fromEntries(Object.entries(object).filter(([name]) => !instant.test(name))), clean);
}

function firstDifference(
  a: Json | undefined,
  b: Json | undefined,
  path: string,
): Pick<RunDifference, "path" | "values"> | null {
  for (const [name, left, right] of partsOf(a, b) ?? []) {
    const difference = firstDifference(
      left,
      right,
      name.startsWith("[") || path === "" ? path + name : `${path}.${name}`,
    );
    if (difference !== null) return difference;
  }
  return partsOf(a, b) !== null || a === b ? null : { path, values: [a ?? null, b ?? null] };
}

type Part = readonly [name: string, a: Json | undefined, b: Json | undefined];

/** Items of two lists, or fields of two objects; null: the values are to be compared themselves. */
function partsOf(a: Json | undefined, b: Json | undefined): readonly Part[] | null {
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.max(a.length, b.length);
    return Array.from({ length }, (_, index): Part => [`[${index}]`, a[index], b[index]]);
  }
  if (!isObject(a) || !isObject(b)) return null;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name): Part => [name, a[name], b[name]]);
}
