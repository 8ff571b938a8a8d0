// Report as Markdown for a job's summary. GitHub drops a step's summary as a whole when it is over 1 MiB.

import { Buffer } from "node:buffer";
import type { Language } from "../../core/sentences.ts";
import { say } from "./report-words.ts";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

/** Octets. */
const longestPage = 900 * 1024;

export function summaryOf(report: ReportedCheck): string {
  const { kind, headline, outcome, why, stale, limits, findings, language = "en" } = report;
  const page = new Page(language);
  const title = say(`check-${kind}`)[language];
  page.add(`### ${title.charAt(0).toUpperCase()}${title.slice(1)}: ${headline}\n\n`);
  page.add(`**${say(outcome)[language]}**${why === null ? "" : `: ${escaped(why)}`}\n\n`);
  const failed = findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const placed = failed.filter(({ place }) => place !== undefined);
  const others = failed.filter(({ place }) => place === undefined);
  if (placed.length > 0) page.add(`${say("place-heads")[language]}\n| --- | --- | --- |\n`);
  for (const finding of placed) page.add(placedRow(finding, language));
  if (others.length > 0) page.add(`${say("heads")[language]}\n| --- | --- | --- | --- |\n`);
  for (const finding of others) page.add(row(finding, language));
  if (stale.length > 0)
    page.add(`\n#### ${say("stale")[language]}\n\n${stale.map((entry) => `- ${escaped(entry)}\n`).join("")}`);
  if (limits.length > 0)
    page.add(`\n#### ${say("limits")[language]}\n\n${limits.map((limit) => `- ${escaped(limit)}\n`).join("")}`);
  for (const finding of others) page.add(details(finding));
  const accepted = findings.filter(({ state }) => state === "accepted");
  page.add(list(say("accepted-title")[language], accepted));
  page.add(
    list(
      say(kind === "coverage" ? "never-used-title" : "not-assessed-title")[language],
      findings.filter(({ state }) => state === "notAssessed"),
    ),
  );
  return page.text();
}

const marks = { error: "❌", warning: "⚠️", note: "ℹ️" } as const;

function row({ id, name, level, occurrences, remedy }: ReportedResult, language: Language): string {
  return `| ${marks[level]} ${say(level)[language]} | ${escaped(`${id} ${name}`)} | ${occurrences} | ${escaped(remedy)} |\n`;
}

/** A finding in a file: its line says the place and the problem. */
function placedRow({ id, level, lines, remedy }: ReportedResult, language: Language): string {
  return `| ${marks[level]} ${say(level)[language]} | ${escaped(`${id} ${lines.join("; ")}`)} | ${escaped(remedy)} |\n`;
}

function details({ id, name, lines }: ReportedResult): string {
  const items = lines.map((line) => `- ${escaped(line)}\n`).join("");
  return `\n<details><summary>${escaped(`${id} ${name}`)}</summary>\n\n${items}\n</details>\n`;
}

function list(title: string, findings: readonly ReportedResult[]): string {
  if (findings.length === 0) return "";
  const items = findings.map(({ id, name, hint }) => `- ${escaped(`${id} ${name}: ${hint}`)}\n`).join("");
  return `\n<details><summary>${title} (${findings.length})</summary>\n\n${items}\n</details>\n`;
}

/** Text that Markdown and HTML take as it is, on one line. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|~]/g, "\\$&");
}

/** Parts within a bound; the last line says how many did not fit. */
export class Page {
  readonly #parts: string[] = [];
  readonly #language: Language;
  #octets = 0;
  #left = 0;

  constructor(language: Language = "en") {
    this.#language = language;
  }

  add(part: string): void {
    const octets = Buffer.byteLength(part);
    if (this.#octets + octets > longestPage) {
      this.#left += 1;
      return;
    }
    this.#octets += octets;
    this.#parts.push(part);
  }

  text(): string {
    const end = this.#left === 0 ? "" : `\n${say("left", { count: this.#left })[this.#language]}\n`;
    return this.#parts.join("") + end;
  }
}
