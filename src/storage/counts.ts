// Counts by buckets of time, made by SQLite: no row leaves the store.

import {
  type AttemptCount,
  type CountedPart,
  durationRatio,
  type RequestCount,
  type SpentCount,
  type TimeBuckets,
  type TimeCounts,
} from "../core/counts.ts";
import { attemptJson, attemptValue, hasEnded, isTaken } from "./attempt-values.ts";
import type { Db } from "./database.ts";
import type { Sequences } from "./sequences.ts";
import { storedValue } from "./stored-json.ts";

type Rows = readonly [first: number, last: number];
/** Bucket of a time, and its bounds: width and start, then both bounds. */
const bucketOf = (at: string): string => `cast((${at} - @from) / @width as integer)`;
const within = (at: string): string => `${at} >= @since and ${at} < @until`;
const between = (seq: string): string => `${seq} between @first and @last`;

/** Shorter durations are of one class. */
const shortestMs = 0.5;
const durationClass = `cast(round(ln(max(ms, ${shortestMs})) / ln(${durationRatio})) as integer)`;

const requestCounts = `
select ${bucketOf("at")} as bucket, provider, operation, code,
  ${storedValue("data", "fault")} is not null as isFaulty,
  iif(ms is null, null, ${durationClass}) as durationClass, count(*) as count
from requests where ${between("seq")} and ${within("at")} group by 1, 2, 3, 4, 5, 6`;

const isSuccess = isTaken("by", "status");
const attemptCounts = `
with ended as materialized (
  select ${attemptValue("json", "at")} as at, ${attemptValue("json", "status")} as status,
      ${attemptValue("json", "error")} as error, by
    from (select ${attemptJson} as json, sent_by as by
      from callbacks where ${between("seq")} and attempt is not null)
  union all
  select a.at, a.status, a.error, c.sent_by
    from attempts a join callbacks c on c.seq = a.callback where ${between("a.callback")})
select ${bucketOf("at")} as bucket,
  sum(coalesce(${isSuccess}, 0)) as succeeded, sum(not coalesce(${isSuccess}, 0)) as failed
from ended where ${within("at")} and ${hasEnded("status", "error")} group by 1`;

// Each value is taken from the JSON once: SQLite would parse it for every use.
const spentCounts = `
with debited as materialized (
  select account, json_extract(json, '$.acceptedAt') as at, json_extract(json, '$.debits') as debits
  from (select account, iif(json_valid(data), data, '{"acceptedAt":0}') as json from messages where ${between("seq")}))
select ${bucketOf("at")} as bucket, account, sum(debit.value ->> 'amount') as credits
from debited, json_each(debits) as debit where ${within("at")} group by 1, 2`;

type CountValues = TimeBuckets & { readonly first: number; readonly last: number };

/** @param flush writes what waits in memory */
export function createCounts(db: Db, sequences: Sequences, flush: () => void): TimeCounts {
  const rangeOf = (table: string) =>
    db.prepare<[number, number], { readonly first: number | null; readonly last: number | null }>(
      `select min(at) as first, max(at) as last from ${table} where seq between ? and ?`,
    );
  const ranges = {
    requests: rangeOf("requests"),
    callbacks: rangeOf("(select seq, at from callbacks where state <> 'waiting')"),
  };
  const requests = db.prepare<[CountValues], Omit<RequestCount, "isFaulty"> & { readonly isFaulty: number }>(
    requestCounts,
  );
  const attempts = db.prepare<[CountValues], AttemptCount>(attemptCounts);
  const spent = db.prepare<[CountValues], SpentCount>(spentCounts);

  function rowsOf(sandbox: string, { after, before }: CountedPart): Rows {
    flush();
    const [first, last] = sequences.range(sandbox);
    return [Math.max(first, (after ?? first - 1) + 1), Math.min(last, (before ?? last + 1) - 1)];
  }
  function valuesOf(sandbox: string, part: CountedPart, buckets: TimeBuckets): CountValues {
    const [first, last] = rowsOf(sandbox, part);
    return { ...buckets, first, last };
  }

  return {
    range(sandbox, of, part) {
      const { first = null, last = null } = ranges[of].get(...rowsOf(sandbox, part)) ?? {};
      return first === null || last === null ? null : { first, last };
    },
    requests: (sandbox, part, buckets) =>
      requests
        .all(valuesOf(sandbox, part, buckets))
        .map(({ isFaulty, ...row }) => ({ ...row, isFaulty: isFaulty === 1 })),
    attempts: (sandbox, part, buckets) => attempts.all(valuesOf(sandbox, part, buckets)),
    spent: (sandbox, part, buckets) => spent.all(valuesOf(sandbox, part, buckets)),
  };
}
