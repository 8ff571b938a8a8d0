// The table of a run, as it is printed and as the README has it.

import { growthTable, type Series } from "./growth.ts";
import { isMet, type Row, ratioOf, type Spread } from "./row.ts";

export interface Results {
  /** Processor, cores and memory; no name of a machine. */
  readonly machine: string;
  readonly versions: string;
  readonly commit: string;
  readonly rows: readonly Row[];
  readonly growth: readonly Series[];
}

export const markers = {
  begin: "<!-- bench: written by npm run bench -- --write -->",
  end: "<!-- /bench -->",
} as const;

const digits = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 1 ? 1 : 2);

function cell(figure: Spread, unit: string): string {
  const { median, least, max } = figure;
  const range = least === max ? "" : ` (${digits(least)}-${digits(max)})`;
  return `${digits(median)} ${unit}${range}`;
}

function line(row: Row): string {
  const ratio = ratioOf(row);
  const met = isMet(row);
  const budget = row.budget === null ? "" : `${row.budget.max}${row.budget.of === "figure" ? ` ${row.unit}` : ""}`;
  const cells = [
    row.what,
    row.yardstick === null ? "" : `${row.yardstick.name}: ${cell(row.yardstick.figure, row.unit)}`,
    row.figure === null ? (row.note ?? "not measured") : cell(row.figure, row.unit),
    ratio === null ? "" : ratio.toFixed(2),
    budget,
    met === null ? "" : met ? "yes" : "no",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Markdown: machine and versions, then a row a figure. */
export function table({ machine, versions, commit, rows }: Results): string {
  const head =
    "| Figure | Yardstick, same run | Torpedo, or the peer named | Ratio | Budget | Met |\n| --- | --- | --- | --- | --- | --- |";
  return `${machine}; ${versions}; commit ${commit}. Medians, with least and most.\n\n${head}\n${rows.map(line).join("\n")}\n`;
}

/** The table of growth with its picture, where growth was measured. */
function growthPart(growth: readonly Series[]): string {
  if (growth.length === 0) return "";
  return `\n![How the cost of a message grows](growth.svg)\n\n${growthTable(growth)}`;
}

/** The text with the tables between its markers. @throws when a marker is missing */
export function withTable(text: string, results: Results): string {
  const [begin, end] = [text.indexOf(markers.begin), text.indexOf(markers.end)];
  if (begin < 0 || end < begin) throw new Error(`the README has no ${markers.begin} … ${markers.end}`);
  return `${text.slice(0, begin + markers.begin.length)}\n${table(results)}${growthPart(results.growth)}${text.slice(end)}`;
}
