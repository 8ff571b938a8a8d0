// `torpedo explain` and `schema`: scenario files without an emulator.

import { readFileSync } from "node:fs";
import { vocabulariesWith } from "../config/registry.ts";
import { isScenarioFile } from "../config/scenario-value.ts";
import { readText } from "../config/text-file.ts";
import type { AccountKey } from "../core/account.ts";
import type { Language } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { Provider } from "../providers/provider.ts";
import { scenarioWords } from "../scenario/engine/sentences.ts";
import { findingSentence } from "../scenario/file/finding.ts";
import { shippedFile } from "../scenario/file/library.ts";
import { type ReadScenario, readScenario } from "../scenario/file/read.ts";
import { exit } from "./host.ts";
import { printable, printableLines } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

/** Reads and checks a file, `-` for standard input, or a shipped scenario by its name. @throws UsageError when it cannot be read */
export function readScenarioFile(
  file: string,
  vocabularies: readonly Vocabulary[],
  accounts?: readonly AccountKey[],
): ReadScenario {
  const text =
    file === "-" ? readStandardInput() : readText(isScenarioFile(file) ? file : shippedFile(file), "scenario");
  return readScenario(text, file, vocabularies, accounts);
}

function readStandardInput(): string {
  const standardInput = 0;
  try {
    return readFileSync(standardInput, "utf8");
  } catch (error) {
    const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: "standard input", problem, remedy: "give a scenario file" });
  }
}

/** Mistakes in a scenario file, a sentence each. @throws UsageError when it cannot be read */
export function findingsIn(file: string, registry: readonly Provider[]): readonly string[] {
  const result = readScenarioFile(file, vocabulariesWith(registry, {}));
  return "findings" in result ? result.findings.map(findingSentence) : [];
}

/** Prints the scenario in words. @returns 1 when the file has findings, which are printed instead */
export function explainFile(
  terminal: Terminal,
  file: string,
  language: Language,
  registry: readonly Provider[],
): number {
  const result = readScenarioFile(file, vocabulariesWith(registry, {}));
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
