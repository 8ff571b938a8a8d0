import type { CountedPart, RequestCount, TimeBuckets, TimeRange } from "../../core/counts.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { instantOf } from "../duration.ts";
import { DurationClasses } from "../duration-classes.ts";
import { turns } from "../find.ts";
import type { DeepReadonly } from "../operation.ts";
import { resultOf } from "../request-facts.ts";
import type { ListName } from "../schema/filter.ts";
import { type OverviewView, overview, overviewInput } from "../schema/overview.ts";
import { searchFor } from "../search.ts";
import { bucketsOver } from "../time-buckets.ts";
import { value } from "./entries.ts";

export const overviewOperation = {
  overview: value("GET /sandboxes/{sandbox}/overview", {
    summary: "Counts requests by code, their milliseconds, attempts of callbacks and spent credits over time",
    input: overviewInput,
    output: overview,
    async run(api, { sandbox, since, until, buckets, only }) {
      const { clock } = api.sandbox(sandbox);
      const isGiven = since !== undefined && until !== undefined;
      const range = isGiven ? null : await rangeOf(api, sandbox, until === undefined ? "both" : "first");
      const now = clock.now();
      const first = since === undefined ? (range?.first ?? now) : instantOf(since, "since");
      const last = until === undefined ? (range?.last ?? now) : instantOf(until, "until") - 1;
      if (until !== undefined && last < first) {
        const remedy = "give a time behind `since`, and behind the first request";
        throw new UsageError({ where: "until", problem: "is too early", value: until, remedy });
      }
      const end = Math.max(first, last);
      const { count, ...row } = bucketsOver(first, end, buckets);
      const counted = { ...row, since: first, until: end + 1 };
      return { ...row, ...(await countsIn(api, sandbox, count, counted, only)) };
    },
  }),
};

/** Series in an answer. */
const [maxCodes, maxAccounts] = [12, 8];

/** Goes through a list turn by turn. */
async function eachPart(
  api: Api,
  sandbox: string,
  what: Exclude<ListName, "inbound">,
  count: (part: CountedPart) => void,
): Promise<void> {
  const search = await searchFor(api, sandbox, { what });
  const walk = turns(api, sandbox, search, {}, (part) => {
    count(part);
    return { done: false };
  });
  for await (const _ of walk);
}

/**
 * Times from the first request to the last request, or to the last end of a callback. Only the ends of callbacks are not in
 * the order of their numbers: all of them are read where the last time is wanted.
 */
async function rangeOf(api: Api, sandbox: string, end: "first" | "both"): Promise<TimeRange | null> {
  const ranges: (TimeRange | null)[] = [];
  for (const what of ["requests", "callbacks"] as const) {
    const add = (part: CountedPart) => ranges.push(api.store.counts.range(sandbox, what, part));
    const { edge } = await searchFor(api, sandbox, { what });
    if (what === "callbacks" && end === "both") await eachPart(api, sandbox, what, add);
    else for (const seq of [edge(false), edge(true)]) if (seq !== undefined) add({ after: seq - 1, before: seq + 1 });
  }
  const found = ranges.filter((range) => range !== null);
  return found.reduce<TimeRange | null>(
    (all, { first, last }) => ({
      first: Math.min(all?.first ?? first, first),
      last: Math.max(all?.last ?? last, last),
    }),
    null,
  );
}

async function countsIn(
  api: Api,
  sandbox: string,
  count: number,
  buckets: TimeBuckets,
  only?: "requests" | "rest",
): Promise<Omit<DeepReadonly<OverviewView>, "from" | "until" | "width">> {
  const { counts } = api.store;
  const requests = new RequestCounters(api, count);
  const attempts = { succeeded: zeros(count), failed: zeros(count) };
  const spent = new SeriesByName<{ readonly account: string }>(count);
  if (only !== "rest")
    await eachPart(api, sandbox, "requests", (part) => {
      for (const row of counts.requests(sandbox, part, buckets)) requests.add(row);
    });
  if (only !== "requests") {
    await eachPart(api, sandbox, "callbacks", (part) => {
      for (const { bucket, succeeded, failed } of counts.attempts(sandbox, part, buckets)) {
        increase(attempts.succeeded, bucket, succeeded);
        increase(attempts.failed, bucket, failed);
      }
    });
    await eachPart(api, sandbox, "messages", (part) => {
      for (const { bucket, account, credits } of counts.spent(sandbox, part, buckets))
        spent.add(account, { account }, bucket, credits);
    });
  }
  const { all, durations, codes } = requests;
  return {
    requests: all.reduce((sum, count) => sum + count, 0),
    ...percentilesOf(durations.whole),
    buckets: all.map((count, index) => ({
      requests: count,
      ...percentilesOf(durations.buckets[index]),
      succeeded: attempts.succeeded[index] ?? 0,
      failed: attempts.failed[index] ?? 0,
      spent: spent.total[index] ?? 0,
    })),
    codes: codes.largest(maxCodes),
    accounts: spent.largest(maxAccounts),
  };
}

function percentilesOf(durations: DurationClasses | undefined): Pick<OverviewView, "p50" | "p95"> {
  return { p50: durations?.percentile(0.5) ?? null, p95: durations?.percentile(0.95) ?? null };
}

/** Requests of all parts, added up. */
class RequestCounters {
  readonly #api: Api;
  readonly all: number[];
  readonly codes: SeriesByName<Pick<OverviewView["codes"][number], "provider" | "code" | "result">>;
  readonly durations: { readonly whole: DurationClasses; readonly buckets: readonly DurationClasses[] };

  constructor(api: Api, count: number) {
    this.#api = api;
    this.all = zeros(count);
    this.codes = new SeriesByName(count);
    this.durations = { whole: new DurationClasses(), buckets: this.all.map(() => new DurationClasses()) };
  }

  add({ bucket, provider, operation, code, isFaulty, durationClass, count }: RequestCount): void {
    const answered = { provider, operation, code, ...(isFaulty ? { fault: "a fault" } : {}) };
    const result = resultOf(this.#api.vocabularies, answered);
    increase(this.all, bucket, count);
    this.codes.add(`${provider} ${code} ${result}`, { provider, code, result }, bucket, count);
    if (durationClass === null) return;
    this.durations.whole.add(durationClass, count);
    this.durations.buckets[bucket]?.add(durationClass, count);
  }
}

/** Series of counts, each with its facts. */
class SeriesByName<Facts extends object> {
  readonly total: number[];
  readonly #series = new Map<string, { readonly facts: Facts; readonly counts: number[]; sum: number }>();

  constructor(count: number) {
    this.total = zeros(count);
  }

  add(name: string, facts: Facts, bucket: number, count: number): void {
    const series = this.#series.get(name) ?? { facts, counts: this.total.map(() => 0), sum: 0 };
    this.#series.set(name, series);
    increase(series.counts, bucket, count);
    increase(this.total, bucket, count);
    series.sum += count;
  }

  /** The series of the largest sums. */
  largest(max: number): (Facts & { readonly counts: number[] })[] {
    const largestFirst = [...this.#series.values()].sort((a, b) => b.sum - a.sum);
    return largestFirst.slice(0, max).map(({ facts, counts }) => ({ ...facts, counts }));
  }
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function increase(counts: number[], bucket: number, by: number): void {
  counts[bucket] = (counts[bucket] ?? 0) + by;
}
