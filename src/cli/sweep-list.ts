// `torpedo sweep --list`: what would run, how many runs, and how long by the last control run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import type { SweepChoice } from "../checks/sweep/plan.ts";
import { kindsText } from "../core/code-kinds.ts";
import { counted } from "../core/counted.ts";
import { printable } from "./printable.ts";
import { writeReport } from "./report-files.ts";

const controlFile = z.object({
  operations: z.array(z.object({ provider: z.string(), operation: z.string() })),
  /** Left out by --no-timing. */
  durationMs: z.number().exactOptional(),
});
export type LastControl = z.output<typeof controlFile>;

/** Remembers a control run in the folder of the reports. */
export function keepControl(out: string, control: LastControl): void {
  writeReport(join(out, "control.json"), `${JSON.stringify(control, null, 2)}\n`);
}

/** The last control run; null: there was none. */
export function lastControl(out: string): LastControl | null {
  try {
    return controlFile.parse(JSON.parse(readFileSync(join(out, "control.json"), "utf8")));
  } catch {
    return null;
  }
}

interface Listed {
  readonly outcomes: readonly SweepOutcome[];
  readonly operations: SweepChoice["operations"] | null;
  readonly control: LastControl | null;
  readonly repeat: number;
  readonly jobs: number;
  readonly maxRuns: number;
}

/** Runs at the same time whose gain is shown. */
const moreJobs = 4;

export function listText({ outcomes, operations, control, repeat, jobs, maxRuns }: Listed): string {
  const width = outcomes.reduce((longest, { id }) => Math.max(longest, id.length), 0);
  const lines = outcomes.map((outcome) => `${outcome.id.padEnd(width)}  ${printable(aboutOf(outcome))}`.trimEnd());
  const runs = outcomes.length * repeat;
  const limits = runs > maxRuns ? [`--max-runs ${maxRuns} leaves out ${runs - maxRuns} of them.`] : [];
  return [
    ...lines,
    `${counted(outcomes.length, "outcome")}, ${counted(runs, "run")} and a control run.`,
    ...limits,
    timeSentence(runs, jobs, control),
    ...(operations === null && control === null
      ? ["No control run is known: these are all operations that a client could use."]
      : []),
    "",
  ].join("\n");
}

function aboutOf({ text, kinds, evidence }: SweepOutcome): string {
  const kind = kindsText({
    kinds: [kinds[0] ?? "unknown", ...kinds.slice(1)],
    kindEvidence: evidence === "documented" ? evidence : "assumed",
  });
  return [kind, ...(text === null ? [] : [text])].join(": ");
}

function timeSentence(runs: number, jobs: number, control: LastControl | null): string {
  const duration = control?.durationMs;
  if (duration === undefined) return "Their time is unknown without a control run.";
  const seconds = (at: number): string => `${Math.ceil(((1 + Math.ceil(runs / at)) * duration) / 1_000)} s`;
  const more = jobs < moreJobs ? `, ${seconds(moreJobs)} with --jobs ${moreJobs}` : "";
  return `About ${seconds(jobs)} by the last control run${more}; outcomes that keep a client waiting take longer.`;
}
