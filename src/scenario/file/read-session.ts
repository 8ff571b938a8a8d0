// `session`, `segment` and words for sequence numbers in `when`.

import { bindKinds } from "../../core/request-facts.ts";
import type { NumberRange } from "../engine/ranges.ts";
import {
  type SegmentMatch,
  type SequenceWord,
  type SessionMatch,
  sequenceWords,
  sessionCounts,
  sessionDurations,
} from "../engine/session-match.ts";
import { optional, type ReadContext, reportNever, type Spot, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { parseDuration } from "./durations.ts";
import { parseNumberRange } from "./number-range.ts";
import type { WhenFile } from "./schema.ts";

export function readSession(context: ReadContext, path: Path, file: NonNullable<WhenFile["session"]>): SessionMatch {
  if (Object.keys(file).length === 0)
    context.report(path, "session is empty", "Write what holds of it, such as { bound: 2.. }");
  const { bind } = file;
  const counts = sessionCounts.map((key) => [key, readCount(context, [...path, key], file[key])] as const);
  const durations = sessionDurations.map((key) => [key, readDuration(context, [...path, key], file[key])] as const);
  const given = [...counts, ...durations].filter(([, range]) => range !== undefined);
  return {
    ...optional("bind", bind === undefined ? undefined : bindKinds.filter((kind) => [bind].flat().includes(kind))),
    ...Object.fromEntries(given),
  };
}

export function readSegment(context: ReadContext, path: Path, file: NonNullable<WhenFile["segment"]>): SegmentMatch {
  if (Object.keys(file).length === 0)
    context.report(path, "segment is empty", "Write what holds of it, such as { number: 2, total: 3 }");
  return {
    ...optional("number", readCount(context, [...path, "number"], file.number)),
    ...optional("total", readCount(context, [...path, "total"], file.total)),
  };
}

/** `2`, `1..3`, `3..` or `..3`, both ends included. */
function readCount(context: ReadContext, path: Path, value: string | number | undefined): NumberRange | undefined {
  if (value === undefined) return undefined;
  const source = textAt(context, path, value);
  const { from = 0, until = Number.POSITIVE_INFINITY } = parseNumberRange(source, true) ?? {};
  return checked(context, path, { source, from, before: until + 1 });
}

/** `60s..5m`, `60s..` or `..5m`, the end excluded. */
function readDuration(context: ReadContext, path: Path, value: string | undefined): NumberRange | undefined {
  if (value === undefined) return undefined;
  const [first = "", last = ""] = value.split("..").map((part) => part.trim());
  const from = first === "" ? 0 : parseDuration(first);
  const before = last === "" ? Number.POSITIVE_INFINITY : parseDuration(last);
  if (from === null || before === null) {
    context.report(path, `${value} is no span`, "Write durations, such as 60s.. or 60s..5m");
    return undefined;
  }
  return checked(context, path, { source: value, from, before });
}

function checked(context: ReadContext, path: Path, range: NumberRange): NumberRange {
  if (range.from >= range.before)
    reportNever(context, path, "its range ends before it begins", "Write the smaller value first");
  return range;
}

/** The words of `fields: { sequence_number: reused }`, which may stand in a list; undefined: there is none. */
export function sequenceWordsIn(fields: WhenFile["fields"]): readonly SequenceWord[] | undefined {
  const values = Object.entries(fields ?? {}).flatMap(([name, value]) => (isSequence(name) ? [value].flat() : []));
  const words = sequenceWords.filter((word) => values.includes(word));
  return words.length === 0 ? undefined : words;
}

/** True if the words of a sequence number stand under this name, without regard to case. */
export function isSequence(name: string): boolean {
  return name.toLowerCase() === "sequence_number";
}

/** Names of `fields` that each request over SMPP can have; optional parameters by number have four digits. */
export function smppFields(spots: readonly Spot[]): readonly string[] {
  const names = spots.flatMap(({ vocabulary, operation }) => {
    const isRequest = operation.channels.includes("smpp") && operation.outward !== true;
    return isRequest && vocabulary.smpp !== undefined ? ["sequence_number", ...vocabulary.smpp.tlvs.keys()] : [];
  });
  return [...new Set(names)];
}

/** `5121` and `0X1401` as `0x1401`; undefined: no number of an optional parameter. */
export function tagName(name: string): string | undefined {
  const number = /^(?:0x[0-9a-f]{1,4}|\d{1,5})$/i.test(name) ? Number(name) : Number.NaN;
  return number <= 0xffff ? `0x${number.toString(16).padStart(4, "0")}` : undefined;
}
