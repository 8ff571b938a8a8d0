// `torpedo check`, `explain` and `schema`: scenario files without an emulator.

import { readFileSync } from "node:fs";
import { scenarioInEnglish } from "../core/scenario/english.ts";
import type { Scenario } from "../core/scenario/shape.ts";
import { UsageError } from "../core/usage-error.ts";
import { providers } from "../providers/index.ts";
import { findingSentence, type ScenarioFinding } from "../scenarios/finding.ts";
import { storyFile } from "../scenarios/library.ts";
import { readScenario } from "../scenarios/read.ts";
import { exit } from "./host.ts";

type Read = { readonly scenario: Scenario } | { readonly findings: readonly ScenarioFinding[] };

/** Reads and checks a file, or a shipped story by its name. @throws UsageError when it cannot be read */
function read(file: string): Read {
  const shipped = storyFile(file);
  let text: string;
  try {
    text = readFileSync(shipped ?? file, "utf8");
  } catch (error) {
    const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: file, problem, remedy: "give a scenario file, or the name of a shipped story" });
  }
  return readScenario(
    text,
    file,
    providers.map((one) => one.vocabulary),
  );
}

/** Prints every finding of every file. @returns 1 when there is one */
export function checkFiles(files: readonly string[], json: boolean): number {
  const results = files.map((file) => ({ file, read: read(file) }));
  const findings = results.flatMap((one) => ("findings" in one.read ? one.read.findings : []));
  if (json) process.stdout.write(`${JSON.stringify({ findings })}\n`);
  else {
    for (const finding of findings) process.stdout.write(`${findingSentence(finding)}\n`);
    for (const one of results) if ("scenario" in one.read) process.stdout.write(`${one.file}: fine.\n`);
  }
  return findings.length === 0 ? exit.done : exit.failed;
}

/** Prints the story in plain English. @returns 1 when the file has findings, which are printed instead */
export function explainFile(file: string): number {
  const result = read(file);
  if ("findings" in result) {
    for (const finding of result.findings) process.stderr.write(`torpedo: ${findingSentence(finding)}\n`);
    return exit.failed;
  }
  process.stdout.write(`${scenarioInEnglish(result.scenario).trimEnd()}\n`);
  return exit.done;
}

/** Prints the JSON Schema of scenario files. */
export async function printSchema(): Promise<number> {
  const { scenarioSchemaText } = await import("../scenarios/schema.ts");
  process.stdout.write(scenarioSchemaText());
  return exit.done;
}
