// Conduct as a report: what fails, what is accepted, and what the run proves.

import type { Conduct, ConductResult } from "../../api/schema/conduct.ts";
import { type Bilingual, joined, type Language, type Sentence } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import { summaryOf } from "../conduct/result.ts";
import { matches } from "../glob.ts";
import { applyBaseline, type Baseline } from "./baseline.ts";
import type { ConductReport } from "./report.ts";
import { say } from "./report-words.ts";
import { type FailOn, isAtLeast, type ReportedCheck, type ReportedResult } from "./reported.ts";

/** Facts about the run, from whoever ran it. */
export interface RunFacts extends Pick<ConductReport, "torpedo" | "command" | "seed" | "emulator" | "budget"> {
  readonly timing?: { readonly startedAt: string; readonly durationMs: number };
  /** Requests that came. */
  readonly requests: number;
  /** Reason why the run as such failed: `npm exited with 1`; null: it did not. */
  readonly failure: Bilingual | null;
  /** Further reasons to doubt. */
  readonly limits: readonly Bilingual[];
}

export interface Demands {
  readonly failOn: FailOn;
  /** Rules that must have been assessed: ids or globs with `*`. */
  readonly required: readonly string[];
  readonly baseline: Baseline | null;
  /** `2027-03-01`. */
  readonly today: string;
  readonly language: Language;
}

export function conductReportOf(conduct: Conduct, facts: RunFacts, demands: Demands): ConductReport {
  const { requests, failure, limits, ...about } = facts;
  const { accepted, stale } = applyBaseline(demands.baseline, conduct.results.map(judged), demands);
  const results = conduct.results.map((result) => ({ ...result, accepted: accepted.get(result.id) ?? null }));
  const failing = results.filter((result) => fails(result, demands.failOn));
  const missing = unassessed(results, demands.required);
  const { language } = demands;
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
    why: why === null ? null : why[language],
    baseline: {
      file: demands.baseline?.file ?? null,
      accepted: accepted.size,
      stale: stale.map((entry) => entry[language]),
    },
    limits: [...conduct.limits.map((limit) => wordsIn(limit, language)), ...limits.map((limit) => limit[language])],
    summary: summaryOf(results),
    results,
  };
}

interface OutcomeFacts {
  readonly failing: readonly ConductResult[];
  readonly stale: readonly Sentence[];
  readonly failure: Bilingual | null;
  readonly requests: number;
  readonly missing: readonly string[];
  readonly isAssessed: boolean;
}

function outcomeOf(facts: OutcomeFacts): {
  readonly outcome: ConductReport["outcome"];
  readonly why: Bilingual | null;
} {
  const { failing, stale, failure, requests, missing, isAssessed: some } = facts;
  const reasons = [
    ...(failing.length > 0
      ? [say(failing.length === 1 ? "violated" : "violated-many", { ids: failing.map(({ id }) => id).join(", ") })]
      : []),
    ...(stale.length > 0 ? [say("stale-count", { entries: several(stale.length, "entry") })] : []),
    ...(failure === null ? [] : [failure]),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: joined([joined(reasons, "; "), "."], "") };
  if (requests === 0) return { outcome: "inconclusive", why: say("no-request") };
  if (missing.length > 0) {
    const code = missing.length === 1 ? "not-required" : "not-required-many";
    return { outcome: "inconclusive", why: say(code, { ids: missing.join(", ") }) };
  }
  if (!some) return { outcome: "inconclusive", why: say("unassessed") };
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
  { failOn, failure, language }: Pick<Demands, "failOn" | "language"> & Pick<RunFacts, "failure">,
): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, baseline, timing, summary, emulator } = report;
  const assessed = summary.rules - summary.notAssessed - summary.off;
  const levels = [
    several(summary.errors, "error"),
    several(summary.warnings, "warning"),
    several(summary.notes, "note"),
  ];
  const parts = [
    joined(levels, ", "),
    say("assessed", { count: assessed, rules: several(summary.rules, "rule") }),
    ...(summary.creditsWasted > 0 ? [say("wasted", { credits: several(summary.creditsWasted, "credit") })] : []),
  ];
  return {
    ...{ kind, torpedo, outcome, why, limits, language },
    failure: failure === null ? null : failure[language],
    scenario: emulator.scenario,
    stale: baseline.stale,
    headline: joined(parts, "; ")[language],
    durationMs: timing?.durationMs ?? null,
    findings: report.results.map((result) => reportedResult(result, failOn, language)),
  };
}

function reportedResult(result: ConductResult, failOn: FailOn, language: Language): ReportedResult {
  const { id, level, accepted, occurrences, accounts, examples, cost, verdict } = result;
  const { name, remedy, provoke } = language === "pt" ? result.portuguese : result;
  const state = verdict === "violated" ? violatedState(result, failOn) : verdict === "kept" ? "passed" : verdict;
  const times = several(occurrences, "time");
  const who = accounts.length > 0 ? say("by", { times, accounts: accounts.join(", ") }) : times;
  const what = cost === null ? who : say("too-many", { what: who, credits: several(cost.credits, "credit") });
  const lines = [what[language], ...examples.map((example) => exampleLine(example, language))];
  const providers = accounts.map((account) => account.split("/")[0] ?? account);
  return {
    ...{ id, name, level, remedy, state, lines, occurrences },
    hint: accepted ?? provoke,
    subjects: [...new Set([id, ...accounts, ...providers, "conduct"])],
    requests: [...new Set(examples.flatMap(({ requests }) => requests))],
  };
}

function violatedState(result: ConductResult, failOn: FailOn): ReportedResult["state"] {
  if (result.accepted !== null) return "accepted";
  return fails(result, failOn) ? "failed" : "tolerated";
}

function exampleLine(
  { text, portuguese, requests, messages, callbacks, gapsMs = [] }: ConductResult["examples"][number],
  language: Language,
): string {
  const lists = { requests, messages, callbacks, pauses: gapsMs.map((gap) => `${gap} ms`) };
  const places = listNames.flatMap(([single, many]) => {
    const list = lists[many];
    return list.length === 0 ? [] : [say(list.length === 1 ? single : many, { list: list.join(", ") })[language]];
  });
  const words = language === "pt" ? portuguese : text;
  return places.length === 0 ? words : `${words} (${places.join("; ")})`;
}

const listNames = [
  ["request", "requests"],
  ["message", "messages"],
  ["callback", "callbacks"],
  ["pause", "pauses"],
] as const;

function wordsIn({ english, portuguese }: Conduct["limits"][number], language: Language): string {
  return language === "pt" ? portuguese : english;
}
