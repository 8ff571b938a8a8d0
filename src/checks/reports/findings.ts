// Findings in scenario files as a report: what fails, and what is accepted.

import { several } from "../../core/several.ts";
import type { Baseline } from "./baseline.ts";
import { applyBaseline } from "./baseline.ts";
import type { CheckReport } from "./report.ts";
import { type FailOn, isAtLeast, type ReportedCheck, type ReportedResult, type ResultLevel } from "./reported.ts";

/** A finding, as far as reports concern it. */
export interface FileFinding {
  readonly id: string;
  readonly name: string;
  readonly level: ResultLevel;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly remedy: string;
}

export interface CheckedFiles {
  readonly torpedo: string;
  readonly files: readonly string[];
  readonly findings: readonly FileFinding[];
  /** Ids that were looked for, those without findings too. */
  readonly ids: readonly string[];
  readonly limits: readonly string[];
}

export interface CheckDemands {
  readonly failOn: FailOn;
  readonly baseline: Baseline | null;
  /** `2027-03-01`. */
  readonly today: string;
}

export function checkReportOf(
  { torpedo, files, findings, ids, limits }: CheckedFiles,
  demands: CheckDemands,
): CheckReport {
  const judged = ids.map((id) => {
    return { id, state: findings.some((finding) => finding.id === id) ? ("violated" as const) : ("kept" as const) };
  });
  const { accepted, stale } = applyBaseline(demands.baseline, judged, demands);
  const results = findings.map((finding) => ({ ...finding, accepted: accepted.get(finding.id) ?? null }));
  const failing = results.filter((result) => isFailing(result, demands.failOn));
  const reasons = [
    ...(failing.length === 0 ? [] : [`${[...new Set(failing.map(({ id }) => id))].join(", ")} found`]),
    ...(stale.length === 0 ? [] : ["the baseline has stale entries"]),
  ];
  const count = (level: ResultLevel): number => results.filter((result) => result.level === level).length;
  return {
    kind: "check",
    format: 1,
    torpedo,
    outcome: reasons.length === 0 ? "passed" : "failed",
    why: reasons.length === 0 ? null : `${reasons.join("; ")}.`,
    command: [],
    seed: "",
    emulator: { dialect: {}, scenario: null },
    budget: { time: "", runs: 0, usedRuns: 0, cut: null },
    baseline: { file: demands.baseline?.file ?? null, accepted: accepted.size, stale: stale.map(({ en }) => en) },
    limits: [...limits],
    summary: { files: files.length, errors: count("error"), warnings: count("warning"), notes: count("note") },
    results,
  };
}

type CheckResult = CheckReport["results"][number];

export function isFailing({ accepted, level }: CheckResult, failOn: FailOn): boolean {
  return accepted === null && isAtLeast(level, failOn);
}

/** The report as JUnit, SARIF and Markdown show it; a file without findings is a case that passes. */
export function reportedFindings(report: CheckReport, files: readonly string[], failOn: FailOn): ReportedCheck {
  const { kind, torpedo, outcome, why, limits, baseline, summary } = report;
  const { errors, warnings, notes } = summary;
  return {
    ...{ kind, torpedo, outcome, why, limits, stale: baseline.stale, failure: null, scenario: null },
    headline: [several(errors, "error"), several(warnings, "warning"), several(notes, "note")]
      .map(({ en }) => en)
      .join(", "),
    durationMs: null,
    findings: files.flatMap((file) => {
      const ofFile = report.results.filter((result) => result.file === file);
      return ofFile.length === 0 ? [passed(file)] : ofFile.map((result) => reported(result, failOn));
    }),
  };
}

function reported(result: CheckResult, failOn: FailOn): ReportedResult {
  const { id, name, level, file, line, column, found: problem, remedy, accepted } = result;
  return {
    ...{ id, name, level, remedy },
    state: accepted !== null ? "accepted" : isFailing(result, failOn) ? "failed" : "tolerated",
    lines: [`${file}:${line}:${column}: ${problem}`],
    occurrences: 1,
    hint: accepted ?? "",
    // Neither line nor column: the same finding stays the same alert when the file grows.
    subjects: [id, file, problem],
    place: { file, line, column },
    suite: file,
  };
}

function passed(file: string): ReportedResult {
  const nothing = { id: "check", name: "has no finding", level: "note", remedy: "", hint: "" } as const;
  return { ...nothing, state: "passed", lines: [], occurrences: 0, subjects: [file], suite: file };
}
