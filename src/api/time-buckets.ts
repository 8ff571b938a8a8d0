// Buckets of time whose bounds people read easily: whole seconds, minutes, hours or days of São Paulo.

import type { Instant, Millis } from "../core/clock.ts";
import { saoPauloOffset } from "../core/local-time.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000] as const;
const widths: readonly Millis[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];
const offset = saoPauloOffset * minute;

/** Neighbouring buckets of equal width. */
export interface BucketRow {
  readonly from: Instant;
  readonly until: Instant;
  readonly width: Millis;
  readonly count: number;
}

/** Returns at most `max` buckets that hold both instants. */
export function bucketsOver(first: Instant, last: Instant, max: number): BucketRow {
  const longest = widths.at(-1) ?? day;
  const widest = Math.ceil((last - first + 1) / Math.max(1, max - 1) / longest) * longest;
  const width = widths.find((candidate) => countOf(first, last, candidate) <= max) ?? widest;
  const from = floorTo(first, width);
  const count = countOf(first, last, width);
  return { from, until: from + count * width, width, count };
}

function countOf(first: Instant, last: Instant, width: Millis): number {
  return (floorTo(last, width) - floorTo(first, width)) / width + 1;
}

function floorTo(at: Instant, width: Millis): Instant {
  return Math.floor((at + offset) / width) * width - offset;
}
