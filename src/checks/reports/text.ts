// Report as sentences, for a terminal.

import type { Language } from "../../core/sentences.ts";
import { say } from "./report-words.ts";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

/** @param again command that repeats the check for a rule alone */
export function reportText(report: ReportedCheck, again: (id: string) => string): string {
  const { kind, headline, outcome, why, stale, limits, findings, language = "en" } = report;
  const failed = findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const missing = findings.filter(({ state }) => state === "notAssessed").length;
  const lines = [
    ...failed.flatMap((finding) => linesOf(finding, again(finding.id), language)),
    ...stale.map((entry) => say("baseline", { entry })[language]),
    ...limits,
    `${say(`check-${kind}`)[language]}: ${headline}`,
    ...(missing > 0 ? [say("missing", { count: missing })[language]] : []),
    `${say(outcome)[language]}${why === null ? "." : `: ${why}`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ id, name, level, lines, remedy }: ReportedResult, again: string, language: Language): string[] {
  return [
    `${say(level)[language]} ${id}: ${name}`,
    ...lines.map((line) => `  ${line}`),
    `  ${say("remedy")[language]}: ${remedy}.`,
    `  ${say("again")[language]}: ${again}`,
  ];
}
