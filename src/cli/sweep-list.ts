// `torpedo sweep --list`: what would run, how many runs, and how long by the last control run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import type { SweepChoice } from "../checks/sweep/plan.ts";
import { kindWords } from "../checks/sweep/words.ts";
import { either, type Language } from "../core/sentences.ts";
import { several } from "../core/several.ts";
import { printable } from "./printable.ts";
import { writeReport } from "./report-files.ts";
import { say } from "./sweep-words.ts";

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
  readonly language: Language;
}

/** Runs at the same time whose gain is shown. */
const moreJobs = 4;

export function listText({ outcomes, operations, control, repeat, jobs, maxRuns, language }: Listed): string {
  const width = outcomes.reduce((longest, { id }) => Math.max(longest, id.length), 0);
  const lines = outcomes.map((outcome) =>
    `${outcome.id.padEnd(width)}  ${printable(aboutOf(outcome, language))}`.trimEnd(),
  );
  const runs = outcomes.length * repeat;
  const counts = { outcomes: several(outcomes.length, "outcome"), runs: several(runs, "run") };
  return [
    ...lines,
    say("planned", counts)[language],
    ...(runs > maxRuns ? [say("planned-cut", { allowed: maxRuns, count: runs - maxRuns })[language]] : []),
    timeSentence(runs, jobs, control)[language],
    ...(operations === null && control === null ? [say("no-control")[language]] : []),
    "",
  ].join("\n");
}

/** `throttle or account (assumed): the sentence of the code`. */
function aboutOf({ text, portuguese, kinds, evidence }: SweepOutcome, language: Language): string {
  const words = either(kinds.length === 0 ? [kindWords.unknown] : kinds.map((kind) => kindWords[kind]))[language];
  const kind = evidence === "documented" ? words : say("assumed", { kinds: words })[language];
  const about = language === "pt" ? portuguese : text;
  return about === null ? kind : `${kind}: ${about}`;
}

function timeSentence(runs: number, jobs: number, control: LastControl | null) {
  const duration = control?.durationMs;
  if (duration === undefined) return say("time-unknown");
  const secondsWith = (at: number): number => Math.ceil(((1 + Math.ceil(runs / at)) * duration) / 1_000);
  const seconds = secondsWith(jobs);
  const fewer = secondsWith(moreJobs);
  if (jobs >= moreJobs || fewer >= seconds) return say("time-about", { seconds });
  return say("time-about-jobs", { seconds, fewer, jobs: moreJobs });
}
