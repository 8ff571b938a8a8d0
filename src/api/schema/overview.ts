import * as z from "zod";
import { instant, number, providerId, strict, text } from "./common.ts";
import { requestResults } from "./request.ts";

/** Buckets of an overview at most. */
const maxBuckets = 240;

export const overviewInput = strict({
  since: instant.exactOptional().meta({ description: "From this time on; absent: from the first request" }),
  until: instant.exactOptional().meta({ description: "Before this time; absent: to the last request" }),
  buckets: z.int().min(1).max(maxBuckets).default(60).meta({ description: "Buckets at most" }),
  only: z
    .enum(["requests", "rest"])
    .exactOptional()
    .meta({ description: "Requests alone, in less time, or attempts and credits alone" }),
});

const milliseconds = z.number().nullable();
const bucket = z.object({
  requests: number,
  p50: milliseconds.meta({ description: "Median of the requests' milliseconds, within 3 %; null: none is known" }),
  p95: milliseconds.meta({ description: "95 % of the requests took at most so long" }),
  succeeded: number.meta({ description: "Attempts of callbacks that the receiver took" }),
  failed: number.meta({ description: "Attempts that ended otherwise" }),
  spent: z.number().meta({ description: "Credits of all accounts" }),
});

/** Counts over time. */
export const overview = z
  .object({
    from: number,
    until: number,
    width: number.meta({ description: "Milliseconds of a bucket" }),
    requests: number,
    p50: milliseconds,
    p95: milliseconds,
    buckets: z.array(bucket).meta({ description: "From `from` to `until`, without gaps" }),
    codes: z
      .array(z.object({ provider: providerId, code: text, result: z.enum(requestResults), counts: z.array(number) }))
      .meta({ description: "Requests of each bucket by code: the twelve most frequent codes" }),
    accounts: z.array(z.object({ account: text, counts: z.array(z.number()) })).meta({
      description:
        "Credits that messages of each bucket took, without those given back: the eight accounts that spent most",
    }),
  })
  .meta({ id: "Overview" });
export type OverviewView = z.output<typeof overview>;
