// A sweep as a report: what fails, what is accepted, and what it proves.

import { counted } from "../../core/counted.ts";
import { handledShare, isHandled, type SweepResult, summaryOfSweep } from "../sweep/result.ts";
import type { SweepVerdict } from "../sweep/verdict.ts";
import { applyBaseline, type Baseline, type BaselineResult } from "./baseline.ts";
import type { SweepReport } from "./report.ts";
import { type FailOn, isAtLeast, type ReportedCheck, type ReportedResult } from "./reported.ts";

export interface SweepFacts extends Pick<SweepReport, "torpedo" | "command" | "seed" | "emulator" | "budget"> {
  readonly timing?: { readonly startedAt: string; readonly durationMs: number };
  /** Reason why nothing is proven: the control run failed; null: it did not. */
  readonly unproven: string | null;
  /** Outcomes of the plan. */
  readonly planned: number;
  readonly skipped: number;
  readonly limits: readonly string[];
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
}

export function sweepReportOf(judged: readonly SweepResult[], facts: SweepFacts, demands: SweepDemands): SweepReport {
  const { unproven, planned, skipped, limits, ...about } = facts;
  const { accepted, stale } = acceptedIn(demands, judged);
  const results = judged.map((result) => ({ ...result, accepted: accepted.get(result.id) ?? null }));
  return {
    kind: "sweep",
    format: 1,
    ...about,
    ...outcomeOf(results, stale, { ...demands, unproven }),
    baseline: { file: demands.baseline?.file ?? null, accepted: accepted.size, stale: [...stale] },
    limits: [...limits],
    summary: summaryOfSweep(results, planned, skipped),
    results,
  };
}

/** Id of a result in a baseline. */
export function baselineId({ id, verdict }: Pick<SweepResult, "id" | "verdict">): string {
  return `sweep/${id}:${verdict}`;
}

/** Reasons of the baseline by id of the outcome, and its stale entries. */
function acceptedIn({ baseline, today }: SweepDemands, results: readonly SweepResult[]) {
  const byName = new Map(results.map((result) => [result.id, result]));
  const judged = (baseline?.accepted ?? []).flatMap(({ id }): BaselineResult[] => {
    const result = byName.get(outcomeIn(id));
    if (result === undefined) return [];
    if (isHandled(result)) return [{ id, state: "kept" }];
    if (result.verdict === "notReached") return [{ id, state: "unproven" }];
    return baselineId(result) === id ? [{ id, state: "violated" }] : [];
  });
  const { accepted, stale } = applyBaseline(baseline, judged, today);
  return { accepted: new Map([...accepted].map(([id, because]) => [outcomeIn(id), because])), stale };
}

/** Id of the outcome in the id of a baseline: without `sweep/` and `:unnoticed`. */
export function outcomeIn(id: string): string {
  return id.replace(/^sweep\//, "").replace(/:[A-Za-z]+$/, "");
}

function outcomeOf(
  results: readonly SweepResult[],
  stale: readonly string[],
  demands: SweepDemands & { readonly unproven: string | null },
): Pick<SweepReport, "outcome" | "why"> {
  const { unproven, minHandled, minReached, failOn, missing } = demands;
  if (unproven !== null) return { outcome: "inconclusive", why: `Nothing is proven: ${unproven}.` };
  const failing = results.filter((result) => fails(result, failOn));
  const share = handledShare(results);
  const reasons = [
    ...(failing.length > 0
      ? [`${counted(failing.length, "outcome")} ${failing.length === 1 ? "is" : "are"} not handled`]
      : []),
    ...(stale.length > 0 ? [`the baseline has ${counted(stale.length, "stale entry", "stale entries")}`] : []),
    ...(minHandled !== null && share < minHandled
      ? [`${share}% are handled, and --min-handled asks for ${minHandled}%`]
      : []),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: `${reasons.join("; ")}.` };
  const reached = results.filter((result) => result.reached).length;
  if (reached < minReached) {
    const why = `Nothing is proven: ${counted(reached, "outcome")} of ${minReached} ${reached === 1 ? "was" : "were"} reached.`;
    return { outcome: "inconclusive", why };
  }
  if (missing.length === 0) return { outcome: "passed", why: null };
  return { outcome: "inconclusive", why: `Nothing is proven about ${missing.join(", ")}: required, and not reached.` };
}

export function fails({ accepted, level, verdict }: SweepResult, failOn: FailOn): boolean {
  return verdict !== "notReached" && accepted === null && level !== null && isAtLeast(level, failOn);
}

const rules: Partial<Readonly<Record<SweepVerdict, { readonly id: string; readonly remedy: string }>>> = {
  unnoticed: { id: "TS1", remedy: "read the answer, and let a test assert what the client does with it" },
  wrong: { id: "TS2", remedy: "torpedo conduct --explain shows what a good client does" },
  crashed: { id: "TS3", remedy: "catch the failure, and treat it as an answer of the provider" },
  hung: { id: "TS4", remedy: "give requests a time limit, and pause for less time in tests" },
  unexpected: { id: "TS5", remedy: "correct the client, or the expectation" },
  flaky: { id: "TS6", remedy: "make the test repeatable: --repeat shows each verdict" },
};

/** The report as JUnit, SARIF and Markdown show it. */
export function reportedSweep(report: SweepReport, failOn: FailOn): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, baseline, timing, emulator, results } = report;
  return {
    ...{ kind, torpedo, outcome, why, limits },
    failure: null,
    scenario: emulator.scenario,
    stale: baseline.stale,
    headline: headlineOf(report),
    durationMs: timing?.durationMs ?? null,
    findings: results.map((result) => reportedResult(result, failOn)),
  };
}

export function headlineOf({ summary, results }: SweepReport): string {
  const handled = results.filter((result) => result.reached && isHandled(result)).length;
  return `handled ${handled} of ${summary.reached} reached (${summary.planned} planned)`;
}

function reportedResult(result: SweepResult, failOn: FailOn): ReportedResult {
  const { id, provider, operation, outcome, verdict, why, level, accepted, reproduce, at } = result;
  const rule = rules[verdict];
  const value = outcome.type === "code" ? outcome.value : `${outcome.type}:${outcome.value}`;
  const name = outcome.text === null ? value : `${value} ${outcome.text}`;
  const place = at === null ? [] : [`Request ${at.request}`];
  return {
    id,
    name,
    level: level ?? "note",
    state: stateOf(result, failOn),
    lines: [`${verdict}: ${why}`, ...place, `Repeat: ${reproduce}`],
    occurrences: 1,
    remedy: rule?.remedy ?? "let a test reach it",
    hint: accepted ?? reproduce,
    suite: `torpedo.sweep.${provider}.${operation}`,
    rule: { id: rule?.id ?? "TS0", name: verdict, remedy: rule?.remedy ?? "let a test reach it" },
    subjects: [id, `${provider}/${operation}`, provider, "sweep"],
  };
}

function stateOf(result: SweepResult, failOn: FailOn): ReportedResult["state"] {
  if (result.verdict === "notReached") return "notAssessed";
  if (isHandled(result)) return "passed";
  if (result.accepted !== null) return "accepted";
  return fails(result, failOn) ? "failed" : "tolerated";
}
