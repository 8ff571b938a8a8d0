// A sweep as Markdown for a job's summary: the grid, then each failure.

import { isHandled, type SweepResult } from "../sweep/result.ts";
import type { SweepReport } from "./report.ts";
import { escaped, Page } from "./summary.ts";
import { gridMarks, gridOf } from "./sweep-grid.ts";

export function sweepSummaryOf({ summary, results, outcome, why, limits, baseline }: SweepReport): string {
  const handled = results.filter((result) => result.reached && isHandled(result)).length;
  const page = new Page();
  const share = summary.handling.replace("%", " %");
  page.add(`### Handling of provider outcomes: ${share} (${handled} of ${summary.reached})\n\n`);
  page.add(`**${outcome}**${why === null ? "" : `: ${escaped(why)}`}\n\n`);
  page.add(gridText(results));
  if (baseline.stale.length > 0) page.add(`\n#### Stale entries of the baseline\n\n${items(baseline.stale)}`);
  if (limits.length > 0) page.add(`\n#### Limits\n\n${items(limits)}`);
  const others = results.filter((result) => !isHandled(result));
  for (const result of others.filter((result) => result.reached && result.accepted === null))
    page.add(detailsOf(result));
  const accepted = others.filter((result) => result.accepted !== null);
  page.add(
    listOf("Accepted by the baseline", accepted, (result) => `${result.id} ${result.verdict}: ${result.accepted}`),
  );
  const missed = others.filter((result) => !result.reached);
  page.add(listOf("Not reached", missed, (result) => `${result.id}: ${result.why}`));
  return page.text();
}

function gridText(results: readonly SweepResult[]): string {
  if (results.length === 0) return "";
  const { columns, rows } = gridOf(results);
  const { handled, noticed, failed, notReached } = gridMarks;
  const lines = [
    `| | ${columns.join(" | ")} |`,
    `| --- |${columns.map(() => " --- |").join("")}`,
    ...rows.map(({ name, cells }) => `| ${escaped(name)} | ${cells.map(escaped).join(" | ")} |`),
    "",
    `${handled} handled, ${escaped(noticed)} noticed, ${failed} not handled, ${notReached} not reached`,
  ];
  return `${lines.join("\n")}\n`;
}

function detailsOf({ id, verdict, why, at, reproduce }: SweepResult): string {
  const place = at === null ? "" : `- Request ${at.request}\n`;
  const body = `- ${escaped(why)}\n${place}- Repeat: ${escaped(reproduce)}\n`;
  return `\n<details><summary>${gridMarks.failed} ${escaped(`${id} ${verdict}`)}</summary>\n\n${body}\n</details>\n`;
}

function listOf(title: string, results: readonly SweepResult[], line: (result: SweepResult) => string): string {
  if (results.length === 0) return "";
  return `\n<details><summary>${title} (${results.length})</summary>\n\n${items(results.map(line))}\n</details>\n`;
}

function items(lines: readonly string[]): string {
  return lines.map((line) => `- ${escaped(line)}\n`).join("");
}
