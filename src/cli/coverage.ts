// `torpedo coverage`: use of scenarios in a running emulator, or merged from files of several processes.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioCoverageView } from "../api/schema/coverage.ts";
import { readCoverageFile } from "../checks/coverage/file.ts";
import { mergeCoverage } from "../checks/coverage/merge.ts";
import {
  type CoverageDemands,
  coverageReportOf,
  coverageText,
  reportedCoverage,
  unusedWords,
} from "../checks/reports/coverage.ts";
import { packageVersion } from "../config/package-version.ts";
import { vocabulariesWith } from "../config/registry.ts";
import { readText } from "../config/text-file.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { ScenarioUsage } from "../scenario/engine/usage.ts";
import { coverageOf } from "../scenario/file/coverage.ts";
import { findingSentence } from "../scenario/file/finding.ts";
import { type CommandSession, type Flags, isOn, listOf, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { languageOf } from "./language.ts";
import { printableLines } from "./printable.ts";
import { prepareFiles } from "./report-files.ts";
import { type ReportPlan, reportPlan } from "./report-plan.ts";
import { readScenarioFile } from "./scenario-files.ts";
import { checkWithEmulator } from "./with-emulator.ts";
import { writeReports } from "./write-reports.ts";

export async function coverageCommand({ terminal, registry }: CommandSession, flags: Flags): Promise<number> {
  const plan = reportPlan(flags, null);
  const demands = demandsOf(flags);
  prepareFiles(plan);
  const named = namedScenarios(listOf(flags, "file"), await registry());
  const scenarios = await scenariosOf(flags);
  const { text, code } = reportCoverage(withNames(scenarios, named), demands, plan);
  terminal.out(text);
  return code;
}

/** Writes the reports. @returns the sentences for a terminal, and the exit code */
export function reportCoverage(
  scenarios: readonly ScenarioCoverageView[],
  demands: CoverageDemands,
  plan: ReportPlan,
): { readonly text: string; readonly code: number } {
  const report = coverageReportOf(packageVersion(), scenarios, demands);
  const written = writeReports({ report, reported: reportedCoverage(report, demands), failing: [] }, plan);
  const code = { passed: exit.done, failed: exit.failed, inconclusive: exit.unproven }[report.outcome];
  return { text: printableLines(coverageText(report, demands.language) + written), code };
}

/** @throws UsageError */
export function demandsOf(flags: Flags): CoverageDemands {
  const written = textOf(flags, "fail-under") ?? "0";
  const percent = /^\d{1,3}(?:\.\d+)?%?$/.test(written) ? Number.parseFloat(written) : Number.NaN;
  if (!(percent <= 100)) {
    const problem = "must be a percentage";
    throw new UsageError({ where: "--fail-under", problem, value: written, remedy: "write such as 90%" });
  }
  const failUnused = unusedWords.find((word) => word === textOf(flags, "fail-unused")) ?? "none";
  return { failUnder: percent, failUnused, language: languageOf(flags) };
}

async function scenariosOf(flags: Flags): Promise<ScenarioCoverageView[]> {
  const files = listOf(flags, "merge");
  if (files.length > 0) {
    const stray = ["all", "sandbox", "url"].find((flag) => flags[flag] !== undefined);
    if (stray !== undefined)
      throw new UsageError({ where: `--${stray}`, problem: "does not go with --merge", remedy: "give one of them" });
    const paths = files.flatMap(filesIn);
    return mergeCoverage(paths.flatMap((path) => readCoverageFile(readText(path, "coverage"), path)));
  }
  return checkWithEmulator(flags, async ({ control, sandbox }) => {
    if (isOn(flags, "all")) return mergeCoverage(await control.scenarioCoverage());
    const coverage = await sandbox.scenario.coverage();
    return coverage === null ? [] : [coverage];
  });
}

/** A file itself, or the files of a folder. */
function filesIn(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => join(path, name));
}

/** Scenario files without any use. @throws UsageError for a file with mistakes */
function namedScenarios(files: readonly string[], registry: readonly Provider[]): ScenarioCoverageView[] {
  return files.map((file) => {
    const read = readScenarioFile(file, vocabulariesWith(registry, {}));
    if ("findings" in read) throw new UsageError(read.findings.map(findingSentence).join("\n"));
    const usage = new ScenarioUsage(read.scenario);
    usage.sandboxes = 0;
    return coverageOf(usage);
  });
}

/** The scenarios with the names of their files, and the files that no sandbox used. */
function withNames(scenarios: readonly ScenarioCoverageView[], named: readonly ScenarioCoverageView[]) {
  const unused = named.filter(({ hash }) => scenarios.every((scenario) => scenario.hash !== hash));
  const renamed = scenarios.map((scenario) => ({
    ...scenario,
    file: named.find(({ hash }) => hash === scenario.hash)?.file ?? scenario.file,
  }));
  return [...renamed, ...unused];
}
