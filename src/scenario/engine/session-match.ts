// Conditions on the SMPP session of a request or an event, and on the segment that a request brings.

import type { BindKind, RequestFacts, SegmentFacts, SessionFacts } from "../../core/request-facts.ts";
import { isInRange, type NumberRange } from "./ranges.ts";

/** Numbers of a session that a rule can ask for, in the order of the documentation. */
export const sessionCounts = ["bound", "submissions", "outstanding"] as const;
export type SessionCount = (typeof sessionCounts)[number];
/** Times of a session. */
export const sessionDurations = ["age", "idle"] as const;
const sessionRanges = [...sessionCounts, ...sessionDurations] as const;
type SessionRange = (typeof sessionRanges)[number];

export type SessionMatch = { readonly bind?: readonly BindKind[] } & { readonly [K in SessionRange]?: NumberRange };
export type SegmentMatch = { readonly [K in keyof SegmentFacts]?: NumberRange };

/** Sequence numbers that a client should not have taken. */
export const sequenceWords = ["reused", "out-of-range"] as const;
export type SequenceWord = (typeof sequenceWords)[number];
/** Highest sequence_number of SMPP 3.4 5.1.4. */
const highestSequence = 0x7fffffff;

/** The first condition that does not hold, and the value found; null: all hold. */
export function sessionThatFails(
  { bind, ...ranges }: SessionMatch,
  session: SessionFacts,
):
  | { readonly key: "bind"; readonly actual: string; readonly wanted: readonly BindKind[] }
  | { readonly key: SessionRange; readonly actual: number; readonly wanted: NumberRange }
  | null {
  if (bind?.includes(session.bind) === false) return { key: "bind", actual: session.bind, wanted: bind };
  for (const key of sessionRanges) {
    const range = ranges[key];
    if (range !== undefined && !isInRange(range, session[key])) return { key, actual: session[key], wanted: range };
  }
  return null;
}

export function sessionFits(wanted: SessionMatch, session: SessionFacts | undefined): boolean {
  return session !== undefined && sessionThatFails(wanted, session) === null;
}

export function segmentFits({ number, total }: SegmentMatch, segment: SegmentFacts | undefined): boolean {
  if (segment === undefined) return false;
  return (
    (number === undefined || isInRange(number, segment.number)) &&
    (total === undefined || isInRange(total, segment.total))
  );
}

export function sequenceFits(word: SequenceWord, { session, fields }: RequestFacts): boolean {
  if (word === "reused") return session?.reusesSequence === true;
  const sequence = fields["sequence_number"];
  return typeof sequence === "number" && (sequence === 0 || sequence > highestSequence);
}
