// `torpedo check`: findings in scenario files, without an emulator.

import { matches } from "../checks/glob.ts";
import { checkReportOf, type FileFinding, isFailing, reportedFindings } from "../checks/reports/findings.ts";
import { hostClock } from "../clock/host-clock.ts";
import { firstAccounts } from "../config/first-accounts.ts";
import { packageVersion } from "../config/package-version.ts";
import { vocabulariesWith } from "../config/registry.ts";
import { isScenarioFile } from "../config/scenario-value.ts";
import { type AccountKey, accountKey } from "../core/account.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import { type FindingId, findingKinds, findingLine, type ScenarioFinding } from "../scenario/file/finding.ts";
import { type Soundness, soundnessOf } from "../scenario/file/soundness/soundness.ts";
import { type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { jsonText, printable } from "./printable.ts";
import { prepareFiles } from "./report-files.ts";
import { type ReportPlan, reportPlan } from "./report-plan.ts";
import { readScenarioFile } from "./scenario-files.ts";
import { writeReports } from "./write-reports.ts";

interface CheckContext {
  readonly vocabularies: readonly Vocabulary[];
  readonly accounts: readonly AccountKey[];
  /** Absent: no accounts file was given. */
  readonly accountsWithReports?: ReadonlySet<AccountKey>;
  readonly isDeep: boolean;
}

/** @returns 1 when a finding of an error, or of the level that fails, is there */
export async function checkCommand(session: CommandSession, flags: Flags, files: readonly string[]): Promise<number> {
  const plan = strictPlan(flags);
  prepareFiles(plan);
  const context = await contextOf(session, flags);
  const checked = files.map((file) => ({ file, ...check(file, context) }));
  const findings = checked.flatMap((result) =>
    result.findings.map(withKind).filter((finding) => isChosen(finding, plan)),
  );
  const limits = checked.flatMap((result) => result.limits);
  const ids = Object.keys(findingKinds).filter((id) => isChosen({ id }, plan));
  const today = new Date(hostClock.now()).toISOString().slice(0, 10);
  const { failOn, baseline } = plan;
  const report = checkReportOf(
    { torpedo: packageVersion(), files, findings, ids, limits },
    { failOn, baseline, today },
  );
  const failing = report.results.filter((result) => isFailing(result, failOn));
  const reported = reportedFindings(report, files, failOn);
  const kinds = [...new Map(failing.map((finding) => [finding.id, finding])).values()];
  const written = writeReports({ report, reported, failing: kinds, files }, plan);
  const { terminal } = session;
  if (isOn(flags, "json")) terminal.out(`${jsonText({ findings, ...(limits.length === 0 ? {} : { limits }) })}\n`);
  else {
    for (const { findings: ofFile } of checked) {
      for (const finding of ofFile) if (isChosen(finding, plan)) terminal.out(`${printable(findingLine(finding))}\n`);
    }
    for (const limit of limits) terminal.out(`${printable(limit)}\n`);
    for (const entry of report.baseline.stale) terminal.out(`baseline: ${printable(entry)}\n`);
    for (const file of files) {
      if (!failing.some((finding) => finding.file === file)) terminal.out(`${printable(file)}: fine.\n`);
    }
    terminal.out(written);
  }
  return report.outcome === "passed" ? exit.done : exit.failed;
}

/** With --strict warnings count as errors. */
function strictPlan(flags: Flags): ReportPlan {
  const plan = reportPlan(flags, null);
  return isOn(flags, "strict") && textOf(flags, "fail-on") === undefined ? { ...plan, failOn: "warning" } : plan;
}

async function contextOf({ registry }: CommandSession, flags: Flags): Promise<CheckContext> {
  const providers = await registry();
  const file = textOf(flags, "accounts");
  const accounts = await firstAccounts(file === undefined ? {} : { accounts: file }, providers);
  const addressed = accounts.filter(({ callbacks }) => callbacks.dlr !== undefined).map(accountKey);
  return {
    vocabularies: vocabulariesWith(providers, {}),
    accounts: accounts.map(accountKey),
    ...(file === undefined ? {} : { accountsWithReports: new Set(addressed) }),
    isDeep: isOn(flags, "deep"),
  };
}

/** Mistakes, or where there are none the soundness. */
function check(file: string, { vocabularies, accounts, accountsWithReports, isDeep }: CheckContext): Soundness {
  const read = readScenarioFile(file, vocabularies, accounts);
  if ("findings" in read) return { findings: read.findings, limits: [] };
  return soundnessOf(read.parts, {
    file,
    isShipped: file !== "-" && !isScenarioFile(file),
    ...(accountsWithReports === undefined ? {} : { accountsWithReports }),
    ...(isDeep ? { deep: hostClock } : {}),
  });
}

function withKind(finding: ScenarioFinding): FileFinding & { readonly id: FindingId } {
  return { ...finding, ...findingKinds[finding.id] };
}

function isChosen({ id }: { readonly id: string }, { only, skip }: ReportPlan): boolean {
  return (only.length === 0 || only.some((glob) => matches(glob, id))) && !skip.some((glob) => matches(glob, id));
}
