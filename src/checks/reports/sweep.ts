// A sweep as a report: what fails, what is accepted, and what it proves.

import { type Bilingual, joined, type Language, type Sentence } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import { handledShare, isHandled, type SweepResult, summaryOfSweep } from "../sweep/result.ts";
import type { SweepVerdict } from "../sweep/verdict.ts";
import { verdictWords } from "../sweep/words.ts";
import { applyBaseline, type Baseline, type BaselineResult } from "./baseline.ts";
import type { SweepReport } from "./report.ts";
import { say as sayReport } from "./report-words.ts";
import { type FailOn, isAtLeast, type ReportedCheck, type ReportedResult } from "./reported.ts";
import { say } from "./sweep-words.ts";

export interface SweepFacts extends Pick<SweepReport, "torpedo" | "command" | "seed" | "emulator" | "budget"> {
  readonly timing?: { readonly startedAt: string; readonly durationMs: number };
  /** Reason why nothing is proven: the control run failed; null: it did not. */
  readonly unproven: Sentence | null;
  /** Outcomes of the plan. */
  readonly planned: number;
  readonly skipped: number;
  readonly limits: readonly Sentence[];
}

export interface SweepDemands {
  readonly failOn: FailOn;
  readonly baseline: Baseline | null;
  /** `2027-03-01`. */
  readonly today: string;
  /** Percent of the reached outcomes that must be handled; null: none. */
  readonly minHandled: number | null;
  /** Outcomes that must be reached. */
  readonly minReached: number;
  /** Names of outcomes that must be reached, and were not. */
  readonly missing: readonly string[];
  readonly language: Language;
}

export function sweepReportOf(judged: readonly SweepResult[], facts: SweepFacts, demands: SweepDemands): SweepReport {
  const { unproven, planned, skipped, limits, ...about } = facts;
  const { language } = demands;
  const { accepted, stale } = acceptedIn(demands, judged);
  const results = judged.map((result) => ({ ...result, accepted: accepted.get(result.id) ?? null }));
  const { outcome, why } = outcomeOf(results, stale, { ...demands, unproven });
  return {
    kind: "sweep",
    format: 1,
    ...about,
    outcome,
    why: why === null ? null : why[language],
    baseline: {
      file: demands.baseline?.file ?? null,
      accepted: accepted.size,
      stale: stale.map((entry) => entry[language]),
    },
    limits: limits.map((limit) => limit[language]),
    summary: summaryOfSweep(results, planned, skipped),
    results,
  };
}

/** Id of a result in a baseline. */
export function baselineId({ id, verdict }: Pick<SweepResult, "id" | "verdict">): string {
  return `sweep/${id}:${verdict}`;
}

/** Reasons of the baseline by id of the outcome, and its stale entries. */
function acceptedIn({ baseline, ...demands }: SweepDemands, results: readonly SweepResult[]) {
  const byName = new Map(results.map((result) => [result.id, result]));
  const judged = (baseline?.accepted ?? []).flatMap(({ id }): BaselineResult[] => {
    const result = byName.get(outcomeIn(id));
    if (result === undefined) return [];
    if (isHandled(result)) return [{ id, state: "kept" }];
    if (result.verdict === "notReached") return [{ id, state: "unproven" }];
    return baselineId(result) === id ? [{ id, state: "violated" }] : [];
  });
  const { accepted, stale } = applyBaseline(baseline, judged, demands);
  return { accepted: new Map([...accepted].map(([id, because]) => [outcomeIn(id), because])), stale };
}

/** Id of the outcome in the id of a baseline: without `sweep/` and `:unnoticed`. */
export function outcomeIn(id: string): string {
  return id.replace(/^sweep\//, "").replace(/:[A-Za-z]+$/, "");
}

function outcomeOf(
  results: readonly SweepResult[],
  stale: readonly Sentence[],
  demands: SweepDemands & { readonly unproven: Sentence | null },
): { readonly outcome: SweepReport["outcome"]; readonly why: Bilingual | null } {
  const { unproven, minHandled, minReached, failOn, missing } = demands;
  if (unproven !== null) return nothingProven(unproven);
  const failing = results.filter((result) => fails(result, failOn)).length;
  const share = handledShare(results);
  const reasons = [
    ...(failing > 0
      ? [say(failing === 1 ? "not-handled" : "not-handled-many", { outcomes: several(failing, "outcome") })]
      : []),
    ...(stale.length > 0 ? [sayReport("stale-count", { entries: several(stale.length, "entry") })] : []),
    ...(minHandled !== null && share < minHandled ? [say("too-few-handled", { share, wanted: minHandled })] : []),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: joined([joined(reasons, "; "), "."], "") };
  const reached = results.filter((result) => result.reached).length;
  if (reached < minReached) {
    const counts = { outcomes: several(reached, "outcome"), wanted: minReached };
    return nothingProven(say(reached === 1 ? "too-few-reached" : "too-few-reached-many", counts));
  }
  if (missing.length === 0) return { outcome: "passed", why: null };
  const code = missing.length === 1 ? "required-not-reached" : "required-not-reached-many";
  return { outcome: "inconclusive", why: say(code, { ids: missing.join(", ") }) };
}

function nothingProven(why: Sentence) {
  return { outcome: "inconclusive", why: say("nothing-proven", { why }) } as const;
}

export function fails({ accepted, level, verdict }: SweepResult, failOn: FailOn): boolean {
  return verdict !== "notReached" && accepted === null && level !== null && isAtLeast(level, failOn);
}

/** Rules of SARIF by verdict. */
const rules: Partial<Readonly<Record<SweepVerdict, { readonly id: string; readonly remedy: Bilingual }>>> = {
  unnoticed: { id: "TS1", remedy: say("remedy-unnoticed") },
  wrong: { id: "TS2", remedy: say("remedy-wrong") },
  crashed: { id: "TS3", remedy: say("remedy-crashed") },
  hung: { id: "TS4", remedy: say("remedy-hung") },
  unexpected: { id: "TS5", remedy: say("remedy-unexpected") },
  flaky: { id: "TS6", remedy: say("remedy-flaky") },
};
const unreached = { id: "TS0", remedy: say("remedy-notReached") };

/** The report as JUnit, SARIF and Markdown show it. */
export function reportedSweep(report: SweepReport, failOn: FailOn, language: Language): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, baseline, timing, emulator, results } = report;
  return {
    ...{ kind, torpedo, outcome, why, limits, language },
    failure: null,
    scenario: emulator.scenario,
    stale: baseline.stale,
    headline: headlineOf(report)[language],
    durationMs: timing?.durationMs ?? null,
    findings: results.map((result) => reportedResult(result, failOn, language)),
  };
}

export function headlineOf({ summary, results }: SweepReport): Bilingual {
  const handled = results.filter((result) => result.reached && isHandled(result)).length;
  return say("headline", { handled, reached: summary.reached, planned: summary.planned });
}

/** Reason of a verdict in a language. */
export function whyOf({ why, portuguese }: SweepResult, language: Language): string {
  return language === "pt" ? portuguese : why;
}

function reportedResult(result: SweepResult, failOn: FailOn, language: Language): ReportedResult {
  const { id, provider, operation, outcome, verdict, level, accepted, reproduce, at } = result;
  const rule = rules[verdict] ?? unreached;
  const remedy = rule.remedy[language];
  const word = verdictWords[verdict][language];
  const value = outcome.type === "code" ? outcome.value : `${outcome.type}:${outcome.value}`;
  const text = language === "pt" ? outcome.portuguese : outcome.text;
  const place = at === null ? [] : [say("at-request", { request: at.request })[language]];
  return {
    id,
    name: text === null ? value : `${value} ${text}`,
    level: level ?? "note",
    state: stateOf(result, failOn),
    lines: [`${word}: ${whyOf(result, language)}`, ...place, say("repeat", { command: reproduce })[language]],
    occurrences: 1,
    remedy,
    hint: accepted ?? reproduce,
    suite: `torpedo.sweep.${provider}.${operation}`,
    rule: { id: rule.id, name: word, remedy },
    subjects: [id, `${provider}/${operation}`, provider, "sweep"],
  };
}

function stateOf(result: SweepResult, failOn: FailOn): ReportedResult["state"] {
  if (result.verdict === "notReached") return "notAssessed";
  if (isHandled(result)) return "passed";
  if (result.accepted !== null) return "accepted";
  return fails(result, failOn) ? "failed" : "tolerated";
}
