// Writes the report of a conduct check in every format that was asked for, and shows it.

import { appendFileSync, writeFileSync } from "node:fs";
import type { Conduct } from "../api/schema/conduct.ts";
import { conductOf } from "../checks/conduct/result.ts";
import { matches } from "../checks/glob.ts";
import { type Baseline, baselineText } from "../checks/reports/baseline.ts";
import { conductReportOf, exitCodeOf, type RunFacts, reportedOf } from "../checks/reports/conduct.ts";
import { junitOf } from "../checks/reports/junit.ts";
import type { ConductReport } from "../checks/reports/report.ts";
import { isAtLeast } from "../checks/reports/reported.ts";
import { sarifOf } from "../checks/reports/sarif.ts";
import { summaryOf } from "../checks/reports/summary.ts";
import { reportText } from "../checks/reports/text.ts";
import { hostClock } from "../clock/host-clock.ts";
import { githubSummary } from "../config/read.ts";
import { counted } from "../core/counted.ts";
import { anchorFinder } from "./anchors.ts";
import { printableLines } from "./printable.ts";
import { reportFiles, writeReport } from "./report-files.ts";
import type { ReportPlan } from "./report-plan.ts";

/** A report that was written. */
export interface WrittenReport {
  readonly report: ConductReport;
  /** The report in sentences. */
  readonly text: string;
  readonly code: number;
}

/** @param again command that repeats the check for a rule alone @throws UsageError when a file cannot be written */
export function writeConductReport(
  conduct: Conduct,
  facts: RunFacts,
  plan: ReportPlan,
  again: (id: string) => string,
): WrittenReport {
  const { failOn, required } = plan;
  const isChosen = ({ id }: { readonly id: string }): boolean =>
    (plan.only.length === 0 || plan.only.some((glob) => matches(glob, id))) &&
    !plan.skip.some((glob) => matches(glob, id));
  const results = conductOf(conduct.sandbox, conduct.results.filter(isChosen), conduct.limits);
  // An entry that --only and --skip leave out is not stale: its rule was not judged.
  const baseline: Baseline | null = plan.baseline && {
    file: plan.baseline.file,
    accepted: plan.baseline.accepted.filter(isChosen),
  };
  const today = new Date(hostClock.now()).toISOString().slice(0, 10);
  const { timing, ...untimed } = facts;
  const about = plan.isTimed && timing !== undefined ? { ...untimed, timing } : untimed;
  const report = conductReportOf(results, about, { failOn, required, baseline, today });
  const reported = reportedOf(report, { failOn, failure: facts.failure });
  const anchorOf = anchorFinder(process.cwd(), {
    given: plan.anchors,
    files: [facts.emulator.scenario, plan.baseline?.file],
  });
  const texts = {
    json: () => `${JSON.stringify(report, null, 2)}\n`,
    junit: () => junitOf(reported),
    sarif: () => sarifOf(reported, anchorOf),
    summary: () => summaryOf(reported),
  };
  const { out, newBaseline } = plan;
  for (const [format, path] of reportFiles(plan)) writeReport(path, texts[format]());
  const jobSummary = githubSummary();
  if (jobSummary !== "") writeReport(jobSummary, `${texts.summary()}\n`, appendFileSync);
  const lines = [reportText(reported, again)];
  if (newBaseline !== undefined) {
    const failing = report.results.filter(
      ({ verdict, accepted, level }) => verdict === "violated" && accepted === null && isAtLeast(level, failOn),
    );
    const text = baselineText("conduct", failing);
    writeReport(newBaseline, text, (path) => writeFileSync(path, text, { flag: "wx" }));
    lines.push(`${newBaseline} accepts ${counted(failing.length, "result")}; write the reason of each.\n`);
  }
  if (out !== null) lines.push(`Reports are in ${out}.\n`);
  return { report, text: printableLines(lines.join("")), code: exitCodeOf(report) };
}
