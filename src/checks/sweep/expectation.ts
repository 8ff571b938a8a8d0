// Expectations of a team about outcomes: what the command's end, the journal and the client's own words must be.

import * as z from "zod";
import { durationOf } from "../../api/duration.ts";
import { strict } from "../../api/schema/common.ts";
import { bilingualDuration } from "../../core/counted.ts";
import { joined, type Sentence } from "../../core/sentences.ts";
import { ruleRows } from "../conduct/thresholds.ts";
import { matches } from "../glob.ts";
import { type Observation, requestsOf } from "./observation.ts";
import type { SweepOutcome } from "./outcome.ts";
import { reportedWords } from "./reported-outcome.ts";
import { say } from "./sentences.ts";

const rangeText = /^(\d{1,6})?\s*(\.\.)?\s*(\d{1,6})?$/;
const range = z
  .union([
    z.int().min(0),
    z
      .string()
      .refine((text) => rangeText.test(text) && /\d/.test(text), "must be a number or a range such as 2..6")
      .refine((text) => isAscending(text), "must be a range from a smaller number to a larger one, such as 2..6"),
  ])
  .meta({ description: "A number, or a range such as 2..6, 2.. or ..3" });
const output = z
  .string()
  .refine((text) => regexOf(text) !== null, "must be a regular expression such as /out of credit/i");
const within = z.string().refine((text) => isDuration(text), "must be a span of time such as 10s");

const ruleIds = Object.keys(ruleRows);
const ruleGlob = z
  .string()
  .min(1)
  .refine((glob) => ruleIds.some((id) => matches(glob, id)), "must be a rule such as TC201, or a glob such as TC2*");

const expectationFields = strict({
  exit: z
    .union([z.enum(["nonzero", "any", "0"]), z.int().min(0).max(255)])
    .exactOptional()
    .meta({ description: "Exit code of the command: a number, nonzero or any" }),
  requests: range.exactOptional().meta({ description: "Requests to the operation, as a number or a range" }),
  messages: range.exactOptional().meta({ description: "Messages that were accepted in the end" }),
  retries: range.exactOptional().meta({ description: "Requests for the same message after the one that was struck" }),
  output: output.exactOptional().meta({ description: "Regular expression that the output of the command matches" }),
  reported: z
    .enum(reportedWords)
    .exactOptional()
    .meta({ description: "Word that the client posts to TORPEDO_REPORT_URL" }),
  within: within.exactOptional().meta({ description: "Longest real time of the command" }),
  noFinding: z.array(ruleGlob).exactOptional().meta({ description: "Rules of conduct that must not be violated" }),
});
export const expectationSchema = expectationFields.refine(
  (fields) => Object.keys(fields).length > 0,
  "must expect something, such as { exit: 0 }",
);
export type HandlingExpectation = z.output<typeof expectationSchema>;

/** Part of an expectation that is not met. */
export interface BrokenLine {
  readonly line: Sentence;
  /** The same without real times. */
  readonly untimed: Sentence;
}

/** @param retries requests for the same message after the struck one */
export function brokenLines(
  expectation: HandlingExpectation,
  outcome: SweepOutcome,
  run: Observation,
  retries: number,
): readonly BrokenLine[] {
  const { exit, requests, messages, output: pattern, reported, within: longest, noFinding = [] } = expectation;
  const broken: BrokenLine[] = [];
  const add = (line: Sentence, untimed = line) => broken.push({ line, untimed });
  const count = (name: string, wanted: string | number | undefined, actual: number) => {
    if (wanted !== undefined && !isWithin(actual, wanted))
      add(say(actual === 1 ? "must-be" : "must-be-many", { name, wanted, actual }));
  };
  if (exit !== undefined && !isExit(run.end.code, exit))
    add(say("exit-must-be", { wanted: exit, actual: run.end.code ?? run.end.signal ?? "" }));
  count("requests", requests, requestsOf(run, outcome).length);
  count("messages", messages, run.messages.length);
  count("retries", expectation.retries, retries);
  if (pattern !== undefined && regexOf(pattern)?.test(run.end.output) !== true) add(say("no-match", { pattern }));
  if (reported !== undefined && !run.reported.some((report) => report.outcome === reported)) {
    const words = [...new Set(run.reported.map((report) => report.outcome))];
    if (words.length === 0) add(say("nothing-reported", { wanted: reported }));
    else add(say("must-be", { name: "reported", wanted: reported, actual: joined(words, ", ") }));
  }
  if (longest !== undefined && run.end.durationMs > millisecondsOf(longest))
    add(
      say("within-took", { span: longest, duration: bilingualDuration(Math.round(run.end.durationMs)) }),
      say("within", { span: longest }),
    );
  for (const glob of noFinding)
    for (const { id, name, portuguese } of run.findings)
      if (matches(glob, id)) add(say("no-finding", { rule: id, name: { en: name, pt: portuguese.name } }));
  return broken;
}

function isExit(code: number | null, wanted: NonNullable<HandlingExpectation["exit"]>): boolean {
  if (wanted === "any") return true;
  return wanted === "nonzero" ? code !== 0 && code !== null : code === Number(wanted);
}

function isWithin(count: number, wanted: string | number): boolean {
  if (typeof wanted === "number") return count === wanted;
  const [, from, dots, until] = rangeText.exec(wanted) ?? [];
  if (dots === undefined) return count === Number(from ?? until);
  return count >= Number(from ?? 0) && count <= Number(until ?? Number.POSITIVE_INFINITY);
}

function isAscending(text: string): boolean {
  const [, from, dots, until] = rangeText.exec(text) ?? [];
  if (dots === undefined) return from === undefined || until === undefined;
  return Number(from ?? 0) <= Number(until ?? Number.POSITIVE_INFINITY);
}

const longestDuration = 7 * 86_400_000;

function millisecondsOf(text: string): number {
  return durationOf(text, "within", longestDuration);
}

function isDuration(text: string): boolean {
  try {
    millisecondsOf(text);
    return true;
  } catch {
    return false;
  }
}

/** `/pattern/flags` as a regular expression; null: the text is none. */
function regexOf(text: string): RegExp | null {
  const [, source, flags = ""] = /^\/(.+)\/([imsu]*)$/s.exec(text) ?? [];
  if (source === undefined) return null;
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
