// Writes the report of a sweep in every format that was asked for, and shows it.

import { appendFileSync, writeFileSync } from "node:fs";
import { baselineText } from "../checks/reports/baseline.ts";
import { exitCodeOf } from "../checks/reports/conduct.ts";
import { junitOf } from "../checks/reports/junit.ts";
import type { SweepReport } from "../checks/reports/report.ts";
import { say } from "../checks/reports/report-words.ts";
import { sarifOf } from "../checks/reports/sarif.ts";
import { baselineId, fails, outcomeIn, reportedSweep, sweepReportOf, whyOf } from "../checks/reports/sweep.ts";
import { sweepSummaryOf } from "../checks/reports/sweep-summary.ts";
import { sweepText } from "../checks/reports/sweep-text.ts";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import type { SweepResult } from "../checks/sweep/result.ts";
import { hostClock } from "../clock/host-clock.ts";
import { packageVersion } from "../config/package-version.ts";
import { githubSummary } from "../config/read.ts";
import { bilingualDuration } from "../core/counted.ts";
import type { Sentence } from "../core/sentences.ts";
import { several } from "../core/several.ts";
import { anchorFinder } from "./anchors.ts";
import { textOf } from "./flags.ts";
import { reportFiles, writeReport } from "./report-files.ts";
import { unreachedNames } from "./sweep-names.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import type { SweepRoom } from "./sweep-run.ts";

/** A sweep that ended. */
export interface SweepEnd {
  readonly results: readonly SweepResult[];
  /** Outcomes of the plan. */
  readonly outcomes: readonly SweepOutcome[];
  readonly skipped: number;
  readonly limits: readonly Sentence[];
  readonly usedRuns: number;
  readonly cut: SweepReport["budget"]["cut"];
  /** Instants of the host clock, as dates and as time that passed. */
  readonly began: { readonly at: number; readonly elapsed: number };
  readonly room: SweepRoom;
  readonly unproven: Sentence | null;
}

/** @throws UsageError when a file cannot be written */
export async function writeSweepReport(
  plan: SweepPlan,
  end: SweepEnd,
): Promise<{ readonly text: string; readonly code: number }> {
  const { report: files, minHandled, minReached } = plan;
  const { results } = end;
  const planned = end.outcomes.length;
  const ran = new Set(results.map(({ id }) => id));
  const { failOn, baseline, required, language } = files;
  const share = minReached.isShare ? Math.ceil((planned * minReached.value) / 100) : minReached.value;
  const report = sweepReportOf(results, await factsOf(plan, end), {
    failOn,
    // An entry of an outcome that did not run is not stale: it was not judged.
    baseline: baseline && { ...baseline, accepted: baseline.accepted.filter(({ id }) => ran.has(outcomeIn(id))) },
    language,
    today: new Date(hostClock.now()).toISOString().slice(0, 10),
    minHandled: minHandled === null ? null : minHandled.value,
    minReached: Math.max(1, share),
    missing: unreachedNames(
      required,
      end.outcomes,
      new Set(results.flatMap(({ id, reached }) => (reached ? [id] : []))),
    ),
  });
  const reported = reportedSweep(report, failOn, language);
  const anchorOf = anchorFinder(process.cwd(), {
    given: files.anchors,
    files: [report.emulator.scenario, baseline?.file, textOf(end.room.flags, "handling")],
  });
  const texts = {
    json: () => `${JSON.stringify(report, null, 2)}\n`,
    junit: () => junitOf(reported),
    sarif: () => sarifOf(reported, anchorOf),
    summary: () => sweepSummaryOf(report, language),
  };
  for (const [format, path] of reportFiles(files)) writeReport(path, texts[format]());
  const jobSummary = githubSummary();
  if (jobSummary !== "") writeReport(jobSummary, `${texts.summary()}\n`, appendFileSync);
  const lines = [sweepText(report, failOn, language)];
  if (files.newBaseline !== undefined) {
    const failing = report.results.filter((result) => fails(result, failOn));
    const entries = failing.map((result) => ({
      id: baselineId(result),
      name: whyOf(result, language).replaceAll(/\s+/g, " "),
    }));
    const text = baselineText("sweep", entries, language);
    writeReport(files.newBaseline, text, (path) => writeFileSync(path, text, { flag: "wx" }));
    const results = several(failing.length, "result");
    lines.push(`${say("accepts-results", { file: files.newBaseline, results })[language]}\n`);
  }
  lines.push(`${say("reports-in", { folder: files.out })[language]}\n`);
  return { text: lines.join(""), code: exitCodeOf(report) };
}

async function factsOf(plan: SweepPlan, end: SweepEnd): Promise<Parameters<typeof sweepReportOf>[1]> {
  const { room, outcomes, skipped, limits, usedRuns, cut, began, unproven } = end;
  const { emulator, dialect } = room.place;
  const timing = {
    startedAt: new Date(began.at).toISOString(),
    durationMs: Math.round(hostClock.elapsed() - began.elapsed),
  };
  return {
    torpedo: packageVersion(),
    command: [...plan.words],
    seed: (await emulator.info()).seed,
    emulator: { dialect, scenario: textOf(room.flags, "scenario") ?? null },
    budget: { time: bilingualDuration(plan.timeMs)[plan.report.language], runs: plan.maxRuns, usedRuns, cut },
    ...(plan.report.isTimed ? { timing } : {}),
    ...{ unproven, planned: outcomes.length, skipped },
    limits,
  };
}
