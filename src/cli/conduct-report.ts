// Writes the report of a conduct check in every format that was asked for, and shows it.

import type { Conduct } from "../api/schema/conduct.ts";
import { conductOf } from "../checks/conduct/result.ts";
import { matches } from "../checks/glob.ts";
import type { Baseline } from "../checks/reports/baseline.ts";
import { conductReportOf, exitCodeOf, type RunFacts, reportedOf } from "../checks/reports/conduct.ts";
import type { ConductReport } from "../checks/reports/report.ts";
import { isAtLeast } from "../checks/reports/reported.ts";
import { reportText } from "../checks/reports/text.ts";
import { hostClock } from "../clock/host-clock.ts";
import { printableLines } from "./printable.ts";
import type { ReportPlan } from "./report-plan.ts";
import { writeReports } from "./write-reports.ts";

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
  const { failOn, required, language } = plan;
  const isChosen = ({ id }: { readonly id: string }): boolean =>
    (plan.only.length === 0 || plan.only.some((glob) => matches(glob, id))) &&
    !plan.skip.some((glob) => matches(glob, id));
  const limits = conduct.limits.map(({ english, portuguese }) => ({ en: english, pt: portuguese }));
  const results = conductOf(conduct.sandbox, conduct.results.filter(isChosen), limits);
  // An entry that --only and --skip leave out is not stale: its rule was not judged.
  const baseline: Baseline | null = plan.baseline && {
    file: plan.baseline.file,
    accepted: plan.baseline.accepted.filter(isChosen),
  };
  const today = new Date(hostClock.now()).toISOString().slice(0, 10);
  const { timing, ...untimed } = facts;
  const about = plan.isTimed && timing !== undefined ? { ...untimed, timing } : untimed;
  const report = conductReportOf(results, about, { failOn, required, baseline, today, language });
  const reported = reportedOf(report, { failOn, failure: facts.failure, language });
  const failing = report.results.filter(
    ({ verdict, accepted, level }) => verdict === "violated" && accepted === null && isAtLeast(level, failOn),
  );
  const written = writeReports({ report, reported, failing, files: [facts.emulator.scenario] }, plan);
  return { report, text: printableLines(reportText(reported, again) + written), code: exitCodeOf(report) };
}
