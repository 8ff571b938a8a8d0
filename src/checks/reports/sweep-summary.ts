// A sweep as Markdown for a job's summary: the grid, then each failure.

import type { Language } from "../../core/sentences.ts";
import { isHandled, type SweepResult } from "../sweep/result.ts";
import { verdictWords } from "../sweep/words.ts";
import type { SweepReport } from "./report.ts";
import { say as sayReport } from "./report-words.ts";
import { escaped, Page } from "./summary.ts";
import { whyOf } from "./sweep.ts";
import { gridMarks, gridOf, legendOf } from "./sweep-grid.ts";
import { say } from "./sweep-words.ts";

export function sweepSummaryOf(report: SweepReport, language: Language): string {
  const { summary, results, outcome, why, limits, baseline } = report;
  const handled = results.filter((result) => result.reached && isHandled(result)).length;
  const page = new Page(language);
  const share = summary.handling.replace("%", " %");
  page.add(`### ${say("title", { share, handled, reached: summary.reached })[language]}\n\n`);
  page.add(`**${sayReport(outcome)[language]}**${why === null ? "" : `: ${escaped(why)}`}\n\n`);
  page.add(gridText(results, language));
  if (baseline.stale.length > 0) page.add(`\n#### ${sayReport("stale")[language]}\n\n${items(baseline.stale)}`);
  if (limits.length > 0) page.add(`\n#### ${sayReport("limits")[language]}\n\n${items(limits)}`);
  const others = results.filter((result) => !isHandled(result));
  for (const result of others.filter((result) => result.reached && result.accepted === null))
    page.add(detailsOf(result, language));
  const accepted = others.filter((result) => result.accepted !== null);
  page.add(
    listOf(
      sayReport("accepted-title")[language],
      accepted,
      (result) => `${result.id} ${verdictWords[result.verdict][language]}: ${result.accepted}`,
    ),
  );
  const missed = others.filter((result) => !result.reached);
  const title = say("not-reached-title")[language];
  page.add(listOf(title, missed, (result) => `${result.id}: ${whyOf(result, language)}`));
  return page.text();
}

function gridText(results: readonly SweepResult[], language: Language): string {
  if (results.length === 0) return "";
  const { columns, rows } = gridOf(results, language);
  const lines = [
    `| | ${columns.join(" | ")} |`,
    `| --- |${columns.map(() => " --- |").join("")}`,
    ...rows.map(({ name, cells }) => `| ${escaped(name)} | ${cells.map(escaped).join(" | ")} |`),
    "",
    legendOf(language).map(escaped).join(", "),
  ];
  return `${lines.join("\n")}\n`;
}

function detailsOf(result: SweepResult, language: Language): string {
  const { id, verdict, at, reproduce } = result;
  const lines = [
    whyOf(result, language),
    ...(at === null ? [] : [say("at-request", { request: at.request })[language]]),
    say("repeat", { command: reproduce })[language],
  ];
  const title = escaped(`${id} ${verdictWords[verdict][language]}`);
  return `\n<details><summary>${gridMarks.failed} ${title}</summary>\n\n${items(lines)}\n</details>\n`;
}

function listOf(title: string, results: readonly SweepResult[], line: (result: SweepResult) => string): string {
  if (results.length === 0) return "";
  return `\n<details><summary>${title} (${results.length})</summary>\n\n${items(results.map(line))}\n</details>\n`;
}

function items(lines: readonly string[]): string {
  return lines.map((line) => `- ${escaped(line)}\n`).join("");
}
