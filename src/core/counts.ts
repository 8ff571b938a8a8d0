// Counts of rows by buckets of time, for views over time. Each call counts a part of a sandbox, and parts are added up.

import type { AccountKey } from "./account.ts";
import type { Instant, Millis } from "./clock.ts";
import type { RowRange } from "./filters.ts";

/** Buckets of equal width, from `from` on; rows before `since` or from `until` on are left out. */
export interface TimeBuckets {
  readonly from: Instant;
  readonly width: Millis;
  readonly since: Instant;
  readonly until: Instant;
}

/** Rows between two `seq`. */
export type CountedPart = Pick<RowRange, "after" | "before">;

/** Requests of one bucket with the same answer and about the same duration. */
export interface RequestCount {
  readonly bucket: number;
  readonly provider: string;
  readonly operation: string;
  readonly code: string;
  /** True if the wire did something to the answer. */
  readonly isFaulty: boolean;
  /** Class of the duration (`durationOfClass`); null: not known. */
  readonly durationClass: number | null;
  readonly count: number;
}
export interface AttemptCount {
  readonly bucket: number;
  readonly succeeded: number;
  readonly failed: number;
}
export interface SpentCount {
  readonly bucket: number;
  readonly account: AccountKey;
  readonly credits: number;
}

/** Earliest and latest time. */
export interface TimeRange {
  readonly first: Instant;
  readonly last: Instant;
}

export interface TimeCounts {
  /** Times of the requests, or of the callbacks that have ended; null: there are none. */
  range(sandbox: string, of: "requests" | "callbacks", part: CountedPart): TimeRange | null;
  requests(sandbox: string, part: CountedPart, buckets: TimeBuckets): RequestCount[];
  /** Ended attempts of callbacks, by their beginning. */
  attempts(sandbox: string, part: CountedPart, buckets: TimeBuckets): AttemptCount[];
  /** Credits that messages took, without those that were given back, by the acceptance of the messages. */
  spent(sandbox: string, part: CountedPart, buckets: TimeBuckets): SpentCount[];
}

/** Ratio of two neighbouring classes of durations. */
export const durationRatio = 1.05;

/** Duration in the middle of a class. Differs from the durations in the class by less than 3 %. */
export function durationOfClass(durationClass: number): Millis {
  return durationRatio ** durationClass;
}
