// A sweep as lines for a terminal: an outcome as it ends, then the grid, the failures and the numbers.

import { isHandled, type SweepResult } from "../sweep/result.ts";
import type { SweepReport } from "./report.ts";
import type { FailOn } from "./reported.ts";
import { fails, headlineOf } from "./sweep.ts";
import { gridMarks, gridOf, markOf } from "./sweep-grid.ts";

/** @param idWidth columns of the id */
export function outcomeLine({ id, verdict, why, timing }: SweepResult, idWidth: number): string {
  const time = timing === undefined ? "" : `  ${(timing.durationMs / 1_000).toFixed(1)} s`;
  return `${gridMarks[markOf(verdict)]} ${id.padEnd(idWidth)}  ${verdict.padEnd(10)}  ${why}${time}`;
}

export function sweepText(report: SweepReport, failOn: FailOn): string {
  const { results, baseline, limits, outcome, why } = report;
  const failed = results.filter((result) => fails(result, failOn));
  const accepted = results.filter((result) => result.accepted !== null && !isHandled(result));
  const lines = [
    ...gridLines(results),
    ...failed.flatMap(failureLines),
    ...accepted.map(({ id, verdict, accepted: because }) => `accepted ${id} ${verdict}: ${because}`),
    ...baseline.stale.map((entry) => `baseline: ${entry}`),
    ...limits,
    `${headlineOf(report)}.`,
    `${outcome}${why === null ? "." : `: ${why}`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function failureLines({ id, verdict, why, at, reproduce }: SweepResult): readonly string[] {
  const place = at === null ? "" : ` (request ${at.request})`;
  return [`${verdict} ${id}${place}`, `  ${why}`, `  Again: ${reproduce}`];
}

function gridLines(results: readonly SweepResult[]): readonly string[] {
  if (results.length === 0) return [];
  const { columns, rows } = gridOf(results);
  const table = [["", ...columns], ...rows.map(({ name, cells }) => [name, ...cells])];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const { handled, noticed, failed, notReached } = gridMarks;
  return [...lines, `${handled} handled  ${noticed} noticed  ${failed} not handled  ${notReached} not reached`];
}
