// Verdict on a run: how the client handled an outcome, from its end, its requests, its conduct and the expectations.

import type { CodeKind } from "../../core/code-kinds.ts";
import { counted } from "../../core/counted.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { ResultLevel } from "../reports/reported.ts";
import { isUncaught } from "./crash.ts";
import { brokenLines, type HandlingExpectation } from "./expectation.ts";
import {
  differenceFrom,
  gapsOf,
  isOver,
  type Observation,
  requestsOf,
  type SeenRequest,
  struckRequest,
} from "./observation.ts";
import type { SweepOutcome } from "./outcome.ts";
import { duplicatesIn, isAnySentAgain, isHasty, retriesOf } from "./repetition.ts";

export const verdicts = [
  "handled",
  "noticed",
  "unnoticed",
  "wrong",
  "crashed",
  "hung",
  "unexpected",
  "flaky",
  "notReached",
] as const;
export type SweepVerdict = (typeof verdicts)[number];

/** Reason as a sentence without its full stop, and the same without real times. */
interface VerdictReason {
  readonly why: string;
  readonly untimed: string;
}

export interface JudgedOutcome extends VerdictReason {
  readonly verdict: SweepVerdict;
  /** Null: nothing is to be mended. */
  readonly level: ResultLevel | null;
}

export interface JudgedRun {
  readonly outcome: SweepOutcome;
  readonly control: Observation;
  readonly run: Observation;
  /** Any of them is enough; none: nobody expects anything. */
  readonly expectations: readonly HandlingExpectation[];
  readonly vocabularies: readonly Vocabulary[];
  /** Operations whose requests differ between two control runs. */
  readonly unsteady: readonly string[];
}

export function judgeRun(judged: JudgedRun): JudgedOutcome {
  const { outcome, control, run, expectations } = judged;
  const struck = struckRequest(run, outcome);
  if (struck === null) return { verdict: "notReached", level: "note", ...same(notReachedReason(judged)) };
  if (outcome.needsEnd && !isOver(struck, run.messages))
    return { verdict: "notReached", level: "note", ...same(unendedReason) };
  if (needsReports(outcome) && !struck.messages.some((seq) => run.answeredReports.includes(seq)))
    return { verdict: "notReached", level: "note", ...same(unansweredReason) };
  if (run.end.isTimedOut) return { verdict: "hung", level: "error", ...hungReason(judged, struck) };
  if (run.end.signal !== null)
    return { verdict: "crashed", level: "error", ...same(`${run.end.signal} ended the command`) };
  if (run.end.code !== 0 && isUncaught(run.end.output, control.end.output))
    return {
      verdict: "crashed",
      level: "error",
      ...same(`exit ${run.end.code} by an uncaught exception (request ${struck.seq})`),
    };
  const wrong = wrongReason(judged, struck);
  if (wrong !== null) return { verdict: "wrong", level: "error", ...wrong };
  if (expectations.length > 0) return expected(judged, struck);
  return byDefault(judged, struck);
}

function same(why: string): VerdictReason {
  return { why, untimed: why };
}

function notReachedReason({ outcome, run }: JudgedRun): string {
  const count = requestsOf(run, outcome).length;
  return count === 0
    ? `no request to ${outcome.operation} came`
    : `${counted(count, "request")} came, and none was struck`;
}

const unendedReason =
  "the message had no last status when the command ended: let the test wait for it, or give --clock manual and --settle 49h";

const unansweredReason =
  "no receiver answered a report of the message: give --callback dlr=URL, and let the test wait for the report";

/** True if the outcome concerns reports: without any, nothing is proven. */
function needsReports({ type, steps }: SweepOutcome): boolean {
  return type === "life" && steps.callbacks !== undefined;
}

/** Share of a run after which a program without a request waits. */
const longPause = 0.1;

function hungReason(judged: JudgedRun, struck: SeenRequest): VerdictReason {
  const { why, untimed } = pauseReason(judged.run, struck);
  const worst = newFinding(judged, "error") ?? newFinding(judged, "warning");
  const end = worst === null ? "" : `; ${worst.untimed}`;
  return { why: `${why}${end}`, untimed: `${untimed}${end}` };
}

function pauseReason({ end, requests }: Observation, struck: SeenRequest): VerdictReason {
  const last = requests.at(-1);
  const untimed = last === undefined ? "it was waiting" : `it was waiting after request ${last.seq}`;
  if (last?.elapsedMs === undefined || end.endedAt === null) return same(untimed);
  const pause = Math.max(0, end.endedAt - last.elapsedMs);
  const further = requests.filter(({ seq }) => seq > struck.seq).length;
  if (further > 1 && pause < longPause * end.durationMs) {
    const start = `it went on with ${counted(further, "request")}`;
    return { why: `${start} after request ${struck.seq}`, untimed: `it went on after request ${struck.seq}` };
  }
  return { why: `it was waiting: last request ${Math.round(pause / 1_000)} s ago, then nothing`, untimed };
}

/**
 * Finding that the control run does not have; null: there is none of the level.
 * @param rules those that count; default: all
 */
function newFinding({ control, run }: JudgedRun, wanted: ResultLevel, rules?: readonly string[]): VerdictReason | null {
  const before = new Set(control.findings.filter(({ level }) => level === wanted).map(({ id }) => id));
  const isExplained = (id: string): boolean => repetitions.includes(id) && !isAnySentAgain(run, control);
  const isCounted = (id: string): boolean => (rules?.includes(id) ?? true) && !before.has(id) && !isExplained(id);
  const finding = run.findings.find(({ id, level }) => level === wanted && isCounted(id));
  if (finding === undefined) return null;
  const { id, name, examples } = finding;
  return { why: `${id} ${name}: ${examples[0]?.text ?? name}`, untimed: `${id} ${name}` };
}

/** Refusals that a retry within the run cannot lift, by kind. */
const lasting: Readonly<Partial<Record<CodeKind, string>>> = {
  credit: "a refusal for lack of credit",
  account: "a refusal of the account",
  request: "a permanent refusal",
  number: "a permanent refusal",
};
/** Rules about a client that goes on after a lasting refusal. */
const goingOn: readonly string[] = ["TC102", "TC103"];
/** Rules about a message that is sent again: two tests with the same message look like that too. */
const repetitions: readonly string[] = ["TC101", "TC201"];

function wrongReason(judged: JudgedRun, struck: SeenRequest): VerdictReason | null {
  const { control, run, outcome } = judged;
  const finding = newFinding(judged, "error") ?? newFinding(judged, "warning", goingOn);
  if (finding !== null) return finding;
  const retried = retriedReason(judged, struck);
  if (retried !== null) return same(retried);
  const more = duplicatesIn(run, control);
  if (more <= 0 || outcome.type === "life") return null;
  return same(`${counted(more, "message")} accepted twice after request ${struck.seq}`);
}

/** Says which lasting refusal was retried; null: none. */
function retriedReason({ control, run, outcome }: JudgedRun, struck: SeenRequest): string | null {
  const refusals = outcome.kinds.map((kind) => lasting[kind]);
  if (outcome.type !== "code" || !outcome.sends || refusals.includes(undefined)) return null;
  const ofAccount = outcome.kinds.every((kind) => kind === "credit" || kind === "account");
  // Another account may have what the refused one lacks.
  const retries = retriesOf(run, struck, control).filter(({ account }) => !ofAccount || account === struck.account);
  return retries.length === 0 ? null : `${refusals[0]} was retried unchanged (${numbersOf([struck, ...retries])})`;
}

const maxNumbers = 5;

function numbersOf(requests: readonly SeenRequest[]): string {
  const numbers = requests.slice(0, maxNumbers).map(({ seq }) => seq);
  const further = requests.length - numbers.length;
  return `requests ${numbers.join(", ")}${further === 0 ? "" : ` and ${further} more`}`;
}

function expected({ outcome, control, run, expectations }: JudgedRun, struck: SeenRequest): JudgedOutcome {
  const retries = retriesOf(run, struck, control).length;
  const broken = expectations.map((expectation) => brokenLines(expectation, outcome, run, retries));
  if (broken.some((lines) => lines.length === 0)) return { verdict: "handled", level: null, ...same("as expected") };
  const lines = broken[0] ?? [];
  const join = (part: (line: (typeof lines)[number]) => string) => `expected otherwise: ${lines.map(part).join("; ")}`;
  return {
    verdict: "unexpected",
    level: "error",
    why: join(({ text }) => text),
    untimed: join(({ untimed }) => untimed),
  };
}

/** Kinds after which a client is right if the message is accepted once in the end. */
const undecided: readonly CodeKind[] = ["unknown", "temporary", "throttle"];

function byDefault({ outcome, control, run, vocabularies, unsteady }: JudgedRun, struck: SeenRequest): JudgedOutcome {
  const { kinds, sends, isHarmless, isAccepted, type, text, value } = outcome;
  if (run.end.code !== 0)
    return { verdict: "noticed", level: null, ...same(`exit ${run.end.code} after request ${struck.seq}`) };
  const retries = retriesOf(run, struck, control);
  const gaps = gapsOf(struck, retries);
  if (sends && type !== "life" && isHasty(gaps)) {
    const why = `the message was sent again and again without a pause (${numbersOf([struck, ...retries])})`;
    return { verdict: "wrong", level: "error", ...same(why) };
  }
  const about = `${counted(1 + retries.length, "request")}, ${counted(run.messages.length, "message")}`;
  const pauses = gaps.length === 0 ? "" : `, pauses ${gaps.map((ms) => `${ms} ms`).join(", ")}`;
  const handled: JudgedOutcome = { verdict: "handled", level: null, why: `${about}${pauses}`, untimed: about };
  const isUndecided = kinds.some((kind) => undecided.includes(kind));
  if ((isHarmless || (sends && isUndecided)) && run.messages.length === control.messages.length) return handled;
  const isRepeated = requestsOf(run, outcome).some(({ seq }) => seq > struck.seq);
  if (!sends && isUndecided && isRepeated) return handled;
  const difference = differenceFrom(control, run, vocabularies, unsteady);
  if (difference !== null) {
    const end = `; unlike the control run: ${difference}`;
    return { ...handled, why: `${handled.why}${end}`, untimed: `${handled.untimed}${end}` };
  }
  const content = text === null ? value : JSON.stringify(text);
  const isNote = isAccepted && type !== "fault";
  const why = `${content} came${isNote ? "" : " for an answer"}; exit 0, as with everything well (request ${struck.seq})`;
  return { verdict: "unnoticed", level: isNote ? "note" : "error", ...same(why) };
}
