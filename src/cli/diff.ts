// `torpedo diff`: compares two runs, each an exported file or a sandbox of a running emulator.

import { existsSync } from "node:fs";
import { compareRuns, type RunDifference } from "../checks/diff/compare.ts";
import { type RunEntry, readRun } from "../checks/diff/run-entries.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { readExport } from "../config/text-file.ts";
import { counted } from "../core/counted.ts";
import type { Json } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import { type CommandSession, type Flags, isOn } from "./flags.ts";
import { exit } from "./host.ts";
import { jsonText, printable } from "./printable.ts";
import { checkWithEmulator } from "./with-emulator.ts";

/** Differences on a terminal. */
const maxDifferences = 100;
/** Characters of a value, and those before the first that differs. */
const excerpt = 100;
const context = 30;

/** @param labels names of the runs in the text */
export async function diffCommand(
  { terminal }: CommandSession,
  flags: Flags,
  names: readonly [a: string, b: string],
  labels = names,
): Promise<number> {
  const [a, b] = await runsOf(flags, names);
  const differences = compareRuns(a, b, { times: flags["no-times"] !== false });
  if (isOn(flags, "json"))
    terminal.out(`${jsonText({ same: differences.length === 0, entries: [a.length, b.length], differences })}\n`);
  else terminal.out(textOf(differences, labels, a.length));
  return differences.length === 0 ? exit.done : exit.failed;
}

/** A name is a file where there is one, else a sandbox. */
async function runsOf(flags: Flags, [a, b]: readonly [string, string]): Promise<[RunEntry[], RunEntry[]]> {
  const fromFile = (name: string): RunEntry[] => readRun(readExport(name), name);
  if (existsSync(a) && existsSync(b)) return [fromFile(a), fromFile(b)];
  return checkWithEmulator(flags, async ({ emulator }) => {
    const run = async (name: string): Promise<RunEntry[]> =>
      existsSync(name)
        ? fromFile(name)
        : readRun(await journalOf(emulator.existing(name)).catch(sayNeither(name)), name);
    return [await run(a), await run(b)];
  });
}

function sayNeither(name: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UsageError) || error.mistake?.kind !== "missing") throw error;
    const remedy = "check the name; torpedo sandbox lists the sandboxes";
    throw new UsageError({ where: name, problem: "is neither a file nor a sandbox", remedy });
  };
}

async function journalOf(sandbox: Sandbox): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of (await sandbox.export("jsonl")).parts) text += decoder.decode(part, { stream: true });
  return text;
}

function textOf(differences: readonly RunDifference[], [a, b]: readonly [string, string], entries: number): string {
  if (differences.length === 0)
    return `${printable(a)} and ${printable(b)} are the same: ${counted(entries, "entry", "entries")}.\n`;
  const lines = differences.slice(0, maxDifferences).flatMap((difference) => linesOf(difference, a, b));
  const rest = differences.length - maxDifferences;
  const more = rest > 0 ? [`and ${rest} more; --json has all of them`] : [];
  return `${[...lines, ...more].map(printable).join("\n")}\n${counted(differences.length, "difference")}.\n`;
}

function linesOf({ kind, title, a, b, path, values }: RunDifference, nameOfA: string, nameOfB: string): string[] {
  const entry = `${kind} ${a ?? b}${a !== null && b !== null && a !== b ? `/${b}` : ""} (${title})`;
  if (a === null || b === null) return [`${entry}: only in ${a === null ? nameOfB : nameOfA}`];
  const [left, right] = excerpts(values[0] ?? null, values[1] ?? null);
  return [`${entry}: ${path}`, `  ${nameOfA}: ${left}`, `  ${nameOfB}: ${right}`];
}

/** The parts of two values around the first character that differs. */
function excerpts(a: Json, b: Json): [string, string] {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  const from = Math.max(0, same - context);
  const cut = (text: string): string =>
    `${from > 0 ? "…" : ""}${text.slice(from, from + excerpt)}${text.length > from + excerpt ? "…" : ""}`;
  return [cut(left), cut(right)];
}
