// Report as sentences, for a terminal.

import type { ReportedCheck, ReportedResult } from "./reported.ts";

/** @param command of the run; empty: the journal of a running sandbox */
export function reportText(report: ReportedCheck, command: readonly string[]): string {
  const { kind, headline, outcome, why, stale, limits, findings } = report;
  const failed = findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const missing = findings.filter(({ state }) => state === "notAssessed").length;
  const lines = [
    ...failed.flatMap((finding) => linesOf(finding, kind, command)),
    ...stale.map((entry) => `baseline: ${entry}`),
    ...limits,
    `${kind}: ${headline}`,
    ...(missing > 0 ? [`Nothing provoked ${missing} of the rules; the reports say how to provoke each.`] : []),
    `${outcome}${why === null ? "." : `: ${why}`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf(
  { id, name, level, lines, remedy }: ReportedResult,
  kind: string,
  command: readonly string[],
): string[] {
  const again =
    command.length === 0
      ? `torpedo ${kind} --only ${id}`
      : `torpedo run --${kind} --only ${id} -- ${command.join(" ")}`;
  return [`${level} ${id}: ${name}`, ...lines.map((line) => `  ${line}`), `  Remedy: ${remedy}.`, `  Again: ${again}`];
}
