// A sweep as lines for a terminal: an outcome as it ends, then the grid, the failures and the numbers.

import type { Language } from "../../core/sentences.ts";
import { isHandled, type SweepResult } from "../sweep/result.ts";
import { verdictWords } from "../sweep/words.ts";
import type { SweepReport } from "./report.ts";
import { say as sayReport } from "./report-words.ts";
import type { FailOn } from "./reported.ts";
import { fails, headlineOf, whyOf } from "./sweep.ts";
import { gridMarks, gridOf, legendOf, markOf } from "./sweep-grid.ts";
import { say } from "./sweep-words.ts";

/** @param idWidth columns of the id */
export function outcomeLine(result: SweepResult, idWidth: number, language: Language): string {
  const { id, verdict, timing } = result;
  const time = timing === undefined ? "" : `  ${(timing.durationMs / 1_000).toFixed(1)} s`;
  const word = verdictWords[verdict][language].padEnd(longestVerdict(language));
  return `${gridMarks[markOf(verdict)]} ${id.padEnd(idWidth)}  ${word}  ${whyOf(result, language)}${time}`;
}

function longestVerdict(language: Language): number {
  return Math.max(...Object.values(verdictWords).map((words) => words[language].length));
}

export function sweepText(report: SweepReport, failOn: FailOn, language: Language): string {
  const { results, baseline, limits, outcome, why } = report;
  const failed = results.filter((result) => fails(result, failOn));
  const accepted = results.filter((result) => result.accepted !== null && !isHandled(result));
  const lines = [
    ...gridLines(results, language),
    ...failed.flatMap((result) => failureLines(result, language)),
    ...accepted.map(({ id, verdict, accepted: because }) => {
      return say("accepted-line", { id, verdict: verdictWords[verdict], because: because ?? "" })[language];
    }),
    ...baseline.stale.map((entry) => sayReport("baseline", { entry })[language]),
    ...limits,
    `${headlineOf(report)[language]}.`,
    `${sayReport(outcome)[language]}${why === null ? "." : `: ${why}`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function failureLines(result: SweepResult, language: Language): readonly string[] {
  const { id, verdict, at, reproduce } = result;
  const place = at === null ? "" : ` (${sayReport("request", { list: at.request })[language]})`;
  return [
    `${verdictWords[verdict][language]} ${id}${place}`,
    `  ${whyOf(result, language)}`,
    `  ${sayReport("again")[language]}: ${reproduce}`,
  ];
}

function gridLines(results: readonly SweepResult[], language: Language): readonly string[] {
  if (results.length === 0) return [];
  const { columns, rows } = gridOf(results, language);
  const table = [["", ...columns], ...rows.map(({ name, cells }) => [name, ...cells])];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, legendOf(language).join("  ")];
}
