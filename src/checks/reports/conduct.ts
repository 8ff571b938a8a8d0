// Conduct as a report: what fails, what is accepted, and what the run proves.

import type { Conduct, ConductResult } from "../../api/schema/conduct.ts";
import { counted } from "../../core/counted.ts";
import { summaryOf } from "../conduct/result.ts";
import { matches } from "../glob.ts";
import { applyBaseline, type Baseline } from "./baseline.ts";
import type { ConductReport } from "./report.ts";
import { type FailOn, isAtLeast, type ReportedCheck, type ReportedResult } from "./reported.ts";

/** Facts about the run, from whoever ran it. */
export interface RunFacts extends Pick<ConductReport, "torpedo" | "command" | "seed" | "emulator" | "budget"> {
  readonly timing?: { readonly startedAt: string; readonly durationMs: number };
  /** Requests that came. */
  readonly requests: number;
  /** Reason why the run as such failed: `npm exited with 1`; null: it did not. */
  readonly failure: string | null;
  /** Further reasons to doubt. */
  readonly limits: readonly string[];
}

export interface Demands {
  readonly failOn: FailOn;
  /** Rules that must have been assessed: ids or globs with `*`. */
  readonly required: readonly string[];
  readonly baseline: Baseline | null;
  /** `2027-03-01`. */
  readonly today: string;
}

export function conductReportOf(conduct: Conduct, facts: RunFacts, demands: Demands): ConductReport {
  const { requests, failure, limits, ...about } = facts;
  const { accepted, stale } = applyBaseline(demands.baseline, conduct.results.map(judged), demands.today);
  const results = conduct.results.map((result) => ({ ...result, accepted: accepted.get(result.id) ?? null }));
  const failing = results.filter((result) => fails(result, demands.failOn));
  const missing = unassessed(results, demands.required);
  const { outcome, why } = outcomeOf({
    failing,
    stale,
    failure,
    requests,
    missing,
    isAssessed: results.some(isAssessed),
  });
  return {
    kind: "conduct",
    format: 1,
    ...about,
    outcome,
    why,
    baseline: { file: demands.baseline?.file ?? null, accepted: accepted.size, stale },
    limits: [...conduct.limits, ...limits],
    summary: summaryOf(results),
    results,
  };
}

interface OutcomeFacts {
  readonly failing: readonly ConductResult[];
  readonly stale: readonly string[];
  readonly failure: string | null;
  readonly requests: number;
  readonly missing: readonly string[];
  readonly isAssessed: boolean;
}

function outcomeOf(found: OutcomeFacts): Pick<ConductReport, "outcome" | "why"> {
  const { failing, stale, failure, requests, missing, isAssessed: some } = found;
  const reasons = [
    ...(failing.length > 0
      ? [`${failing.map(({ id }) => id).join(", ")} ${failing.length === 1 ? "is" : "are"} violated`]
      : []),
    ...(stale.length > 0 ? [`the baseline has ${counted(stale.length, "stale entry", "stale entries")}`] : []),
    ...(failure === null ? [] : [failure]),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: `${reasons.join("; ")}.` };
  if (requests === 0) return { outcome: "inconclusive", why: "Nothing is proven: no request came." };
  if (missing.length > 0) {
    const why = `Nothing is proven about ${missing.join(", ")}: required, and not assessed.`;
    return { outcome: "inconclusive", why };
  }
  if (!some) return { outcome: "inconclusive", why: "Nothing is proven: no rule was assessed." };
  return { outcome: "passed", why: null };
}

/** Exit code: 0 passed, 1 failed, 3 nothing was proven. */
export function exitCodeOf({ outcome }: { readonly outcome: ConductReport["outcome"] }): number {
  return { passed: 0, failed: 1, inconclusive: 3 }[outcome];
}

function fails({ verdict, accepted, level }: ConductResult, failOn: FailOn): boolean {
  return verdict === "violated" && accepted === null && isAtLeast(level, failOn);
}

function isAssessed({ verdict }: ConductResult): boolean {
  return verdict === "violated" || verdict === "kept";
}

function judged({ id, verdict }: ConductResult) {
  return { id, state: verdict === "violated" || verdict === "kept" ? verdict : ("unproven" as const) };
}

function unassessed(results: readonly ConductResult[], required: readonly string[]): string[] {
  return required.filter((wanted) => {
    const ofIt = results.filter(({ id }) => matches(wanted, id));
    return ofIt.length === 0 || ofIt.some(({ verdict }) => verdict === "notAssessed" || verdict === "off");
  });
}

/** The report as JUnit, SARIF and Markdown show it. */
export function reportedOf(
  report: ConductReport,
  { failOn, failure }: Pick<Demands, "failOn"> & Pick<RunFacts, "failure">,
): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, baseline, timing, summary, emulator } = report;
  const assessed = summary.rules - summary.notAssessed - summary.off;
  const parts = [
    [counted(summary.errors, "error"), counted(summary.warnings, "warning"), counted(summary.notes, "note")].join(", "),
    `${assessed} of ${counted(summary.rules, "rule")} assessed`,
    ...(summary.creditsWasted > 0 ? [`${counted(summary.creditsWasted, "credit")} wasted`] : []),
  ];
  return {
    ...{ kind, torpedo, outcome, why, failure, limits },
    scenario: emulator.scenario,
    stale: baseline.stale,
    headline: parts.join("; "),
    durationMs: timing?.durationMs ?? null,
    findings: report.results.map((result) => reportedResult(result, failOn)),
  };
}

function reportedResult(result: ConductResult, failOn: FailOn): ReportedResult {
  const { id, name, level, remedy, provoke, accepted, occurrences, accounts, examples, cost, verdict } = result;
  const state = verdict === "violated" ? violatedState(result, failOn) : verdict === "kept" ? "passed" : verdict;
  const lines = [
    `${counted(occurrences, "time")}${accounts.length > 0 ? ` by ${accounts.join(", ")}` : ""}${
      cost === null ? "" : `; ${counted(cost.credits, "credit")} too many`
    }`,
    ...examples.map(exampleLine),
  ];
  const providers = accounts.map((account) => account.split("/")[0] ?? account);
  return {
    ...{ id, name, level, remedy, state, lines, occurrences },
    hint: accepted ?? provoke,
    subjects: [...new Set([id, ...accounts, ...providers, "conduct"])],
  };
}

function violatedState(result: ConductResult, failOn: FailOn): ReportedResult["state"] {
  if (result.accepted !== null) return "accepted";
  return fails(result, failOn) ? "failed" : "tolerated";
}

function exampleLine({ text, requests, messages, callbacks, gapsMs }: ConductResult["examples"][number]): string {
  const places = [
    ...(requests.length > 0 ? [`requests ${requests.join(", ")}`] : []),
    ...(messages.length > 0 ? [`messages ${messages.join(", ")}`] : []),
    ...(callbacks.length > 0 ? [`callbacks ${callbacks.join(", ")}`] : []),
    ...(gapsMs === undefined || gapsMs.length === 0 ? [] : [`pauses ${gapsMs.map((gap) => `${gap} ms`).join(", ")}`]),
  ];
  return places.length === 0 ? text : `${text} (${places.join("; ")})`;
}
