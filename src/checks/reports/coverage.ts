// Use of scenarios as a report: a suite a file, a case a rule or an entry of the timeline.

import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";
import { counted } from "../../core/counted.ts";
import { type CoverageSummary, coverageSummary, partsOf, type ScenarioPart } from "../coverage/counted-parts.ts";
import type { CoverageReport } from "./report.ts";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

export const unusedWords = ["rules", "steps", "none"] as const;

export interface CoverageDemands {
  /** Percent. */
  readonly failUnder: number;
  /** `rules`: a rule or an entry that was not used fails; `steps`: a step or a turn too. */
  readonly failUnused: (typeof unusedWords)[number];
}

export function coverageReportOf(
  torpedo: string,
  scenarios: readonly ScenarioCoverageView[],
  demands: CoverageDemands,
): CoverageReport {
  const results = scenarios.map((scenario) => ({ ...scenario, summary: coverageSummary(partsOf(scenario)) }));
  const parts = scenarios.flatMap(partsOf);
  const summary = coverageSummary(parts);
  return {
    kind: "coverage",
    format: 1,
    torpedo,
    ...outcomeOf(scenarios, parts, summary, demands),
    command: [],
    seed: "",
    emulator: { dialect: {}, scenario: null },
    budget: { time: "", runs: 0, usedRuns: 0, cut: null },
    baseline: { file: null, accepted: 0, stale: [] },
    limits: editedFiles(scenarios),
    summary: { scenarios: scenarios.length, ...summary },
    results,
  };
}

function outcomeOf(
  scenarios: readonly ScenarioCoverageView[],
  parts: readonly ScenarioPart[],
  { percent }: CoverageSummary,
  { failUnder, failUnused }: CoverageDemands,
): Pick<CoverageReport, "outcome" | "why"> {
  const wrong = parts.filter(({ isWrong }) => isWrong);
  if (wrong.length > 0) {
    const why = `${wrong.map(({ name }) => name).join(", ")} should match no request.`;
    return { outcome: "failed", why };
  }
  if (scenarios.every(({ requests }) => requests === 0)) {
    const why = scenarios.length === 0 ? "no scenario was active" : "no request came";
    return { outcome: "inconclusive", why: `Nothing is proven: ${why}.` };
  }
  const absent = scenarios.filter(isAbsent);
  const unused = parts.filter((part) => isFailing(part, failUnused));
  const reasons = [
    ...(absent.length > 0 ? [`no sandbox had ${absent.map(({ file }) => file).join(", ")}`] : []),
    ...(percent < failUnder ? [`${percent} % is under ${failUnder} %`] : []),
    ...(unused.length > 0 ? [`${counted(unused.length, "part")} unused`] : []),
  ];
  if (reasons.length > 0) return { outcome: "failed", why: `${reasons.join("; ")}.` };
  if (parts.every(({ kind }) => kind === "keys"))
    return { outcome: "inconclusive", why: "Nothing is proven: there is no rule and no entry." };
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

/** Names of files that were edited in between: each text has counts of its own. */
function editedFiles(scenarios: readonly ScenarioCoverageView[]): string[] {
  const named = scenarios.map(({ file }) => file).filter((file) => file !== "scenario");
  const twice = new Set(named.filter((file, index) => named.indexOf(file) !== index));
  return [...twice].map((file) => `${file} has several texts, each with counts of its own: it was edited in between.`);
}

/** The report as JUnit, SARIF and Markdown show it. */
export function reportedCoverage(report: CoverageReport, { failUnused }: CoverageDemands): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, summary } = report;
  return {
    ...{ kind, torpedo, outcome, why, limits, stale: [], failure: null, scenario: null },
    headline: summaryWords(summary),
    durationMs: null,
    findings: report.results.flatMap((scenario) => [
      ...(isAbsent(scenario) ? [reportedAbsence(scenario)] : []),
      ...partsOf(scenario)
        .filter((part) => part.kind !== "keys")
        .map((part) => reportedPart(part, scenario.file, failUnused)),
    ]),
  };
}

function reportedAbsence({ file, title }: ScenarioCoverageView): ReportedResult {
  const problem = "no sandbox had this scenario";
  return {
    id: "coverage/scenario",
    name: `scenario "${title}"`,
    level: "warning",
    state: "failed",
    lines: [`${file}:1: ${problem}`],
    occurrences: 0,
    remedy: "use it in a test, or take it out of --file",
    hint: problem,
    subjects: [file, title],
    place: { file, line: 1, column: 1 },
    suite: file,
  };
}

function reportedPart(part: ScenarioPart, file: string, failUnused: CoverageDemands["failUnused"]): ReportedResult {
  const { kind, line, name, count, isUsed, isWrong, why } = part;
  return {
    id: `coverage/${kind}`,
    name: `${name} (line ${line})`,
    level: isWrong ? "error" : "warning",
    state: isFailing(part, failUnused) ? "failed" : isUsed ? "passed" : "notAssessed",
    lines: [`${file}:${line}: ${name} ${isWrong ? `matched ${counted(count, "time")}` : "was never used"}: ${why}`],
    occurrences: count,
    remedy: isWrong ? "keep the client from such requests" : "provoke it in a test, or take it out",
    hint: why,
    subjects: [file, name],
    place: { file, line, column: 1 },
    suite: file,
  };
}

export function summaryWords({ rules, steps, turns, timeline, keys, percent }: CoverageSummary): string {
  return `rules ${rules}, steps ${steps}, turns ${turns}, timeline ${timeline}, keys ${keys}; ${percent} %`;
}

/** Report for a terminal: each part with its count, and why it was never used. */
export function coverageText({ results, limits, outcome, why, summary }: CoverageReport): string {
  const lines = results.flatMap((scenario) => [
    `${scenario.file}: ${scenario.title}`,
    ...partsOf(scenario).flatMap(partLine),
    `  ${summaryWords(scenario.summary)}`,
  ]);
  const total = results.length > 1 ? [`coverage: ${summaryWords(summary)}`] : [];
  return `${[...lines, ...limits, ...total, `${outcome}${why === null ? "." : `: ${why}`}`].join("\n")}\n`;
}

/** Used steps, turns and keys have no line: their rule has one. */
function partLine({ kind, line, name, count, isUsed, isWrong, why }: ScenarioPart): string[] {
  if (kind === "keys" && !isUsed) return [`   note  line ${line} ${name}: ${why}`];
  if (isUsed)
    return kind === "rules" || kind === "timeline" ? [`${`${count}×`.padStart(7)}  line ${line} ${name}`] : [];
  return [
    isWrong ? `${`${count}×`.padStart(7)}  line ${line} ${name}: ${why}` : `  never  line ${line} ${name}: ${why}`,
  ];
}
