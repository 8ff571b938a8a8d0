// Runs a client that nobody here wrote under `torpedo run --conduct`, and returns what the report says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { conductReport } from "../../../src/checks/reports/report.ts";
import { run } from "../cli.ts";
import { have } from "../programs.ts";
import { scratch } from "../sandboxed.ts";
import { type RealClientCase, realClients } from "./cases.ts";

/** @param more words of `torpedo run` */
export async function conductedClient(command: readonly string[], ...more: readonly string[]) {
  const out = join(scratch(), "out");
  const { code, stderr } = await run(["run", "--conduct", "--out", out, ...more, "--", ...command]);
  if (code === 2) throw new Error(stderr);
  const report = conductReport.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
  const verdict = (name: string): string[] =>
    report.results.filter((result) => result.verdict === name).map(({ id }) => id);
  return { code, stderr, violated: verdict("violated"), kept: verdict("kept") };
}

/** Findings of a case, and those it should have, both in one form. */
export async function judgedCase({ client, scenario, violated, kept }: RealClientCase) {
  const { command = [] } = realClients[client] ?? {};
  const result = await conductedClient(command, "--scenario", scenario);
  return {
    found: { violated: result.violated, kept: kept.filter((id) => result.kept.includes(id)) },
    wanted: { violated: [...violated], kept: [...kept] },
    stderr: result.stderr,
  };
}

/** Cases whose programs are here. */
export function runnable(cases: readonly RealClientCase[]): readonly RealClientCase[] {
  return cases.filter(({ client }) => have(realClients[client]?.needs ?? client));
}
