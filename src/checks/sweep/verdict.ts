// Verdict on a run: how the client handled an outcome, from its end, its requests, its conduct and the expectations.

import type { CodeKind } from "../../core/code-kinds.ts";
import { type Bilingual, joined, type Sentence, type SentenceValue } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { ResultLevel } from "../reports/reported.ts";
import { isUncaught } from "./crash.ts";
import { brokenLines, type HandlingExpectation } from "./expectation.ts";
import {
  differencesFrom,
  gapsOf,
  isOver,
  type Observation,
  requestsOf,
  type SeenRequest,
  struckRequest,
} from "./observation.ts";
import type { SweepOutcome } from "./outcome.ts";
import { unlisted } from "./plan.ts";
import { duplicatesIn, isAnySentAgain, isHasty, retriesOf } from "./repetition.ts";
import { say } from "./sentences.ts";

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

/** Reason without its full stop, and the same without real times. */
interface VerdictReason {
  readonly why: Bilingual;
  readonly untimed: Bilingual;
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
    return { verdict: "notReached", level: "note", ...same(say("unended")) };
  if (needsReports(outcome) && !struck.messages.some((seq) => run.answeredReports.includes(seq)))
    return { verdict: "notReached", level: "note", ...same(say("unanswered")) };
  if (run.end.isTimedOut) return { verdict: "hung", level: "error", ...hungReason(judged, struck) };
  if (run.end.signal !== null)
    return { verdict: "crashed", level: "error", ...same(say("ended-by-signal", { signal: run.end.signal })) };
  if (run.end.code !== 0 && isUncaught(run.end.output, control.end.output))
    return {
      verdict: "crashed",
      level: "error",
      ...same(say("uncaught", { code: run.end.code ?? "", request: struck.seq })),
    };
  const wrong = wrongReason(judged, struck);
  if (wrong !== null) return { verdict: "wrong", level: "error", ...wrong };
  if (expectations.length > 0) return expected(judged, struck);
  return byDefault(judged, struck);
}

function same(why: Sentence): VerdictReason {
  return { why, untimed: why };
}

function notReachedReason({ outcome, run }: JudgedRun): Sentence {
  const count = requestsOf(run, outcome).length;
  if (count === 0) return say("no-request-came", { operation: outcome.operation });
  return say("none-struck", { requests: several(count, "request") });
}

/** True if the outcome concerns reports: without any, nothing is proven. */
function needsReports({ type, steps }: SweepOutcome): boolean {
  return type === "life" && steps.callbacks !== undefined;
}

/** Share of a run after which a program without a request waits. */
const longPause = 0.1;

function hungReason(judged: JudgedRun, struck: SeenRequest): VerdictReason {
  const { why, untimed } = pauseReason(judged.run, struck);
  const worst = newFinding(judged, "error") ?? newFinding(judged, "warning");
  const end = worst === null ? [] : [worst.untimed];
  return { why: joined([why, ...end], "; "), untimed: joined([untimed, ...end], "; ") };
}

function pauseReason({ end, requests }: Observation, struck: SeenRequest): VerdictReason {
  const last = requests.at(-1);
  const untimed = last === undefined ? say("waiting") : say("waiting-after", { request: last.seq });
  if (last?.elapsedMs === undefined || end.endedAt === null) return same(untimed);
  const pause = Math.max(0, end.endedAt - last.elapsedMs);
  const further = requests.filter(({ seq }) => seq > struck.seq).length;
  if (further > 1 && pause < longPause * end.durationMs) {
    const request = struck.seq;
    const why = say("went-on-with", { requests: several(further, "request"), request });
    return { why, untimed: say("went-on", { request }) };
  }
  const why = say("waiting-since", { seconds: Math.round(pause / 1_000) });
  return { why, untimed };
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
  const { id: rule, name: en, portuguese, examples } = finding;
  const [example] = examples;
  const name = { en, pt: portuguese.name };
  const text = example === undefined ? name : { en: example.text, pt: example.portuguese };
  return {
    why: say("finding", { rule, name, example: text }),
    untimed: say("finding-name", { rule, name }),
  };
}

/** Refusals that a retry within the run cannot lift, by kind. */
const lasting = {
  credit: "credit-retried",
  account: "account-retried",
  request: "permanent-retried",
  number: "permanent-retried",
} as const;

function isLasting(kind: CodeKind): kind is keyof typeof lasting {
  return kind in lasting;
}

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
  return same(say("accepted-twice", { messages: several(more, "message"), request: struck.seq }));
}

/** Says which lasting refusal was retried; null: none. */
function retriedReason({ control, run, outcome }: JudgedRun, struck: SeenRequest): Sentence | null {
  const refusals = outcome.kinds.filter(isLasting);
  const [refusal] = refusals;
  if (outcome.type !== "code" || !outcome.sends || refusal === undefined || refusals.length < outcome.kinds.length)
    return null;
  const ofAccount = outcome.kinds.every((kind) => kind === "credit" || kind === "account");
  // Another account may have what the refused one lacks.
  const retries = retriesOf(run, struck, control).filter(({ account }) => !ofAccount || account === struck.account);
  return retries.length === 0 ? null : say(lasting[refusal], { requests: numbersOf([struck, ...retries]) });
}

const maxNumbers = 5;

function numbersOf(requests: readonly SeenRequest[]): Sentence {
  const list = requests
    .slice(0, maxNumbers)
    .map(({ seq }) => seq)
    .join(", ");
  const further = requests.length - maxNumbers;
  return further <= 0 ? say("numbers", { list }) : say("more-numbers", { list, further });
}

function expected({ outcome, control, run, expectations }: JudgedRun, struck: SeenRequest): JudgedOutcome {
  const retries = retriesOf(run, struck, control).length;
  const broken = expectations.map((expectation) => brokenLines(expectation, outcome, run, retries));
  if (broken.some((lines) => lines.length === 0))
    return { verdict: "handled", level: null, ...same(say("as-expected")) };
  const lines = broken[0] ?? [];
  const reason = (sentences: readonly Sentence[]) => say("expected-otherwise", { lines: joined(sentences, "; ") });
  return {
    verdict: "unexpected",
    level: "error",
    why: reason(lines.map(({ line }) => line)),
    untimed: reason(lines.map(({ untimed }) => untimed)),
  };
}

/** Kinds after which a client is right if the message is accepted once in the end. */
const undecided: readonly CodeKind[] = ["unknown", "temporary", "throttle"];

function byDefault({ outcome, control, run, vocabularies, unsteady }: JudgedRun, struck: SeenRequest): JudgedOutcome {
  const { kinds, sends, isHarmless, isAccepted, type } = outcome;
  const request = struck.seq;
  if (run.end.code !== 0)
    return { verdict: "noticed", level: null, ...same(say("exit", { code: run.end.code ?? "", request })) };
  const retries = retriesOf(run, struck, control);
  const gaps = gapsOf(struck, retries);
  if (sends && type !== "life" && isHasty(gaps))
    return { verdict: "wrong", level: "error", ...same(say("hasty", { requests: numbersOf([struck, ...retries]) })) };
  const counts = {
    requests: several(1 + retries.length, "request"),
    messages: several(run.messages.length, "message"),
  };
  const untimed = say("counts", counts);
  const pauses = gaps.map((ms) => `${ms} ms`).join(", ");
  const timed = gaps.length === 0 ? untimed : say("counts-pauses", { ...counts, pauses });
  const handled = { verdict: "handled", level: null } as const;
  const asCounted: JudgedOutcome = { ...handled, why: timed, untimed };
  const isUndecided = kinds.some((kind) => undecided.includes(kind));
  if ((isHarmless || (sends && isUndecided)) && run.messages.length === control.messages.length) return asCounted;
  const isRepeated = requestsOf(run, outcome).some(({ seq }) => seq > struck.seq);
  if (!sends && isUndecided && isRepeated) return asCounted;
  const differences = differencesFrom(control, run, vocabularies, unsteady);
  if (differences.length > 0) {
    const unlike = (start: Sentence) => say("unlike", { counts: start, differences: joined(differences, "; ") });
    return { ...handled, why: unlike(timed), untimed: unlike(untimed) };
  }
  const isNote = isAccepted && type !== "fault";
  const why = say("as-well", { content: contentOf(outcome), request });
  return { verdict: "unnoticed", level: isNote ? "note" : "error", ...same(why) };
}

/** The answer in quotation marks, or words about a fault, a later life or a code that no table has. */
function contentOf({ type, text, portuguese, value }: SweepOutcome): SentenceValue {
  const words = text === null ? value : { en: text, pt: portuguese ?? text };
  if (type !== "code") return words;
  const isOwn = value === unlisted || text === null;
  return say("answer", { content: isOwn ? words : JSON.stringify(text) });
}
