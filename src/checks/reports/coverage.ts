// Use of scenarios as a report: a suite a file, a case a rule or an entry of the timeline.

import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";
import { type Bilingual, joined, type Language } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import { type CoverageSummary, coverageSummary, partsOf, type ScenarioPart } from "../coverage/counted-parts.ts";
import { say } from "./coverage-words.ts";
import type { CoverageReport } from "./report.ts";
import { say as sayReport } from "./report-words.ts";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

export const unusedWords = ["rules", "steps", "none"] as const;

export interface CoverageDemands {
  /** Percent. */
  readonly failUnder: number;
  /** `rules`: a rule or an entry that was not used fails; `steps`: a step or a turn too. */
  readonly failUnused: (typeof unusedWords)[number];
  readonly language: Language;
}

export function coverageReportOf(
  torpedo: string,
  scenarios: readonly ScenarioCoverageView[],
  demands: CoverageDemands,
): CoverageReport {
  const results = scenarios.map((scenario) => ({ ...scenario, summary: coverageSummary(partsOf(scenario)) }));
  const parts = scenarios.flatMap(partsOf);
  const summary = coverageSummary(parts);
  const { language } = demands;
  const { outcome, why } = outcomeOf(scenarios, parts, summary, demands);
  return {
    kind: "coverage",
    format: 1,
    torpedo,
    outcome,
    why: why === null ? null : why[language],
    command: [],
    seed: "",
    emulator: { dialect: {}, scenario: null },
    budget: { time: "", runs: 0, usedRuns: 0, cut: null },
    baseline: { file: null, accepted: 0, stale: [] },
    limits: editedFiles(scenarios).map((limit) => limit[language]),
    summary: { scenarios: scenarios.length, ...summary },
    results,
  };
}

function outcomeOf(
  scenarios: readonly ScenarioCoverageView[],
  parts: readonly ScenarioPart[],
  { percent }: CoverageSummary,
  { failUnder, failUnused }: CoverageDemands,
): { readonly outcome: CoverageReport["outcome"]; readonly why: Bilingual | null } {
  const wrong = parts.filter(({ isWrong }) => isWrong).map(({ name }) => name);
  if (wrong.length > 0) return { outcome: "failed", why: say("wrong", { rules: joined(wrong, ", ") }) };
  if (scenarios.length === 0) return { outcome: "inconclusive", why: say("no-scenario") };
  if (scenarios.every(({ requests }) => requests === 0))
    return { outcome: "inconclusive", why: sayReport("no-request") };
  const absent = scenarios.filter(isAbsent).map(({ file }) => file);
  const unused = parts.filter((part) => isFailing(part, failUnused)).length;
  const reasons = [
    ...(absent.length > 0 ? [say("absent", { files: absent.join(", ") })] : []),
    ...(percent < failUnder ? [say("under", { percent, wanted: failUnder })] : []),
    ...(unused > 0 ? [say(unused === 1 ? "unused" : "unused-many", { count: unused })] : []),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: joined([joined(reasons, "; "), "."], "") };
  if (parts.every(({ kind }) => kind === "keys")) return { outcome: "inconclusive", why: say("no-part") };
  return { outcome: "passed", why: null };
}

/** True of a file that was named, and that no sandbox used. */
function isAbsent({ sandboxes }: ScenarioCoverageView): boolean {
  return sandboxes === 0;
}

function isFailing({ kind, isUsed, isWrong }: ScenarioPart, failUnused: CoverageDemands["failUnused"]): boolean {
  if (isWrong) return true;
  if (isUsed || failUnused === "none" || kind === "keys") return false;
  return failUnused === "steps" || kind === "rules" || kind === "timeline";
}

/** Files that were edited in between: each text has counts of its own. */
function editedFiles(scenarios: readonly ScenarioCoverageView[]): readonly Bilingual[] {
  const named = scenarios.map(({ file }) => file).filter((file) => file !== "scenario");
  const twice = new Set(named.filter((file, index) => named.indexOf(file) !== index));
  return [...twice].map((file) => say("edited", { file }));
}

/** The report as JUnit, SARIF and Markdown show it. */
export function reportedCoverage(report: CoverageReport, demands: CoverageDemands): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, summary } = report;
  const { language } = demands;
  return {
    ...{ kind, torpedo, outcome, why, limits, stale: [], failure: null, scenario: null, language },
    headline: summaryWords(summary)[language],
    durationMs: null,
    findings: report.results.flatMap((scenario) => [
      ...(isAbsent(scenario) ? [reportedAbsence(scenario, language)] : []),
      ...partsOf(scenario)
        .filter((part) => part.kind !== "keys")
        .map((part) => reportedPart(part, scenario.file, demands)),
    ]),
  };
}

function reportedAbsence({ file, title }: ScenarioCoverageView, language: Language): ReportedResult {
  const problem = say("absent-scenario")[language];
  return {
    id: "coverage/scenario",
    name: say("scenario", { title })[language],
    level: "warning",
    state: "failed",
    lines: [`${file}:1: ${problem}`],
    occurrences: 0,
    remedy: say("remedy-absent")[language],
    hint: problem,
    subjects: [file, title],
    place: { file, line: 1, column: 1 },
    suite: file,
  };
}

function reportedPart(part: ScenarioPart, file: string, { failUnused, language }: CoverageDemands): ReportedResult {
  const { kind, line, name, count, isUsed, isWrong, why } = part;
  const times = several(count, "time");
  const sentence = isWrong ? say("matched", { name, times, why }) : say("never-used", { name, why });
  return {
    id: `coverage/${kind}`,
    name: say("at-line", { name, line })[language],
    level: isWrong ? "error" : "warning",
    state: isFailing(part, failUnused) ? "failed" : isUsed ? "passed" : "notAssessed",
    lines: [`${file}:${line}: ${sentence[language]}`],
    occurrences: count,
    remedy: say(isWrong ? "remedy-wrong" : "remedy-unused")[language],
    hint: why[language],
    // The English name: the same part is the same alert in both languages.
    subjects: [file, name.en],
    place: { file, line, column: 1 },
    suite: file,
  };
}

export function summaryWords({ rules, steps, turns, timeline, keys, percent }: CoverageSummary): Bilingual {
  return say("summary", { rules, steps, turns, timeline, keys, percent });
}

/** Report for a terminal: each part with its count, and why it was never used. */
export function coverageText({ results, limits, outcome, why, summary }: CoverageReport, language: Language): string {
  const lines = results.flatMap((scenario) => [
    `${scenario.file}: ${scenario.title}`,
    ...partsOf(scenario).flatMap((part) => partLine(part, language)),
    ...scenario.accounts.flatMap((account) => accountLine(account, language)),
    `  ${summaryWords(scenario.summary)[language]}`,
  ]);
  const total = results.length > 1 ? [say("total", { summary: summaryWords(summary) })[language]] : [];
  const end = `${sayReport(outcome)[language]}${why === null ? "." : `: ${why}`}`;
  return `${[...lines, ...limits, ...total, end].join("\n")}\n`;
}

/** Used steps, turns and keys have no line: their rule has one. */
function partLine({ kind, line, name, count, isUsed, isWrong, why }: ScenarioPart, language: Language): string[] {
  const place = say("line", { line, name })[language];
  const times = `${count}×`.padStart(7);
  if (isUsed) return kind === "rules" || kind === "timeline" ? [`${times}  ${place}`] : [];
  const mark = isWrong ? times : say(kind === "keys" ? "note" : "never")[language].padStart(7);
  return [`${mark}  ${place}: ${why[language]}`];
}

/** Note on an account of the scenario that no request used. */
function accountLine(
  { account, line, requests }: ScenarioCoverageView["accounts"][number],
  language: Language,
): string[] {
  if (requests > 0) return [];
  const place = say("line", { line, name: say("account", { account }) })[language];
  return [`${say("note")[language].padStart(7)}  ${place}: ${say("no-request-of-account")[language]}`];
}
