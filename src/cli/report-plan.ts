// Flags of every command that reports: files, level that fails, baseline, choice of results.

import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { type Baseline, readBaseline } from "../checks/reports/baseline.ts";
import { type FailOn, failOnWords } from "../checks/reports/reported.ts";
import type { Anchor } from "../checks/reports/sarif.ts";
import { readText } from "../config/text-file.ts";
import type { Language } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";
import { assignments, type Flags, isOn, listOf, many, textOf } from "./flags.ts";
import { languageFlag, languageOf } from "./language.ts";

export interface ReportPlan {
  /** Folder of all formats; null: none. */
  readonly out: string | null;
  readonly json: string | undefined;
  readonly junit: string | undefined;
  readonly sarif: string | undefined;
  readonly summary: string | undefined;
  readonly failOn: FailOn;
  readonly baseline: Baseline | null;
  readonly newBaseline: string | undefined;
  readonly isTimed: boolean;
  /** False: no text of an SMS. */
  readonly hasTexts: boolean;
  readonly language: Language;
  /** Exported journal, for links to its requests. */
  readonly journal: string | undefined;
  /** Ids or globs. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly required: readonly string[];
  /** Places for SARIF by glob. */
  readonly anchors: readonly (readonly [glob: string, Anchor])[];
}

/** Flags of the files alone. */
export function addReportFiles(command: Command): Command {
  return command
    .option(
      "--out <DIR>",
      "folder for all reports, which are replaced; default of run --conduct: .torpedo/conduct, of sweep: .torpedo/sweep",
    )
    .option("--junit <FILE>", "write the report as JUnit XML")
    .option("--sarif <FILE>", "write the report as SARIF 2.1.0")
    .option("--summary <FILE>", "write the report as Markdown; a step of GitHub Actions gets it by itself")
    .addOption(
      many("--anchor <ID=FILE:LINE>", "place in SARIF of results with this id, glob or provider; may be repeated"),
    );
}

/** Flags of reports about a client's requests. */
export function addReportFlags(command: Command): Command {
  return addFindingFlags(addReportFiles(languageFlag(command)))
    .option("--no-texts", "leave the texts of SMS out")
    .option("--no-timing", "leave real times out: two reports of the same run are equal")
    .addOption(many("--require <ID>", "exit code 3 unless these were assessed; may be repeated, or with commas"));
}

/** Flags that choose findings and judge them. */
export function addFindingFlags(command: Command): Command {
  return command
    .addOption(new Option("--fail-on <LEVEL>", "lowest level that fails; default: error").choices(failOnWords))
    .option("--baseline <FILE>", "YAML file with accepted results; an entry that passes now fails")
    .option("--write-baseline <FILE>", "write a baseline that accepts what fails now; the file must not exist")
    .addOption(many("--only <ID>", "only results with this id, or glob such as TC2*; may be repeated"))
    .addOption(many("--skip <ID>", "no results with this id or glob; may be repeated"));
}

/** Names of the flags, and of --json. The parser gives `no-timing` and `no-texts` a value by itself. */
export const reportFlags = [
  ...["out", "json", "junit", "sarif", "summary", "fail-on", "baseline", "write-baseline"],
  ...["only", "skip", "require", "anchor"],
];

/** @param folder for all formats, where --out is absent @throws UsageError */
export function reportPlan(flags: Flags, folder: string | null): ReportPlan {
  const baseline = textOf(flags, "baseline");
  const newBaseline = textOf(flags, "write-baseline");
  if (newBaseline !== undefined && existsSync(newBaseline)) {
    const remedy = "edit the file, or take it away first";
    throw new UsageError({
      where: "--write-baseline",
      problem: `${newBaseline} exists already`,
      remedy,
      kind: "conflict",
    });
  }
  const failOn = failOnWords.find((word) => word === textOf(flags, "fail-on")) ?? "error";
  return {
    out: textOf(flags, "out") ?? folder,
    json: textOf(flags, "json"),
    junit: textOf(flags, "junit"),
    sarif: textOf(flags, "sarif"),
    summary: textOf(flags, "summary"),
    failOn,
    baseline: baseline === undefined ? null : readBaseline(readText(baseline, "baseline"), baseline),
    newBaseline,
    isTimed: isKept(flags, "no-timing"),
    hasTexts: isKept(flags, "no-texts"),
    language: languageOf(flags),
    journal: textOf(flags, "export") ?? textOf(flags, "from"),
    only: wordsOf(flags, "only"),
    skip: wordsOf(flags, "skip"),
    required: wordsOf(flags, "require"),
    anchors: assignments(flags, "anchor").map(([glob, place]) => [glob, anchorAt(place)] as const),
  };
}

/** The parser gives false for a flag such as `no-timing`, and true where it is absent. */
function isKept(flags: Flags, name: string): boolean {
  return isOn(flags, name) || flags[name] === undefined;
}

function wordsOf(flags: Flags, name: string): string[] {
  return listOf(flags, name)
    .flatMap((text) => text.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** Place as a flag or the config file writes it: `src/sms.ts:40`. */
export function anchorAt(place: string): Anchor {
  const [, file = place, line = "1"] = /^(.+):(\d{1,7})$/.exec(place) ?? [];
  return { file, line: Math.max(1, Number(line)) };
}
