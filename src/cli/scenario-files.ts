// `torpedo check`, `explain` and `schema`: scenario files without an emulator.

import { readFileSync } from "node:fs";
import { isScenarioFile } from "../config/scenario-value.ts";
import type { AccountKey } from "../core/account.ts";
import type { Language } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { scenarioWords } from "../scenario/engine/sentences.ts";
import type { Scenario } from "../scenario/engine/shape.ts";
import { findingKinds, findingLine, findingSentence, type ScenarioFinding } from "../scenario/file/finding.ts";
import { shippedFile } from "../scenario/file/library.ts";
import { readScenario } from "../scenario/file/read.ts";
import { exit } from "./host.ts";
import { jsonText, printable, printableLines } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

type Read = { readonly scenario: Scenario } | { readonly findings: readonly ScenarioFinding[] };

/** Reads and checks a file, `-` for standard input, or a shipped scenario by its name. @throws UsageError when it cannot be read */
function read(file: string, registry: readonly Provider[], accounts?: readonly AccountKey[]): Read {
  // 0 is standard input.
  const path = file === "-" ? 0 : isScenarioFile(file) ? file : shippedFile(file);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: file, problem, remedy: "give a scenario file, or the name of a shipped scenario" });
  }
  return readScenario(
    text,
    file,
    registry.map((one) => one.vocabulary),
    accounts,
  );
}

/** Mistakes in a scenario file, a sentence each. @throws UsageError when it cannot be read */
export function findingsIn(file: string, registry: readonly Provider[]): readonly string[] {
  const result = read(file, registry);
  return "findings" in result ? result.findings.map(findingSentence) : [];
}

/** Prints every finding of every file. @param accounts those that exist @returns 1 when there is one */
export function checkFiles(
  terminal: Terminal,
  files: readonly string[],
  json: boolean,
  registry: readonly Provider[],
  accounts: readonly AccountKey[],
): number {
  const results = files.map((file) => ({ file, read: read(file, registry, accounts) }));
  const findings = results.flatMap((one) => ("findings" in one.read ? one.read.findings : []));
  if (json) {
    const levelled = findings.map((finding) => ({ ...finding, level: findingKinds[finding.id].level }));
    terminal.out(`${jsonText({ findings: levelled })}\n`);
  } else {
    for (const finding of findings) terminal.out(`${printable(findingLine(finding))}\n`);
    for (const one of results) if ("scenario" in one.read) terminal.out(`${printable(one.file)}: fine.\n`);
  }
  return findings.length === 0 ? exit.done : exit.failed;
}

/** Prints the scenario in words. @returns 1 when the file has findings, which are printed instead */
export function explainFile(
  terminal: Terminal,
  file: string,
  language: Language,
  registry: readonly Provider[],
): number {
  const result = read(file, registry);
  if ("findings" in result) {
    for (const finding of result.findings) terminal.err(`torpedo: ${printable(findingSentence(finding))}\n`);
    return exit.failed;
  }
  terminal.out(`${printableLines(scenarioWords(result.scenario)[language]).trimEnd()}\n`);
  return exit.done;
}

/** Prints the JSON Schema of scenario files. */
export async function printSchema(terminal: Terminal): Promise<number> {
  const { scenarioSchemaText } = await import("../scenario/file/schema.ts");
  terminal.out(scenarioSchemaText());
  return exit.done;
}
