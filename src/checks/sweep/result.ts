// Result of an outcome, as reports have it.

import * as z from "zod";
import { codeKinds } from "../../core/code-kinds.ts";
import { levels } from "../reports/reported.ts";
import { gapsOf, type Observation, requestsOf, type SeenFinding, struckRequest } from "./observation.ts";
import { outcomeTypes, type SweepOutcome } from "./outcome.ts";
import { duplicatesIn, retriesOf } from "./repetition.ts";
import { reportedWords } from "./reported-outcome.ts";
import { type JudgedOutcome, type SweepVerdict, verdicts } from "./verdict.ts";

const text = z.string();
const count = z.int().min(0);
const both = z.object({ control: count, run: count });

export const sweepResult = z.object({
  id: text.meta({
    description: "PROVIDER/OPERATION/97; faults and later lives have fault: or life: before their names",
  }),
  provider: text,
  operation: text,
  channel: z.enum(["http", "soap", "smpp"]),
  outcome: z.object({
    type: z.enum(outcomeTypes),
    value: text,
    text: text.nullable(),
    portuguese: text
      .nullable()
      .meta({ description: "The text in Portuguese; a sentence of the provider stays as it is" }),
    kinds: z.array(z.enum(codeKinds)),
    evidence: z.enum(["documented", "observed", "assumed"]),
  }),
  verdict: z.enum(verdicts),
  level: z.enum(levels).nullable().meta({ description: "Null: nothing is to be mended" }),
  why: text.meta({ description: "Reason of the verdict, in English whatever `--lang` says" }),
  portuguese: text.meta({ description: "`why` in Portuguese" }),
  accepted: text.nullable().meta({ description: "Reason of a baseline that accepts it" }),
  reached: z.boolean().meta({
    description:
      "False: nothing is proven. No request was struck, a later life did not come to its end, or no receiver answered its report",
  }),
  at: z.object({ request: count }).nullable().meta({ description: "Number of the request that was struck" }),
  requests: both.meta({ description: "Requests to the operation" }),
  messages: both.meta({ description: "Accepted messages" }),
  retries: count.meta({ description: "Later requests for the struck message that exceed the control run" }),
  gapsMs: z
    .array(count)
    .exactOptional()
    .meta({ description: "Pauses before the retries, at most 20; left out by --no-timing" }),
  duplicates: count.meta({ description: "Messages that were accepted more often than in the control run" }),
  exit: z.object({ code: z.int().nullable(), signal: text.nullable() }),
  reported: z.array(z.enum(reportedWords)).meta({ description: "Words that the client posted" }),
  findings: z.array(z.object({ rule: text, level: z.enum(levels), text, portuguese: text })),
  output: z.object({ file: text, tail: text }).exactOptional().meta({
    description: "Output with secrets masked, the last 2 KiB here, nothing with --no-texts; left out by --no-timing",
  }),
  reproduce: text,
  timing: z.object({ durationMs: z.number() }).exactOptional().meta({ description: "Left out by --no-timing" }),
});
export type SweepResult = z.output<typeof sweepResult>;

export const sweepSummary = z.object({
  planned: count,
  reached: count,
  handled: count,
  noticed: count,
  unnoticed: count,
  wrong: count,
  crashed: count,
  hung: count,
  unexpected: count,
  flaky: count,
  notReached: count,
  skipped: count,
  handling: text.meta({ description: "Share of the reached outcomes that are handled or noticed" }),
});

/** A run with its verdict. */
export interface VerdictOfRun extends JudgedOutcome {
  readonly outcome: SweepOutcome;
  readonly control: Observation;
  readonly run: Observation;
  /** File of the output. */
  readonly file: string;
}

const longestTail = 2_048;

interface ResultChoices {
  /** False: without real times and output. */
  readonly isTimed: boolean;
  /** False: without the output, where texts may be. */
  readonly hasTexts: boolean;
  /** Returns the command that repeats an outcome. */
  readonly reproduce: (id: string) => string;
}

export function resultOf(
  { outcome, control, run, file, verdict, level, why, untimed }: VerdictOfRun,
  { isTimed, hasTexts, reproduce }: ResultChoices,
): SweepResult {
  const { id, provider, operation, type, value, text: sentence, portuguese, kinds, evidence } = outcome;
  const reason = isTimed ? why : untimed;
  const struck = struckRequest(run, outcome);
  const retries = struck === null ? [] : retriesOf(run, struck, control);
  return {
    ...{ id, provider, operation },
    channel: channelOf(outcome, struck?.channel),
    outcome: { type, value, text: sentence, portuguese, kinds: [...kinds], evidence },
    ...{ verdict, level },
    why: reason.en,
    portuguese: reason.pt,
    accepted: null,
    reached: verdict !== "notReached",
    at: struck === null ? null : { request: struck.seq },
    requests: { control: requestsOf(control, outcome).length, run: requestsOf(run, outcome).length },
    messages: { control: control.messages.length, run: run.messages.length },
    retries: retries.length,
    ...(isTimed ? { gapsMs: struck === null ? [] : [...gapsOf(struck, retries)] } : {}),
    duplicates: duplicatesIn(run, control),
    exit: { code: run.end.code, signal: run.end.signal },
    reported: run.reported.map((report) => report.outcome),
    findings: run.findings.map((finding) => findingOf(finding, isTimed)),
    ...(isTimed ? { output: { file, tail: hasTexts ? run.end.output.slice(-longestTail) : "" } } : {}),
    reproduce: reproduce(id),
    ...(isTimed ? { timing: { durationMs: Math.round(run.end.durationMs) } } : {}),
  };
}

function findingOf(
  { id: rule, level, name, portuguese, examples }: SeenFinding,
  isTimed: boolean,
): SweepResult["findings"][number] {
  const example = isTimed ? examples[0] : undefined;
  return { rule, level, text: example?.text ?? name, portuguese: example?.portuguese ?? portuguese.name };
}

function channelOf({ channels }: SweepOutcome, seen: string | undefined): SweepResult["channel"] {
  const channel = seen ?? channels[0] ?? "get";
  return channel === "smpp" ? "smpp" : channel.startsWith("soap") ? "soap" : "http";
}

/** Numbers of a sweep. @param planned outcomes of the plan @param skipped outcomes that expectations leave out */
export function summaryOfSweep(
  results: readonly SweepResult[],
  planned: number,
  skipped: number,
): z.output<typeof sweepSummary> {
  const countOf = (verdict: SweepVerdict): number => results.filter((result) => result.verdict === verdict).length;
  return {
    planned,
    reached: results.filter((result) => result.reached).length,
    handled: countOf("handled"),
    noticed: countOf("noticed"),
    unnoticed: countOf("unnoticed"),
    wrong: countOf("wrong"),
    crashed: countOf("crashed"),
    hung: countOf("hung"),
    unexpected: countOf("unexpected"),
    flaky: countOf("flaky"),
    notReached: countOf("notReached"),
    skipped,
    handling: `${handledShare(results)}%`,
  };
}

export function isHandled({ verdict }: Pick<SweepResult, "verdict">): boolean {
  return verdict === "handled" || verdict === "noticed";
}

/** Percent of the reached outcomes, rounded down: 100 are all of them. */
export function handledShare(results: readonly SweepResult[]): number {
  const reached = results.filter((result) => result.reached);
  return reached.length === 0 ? 0 : Math.floor((100 * reached.filter(isHandled).length) / reached.length);
}
