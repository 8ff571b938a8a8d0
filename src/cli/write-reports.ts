// Writes a report in every format that was asked for.

import { appendFileSync, writeFileSync } from "node:fs";
import { baselineText } from "../checks/reports/baseline.ts";
import { junitOf } from "../checks/reports/junit.ts";
import { say } from "../checks/reports/report-words.ts";
import type { ReportedCheck } from "../checks/reports/reported.ts";
import { sarifOf } from "../checks/reports/sarif.ts";
import { summaryOf } from "../checks/reports/summary.ts";
import { githubSummary } from "../config/read.ts";
import { several } from "../core/several.ts";
import { anchorFinder, journalPlace } from "./anchors.ts";
import { reportFiles, writeReport } from "./report-files.ts";
import type { ReportPlan } from "./report-plan.ts";

export interface ReportToWrite {
  /** The whole report, as JSON. */
  readonly report: object;
  readonly reported: ReportedCheck;
  /** Results that a new baseline accepts. */
  readonly failing: readonly { readonly id: string; readonly name: string }[];
  /** Scenario and other files of the run, for results without a place of their own. */
  readonly files?: readonly (string | null | undefined)[];
}

/** @returns sentences about what was written beside the reports @throws UsageError when a file cannot be written */
export function writeReports({ report, reported, failing, files = [] }: ReportToWrite, plan: ReportPlan): string {
  const anchorOf = anchorFinder(process.cwd(), { given: plan.anchors, files: [...files, plan.baseline?.file] });
  const journal = plan.journal === undefined ? null : journalPlace(process.cwd(), plan.journal);
  const texts = {
    json: () => `${JSON.stringify(report, null, 2)}\n`,
    junit: () => junitOf(reported),
    sarif: () => sarifOf(reported, anchorOf, journal),
    summary: () => summaryOf(reported),
  };
  for (const [format, path] of reportFiles(plan)) writeReport(path, texts[format]());
  const jobSummary = githubSummary();
  if (jobSummary !== "") writeReport(jobSummary, `${texts.summary()}\n`, appendFileSync);
  const { out, newBaseline } = plan;
  const { language = "en" } = reported;
  const lines: string[] = [];
  if (newBaseline !== undefined) {
    const text = baselineText(reported.kind, failing, language);
    writeReport(newBaseline, text, (path) => writeFileSync(path, text, { flag: "wx" }));
    const results = several(failing.length, "result");
    lines.push(`${say("accepts-results", { file: newBaseline, results })[language]}\n`);
  }
  if (out !== null) lines.push(`${say("reports-in", { folder: out })[language]}\n`);
  return lines.join("");
}
