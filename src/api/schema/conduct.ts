import * as z from "zod";
import { bilingual, count, number, text } from "./common.ts";

/** Levels of results, worst first. */
export const conductLevels = ["error", "warning", "note"] as const;
export const conductVerdicts = ["violated", "kept", "notAssessed", "off"] as const;

const conductExample = z
  .object({
    text: text.meta({ description: "What happened, with texts of at most 40 characters" }),
    portuguese: text,
    requests: z.array(number),
    messages: z.array(number),
    callbacks: z.array(number),
    at: number.exactOptional().meta({ description: "Time of the sandbox's clock; absent without `times`" }),
    gapsMs: z.array(number).exactOptional().meta({ description: "Pauses between the requests" }),
  })
  .meta({ id: "ConductExample" });

export const conductResult = z
  .object({
    id: text.meta({ description: "TC101" }),
    name: text.meta({ description: "The habit in words: `retried a permanent refusal`" }),
    level: z.enum(conductLevels),
    verdict: z.enum(conductVerdicts),
    accepted: text.nullable().meta({ description: "Reason of a baseline that accepts it" }),
    assessed: number.meta({ description: "Provocations in the journal" }),
    occurrences: number,
    accounts: z.array(text),
    keptSince: number.nullable().meta({
      description: "First request that the journal still has, where it lost older ones; null: it has all",
    }),
    cost: z.object({ credits: z.number() }).nullable(),
    examples: z.array(conductExample).meta({ description: "At most five" }),
    threshold: z.record(text, z.union([text, z.number(), z.boolean()])),
    evidence: z.enum(["documented", "assumed"]),
    remedy: text,
    provoke: text.meta({ description: "Command that provokes the habit" }),
    portuguese: z
      .object({ name: text, remedy: text, provoke: text })
      .meta({ description: "Name, remedy and command in Portuguese" }),
  })
  .meta({ id: "ConductResult" });
export type ConductResult = z.output<typeof conductResult>;

const conductSummary = z
  .object({
    rules: count,
    violated: count,
    kept: count,
    notAssessed: count,
    off: count,
    errors: count,
    warnings: count,
    notes: count,
    creditsWasted: z.number(),
  })
  .meta({ id: "ConductSummary" });
export type ConductSummary = z.output<typeof conductSummary>;

export const conduct = z
  .object({
    sandbox: text,
    summary: conductSummary,
    limits: z.array(bilingual).meta({ description: "Reasons to doubt the results, in sentences" }),
    results: z.array(conductResult).meta({ description: "By id" }),
  })
  .meta({ id: "Conduct" });
export type Conduct = z.output<typeof conduct>;
