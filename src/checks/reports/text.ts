// Report as sentences, for a terminal.

import type { ReportedCheck, ReportedResult } from "./reported.ts";

/** @param again command that repeats the check for a rule alone */
export function reportText(report: ReportedCheck, again: (id: string) => string): string {
  const { kind, headline, outcome, why, stale, limits, findings } = report;
  const failed = findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const missing = findings.filter(({ state }) => state === "notAssessed").length;
  const lines = [
    ...failed.flatMap((finding) => linesOf(finding, again(finding.id))),
    ...stale.map((entry) => `baseline: ${entry}`),
    ...limits,
    `${kind}: ${headline}`,
    ...(missing > 0 ? [`Nothing provoked ${missing} of the rules; the reports say how to provoke each.`] : []),
    `${outcome}${why === null ? "." : `: ${why}`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ id, name, level, lines, remedy }: ReportedResult, again: string): string[] {
  return [`${level} ${id}: ${name}`, ...lines.map((line) => `  ${line}`), `  Remedy: ${remedy}.`, `  Again: ${again}`];
}
