// `torpedo run --coverage`: which parts of the run's scenario were used.

import type { CoverageDemands } from "../checks/reports/coverage.ts";
import { UsageError } from "../core/usage-error.ts";
import { type Flags, isOn } from "./flags.ts";
import { prepareFiles } from "./report-files.ts";
import { type ReportPlan, reportPlan } from "./report-plan.ts";
import type { RunPlace } from "./run-place.ts";

const folder = ".torpedo/coverage";

export interface CoveragePlan {
  readonly demands: CoverageDemands;
  readonly plan: ReportPlan;
}

/** Null: none was asked for. Beside --conduct the files of the flags are of conduct. @throws UsageError */
export async function coveragePlan(flags: Flags): Promise<CoveragePlan | null> {
  if (!isOn(flags, "coverage")) {
    const stray = ["fail-under", "fail-unused"].find((flag) => flags[flag] !== undefined);
    if (stray === undefined) return null;
    const remedy = "give --coverage too";
    throw new UsageError({ where: `--${stray}`, problem: "is of the coverage, and none was asked for", remedy });
  }
  const { demandsOf } = await import("./coverage.ts");
  const plan = reportPlan(isOn(flags, "conduct") ? {} : flags, folder);
  prepareFiles(plan);
  return { demands: demandsOf(flags), plan };
}

/** Writes the reports. @returns the sentences and the exit code */
export async function reportRunCoverage({ demands, plan }: CoveragePlan, { sandbox, scenarioName }: RunPlace) {
  const [{ reportCoverage }, coverage] = await Promise.all([import("./coverage.ts"), sandbox.scenario.coverage()]);
  // A sandbox got the text alone.
  const named = coverage === null ? [] : [{ ...coverage, file: scenarioName ?? coverage.file }];
  return reportCoverage(named, demands, plan);
}
