// Envelope of every kind of report, and its JSON Schema. `format` counts up on a breaking change.

import * as z from "zod";
import { conduct, conductResult } from "../../api/schema/conduct.ts";
import { scenarioCoverage } from "../../api/schema/coverage.ts";
import { sweepResult, sweepSummary } from "../sweep/result.ts";

const text = z.string();
const count = z.int().min(0);

const envelope = {
  format: z.literal(1),
  torpedo: text.meta({ description: "Version of Torpedo" }),
  outcome: z.enum(["passed", "failed", "inconclusive"]),
  why: text.nullable().meta({
    description: "Reason of the outcome in one sentence, in the language of `--lang`; always there when inconclusive",
  }),
  command: z.array(text),
  seed: text,
  emulator: z.object({
    dialect: z.record(text, z.unknown()).meta({ description: "Settings of providers that differ from the defaults" }),
    scenario: text.nullable(),
  }),
  budget: z.object({
    time: text.meta({ description: "Longest time of the command; empty: none" }),
    runs: count,
    usedRuns: count,
    cut: z
      .object({ by: z.enum(["time", "runs"]), left: z.array(text) })
      .nullable()
      .meta({ description: "Bound that was hit, and what was left out" }),
  }),
  baseline: z.object({
    file: text.nullable(),
    accepted: count,
    stale: z.array(text).meta({ description: "Entries to remove, in the language of `--lang`" }),
  }),
  limits: z
    .array(text)
    .meta({ description: "Bounds that were hit and other reasons to doubt, in the language of `--lang`" }),
};
const timing = z
  .object({ startedAt: text, durationMs: z.number() })
  .exactOptional()
  .meta({ description: "Left out by --no-timing" });

/** Result of a check of one kind. Two reports of the same run are equal but for `timing`; results stand by id. */
function reportSchema<Kind extends string, Result extends z.ZodType, Summary extends z.ZodType>(
  kind: Kind,
  result: Result,
  summary: Summary,
) {
  return z.object({ kind: z.literal(kind), ...envelope, summary, results: z.array(result), timing });
}

export const conductReport = reportSchema("conduct", conductResult, conduct.shape.summary);
export type ConductReport = z.output<typeof conductReport>;

const fileFinding = z.object({
  id: text,
  name: text,
  level: z.enum(["error", "warning", "note"]),
  file: text,
  line: count,
  column: count,
  found: text,
  remedy: text,
  accepted: text.nullable().meta({ description: "Reason in the baseline" }),
});
const checkSummary = z.object({ files: count, errors: count, warnings: count, notes: count });
export const checkReport = reportSchema("check", fileFinding, checkSummary);
export type CheckReport = z.output<typeof checkReport>;

export const sweepReport = reportSchema("sweep", sweepResult, sweepSummary);
export type SweepReport = z.output<typeof sweepReport>;

const coverageNumbers = { rules: text, steps: text, turns: text, timeline: text, keys: text, percent: z.number() };
export const coverageReport = reportSchema(
  "coverage",
  scenarioCoverage.extend({ summary: z.object(coverageNumbers) }),
  z.object({ scenarios: count, ...coverageNumbers }),
);
export type CoverageReport = z.output<typeof coverageReport>;

/** Reports by their kinds, with the titles of their JSON Schemas. */
const reports = {
  conduct: { title: "Torpedo's report of conduct", schema: conductReport },
  check: { title: "Torpedo's report of a check of scenario files", schema: checkReport },
  coverage: { title: "Torpedo's report of the coverage of scenarios", schema: coverageReport },
  sweep: { title: "Torpedo's report of a sweep", schema: sweepReport },
} as const;
export const reportKinds = [
  "conduct",
  "check",
  "coverage",
  "sweep",
] as const satisfies readonly (keyof typeof reports)[];

/** JSON Schema of a report, as `torpedo schema sweep` prints it. */
export function reportSchemaText(kind: (typeof reportKinds)[number]): string {
  const { title, schema } = reports[kind];
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`;
}
