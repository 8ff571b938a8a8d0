// The baseline: results that a team accepts, each with its reason. An entry that no longer applies is stale and fails.

import * as z from "zod";
import { UsageError } from "../../core/usage-error.ts";
import { parseYaml } from "../../yaml/parse.ts";

const entry = z.strictObject({
  id: z.string().min(1),
  because: z.string(),
  until: z.iso.date("must be a date such as 2027-03-01").exactOptional(),
});
const file = z.strictObject({ accepted: z.array(entry) });

export interface Baseline {
  readonly file: string;
  readonly accepted: readonly z.output<typeof entry>[];
}

/** @param name of the file, in refusals @throws UsageError */
export function readBaseline(text: string, name: string): Baseline {
  const { value, mistakes, place } = parseYaml(text);
  const [first] = mistakes;
  if (first !== undefined) {
    const { line, column } = place(first.at);
    const remedy = first.remedy ?? "correct the YAML";
    throw new UsageError({ where: `${name}:${line}:${column}`, problem: first.problem, remedy });
  }
  const read = file.safeParse(value);
  if (read.success) {
    const ids = read.data.accepted.map(({ id }) => id);
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice === undefined) return { file: name, accepted: read.data.accepted };
    throw new UsageError({ where: name, problem: `accepts ${twice} twice`, remedy: "take one of the entries out" });
  }
  const [issue] = read.error.issues;
  const where = `${name} ${(issue?.path ?? []).join(".")}`.trim();
  const remedy = "write accepted: [{ id: TC201, because: reason, until: 2027-03-01 }], where until may be left out";
  throw new UsageError({ where, problem: `is no baseline (${issue?.message ?? "it is empty"})`, remedy });
}

/** A result as far as a baseline concerns it. */
export interface BaselineResult {
  readonly id: string;
  readonly state: "violated" | "kept" | "unproven";
}

/**
 * Finds the entries that apply, with their reasons, and the stale ones, as sentences.
 * @param today as in `until`
 */
export function applyBaseline(baseline: Baseline | null, results: readonly BaselineResult[], today: string) {
  const accepted = new Map<string, string>();
  const stale: string[] = [];
  for (const { id, because, until } of baseline?.accepted ?? []) {
    const result = results.find((candidate) => candidate.id === id);
    if (until !== undefined && until < today) stale.push(`${id}: was accepted until ${until}: mend it or decide anew`);
    else if (result === undefined) stale.push(`${id}: no result has this id: take it out`);
    else if (result.state === "kept") stale.push(`${id}: passes now: take it out`);
    else if (result.state === "violated") accepted.set(id, because === "" ? "no reason given" : because);
  }
  return { accepted, stale };
}

/** Text of a baseline that accepts these results. */
export function baselineText(kind: string, results: readonly { readonly id: string; readonly name: string }[]): string {
  const head = `# Baseline of torpedo ${kind}: accepted results. Write the reason of each, and until when it is accepted.\n`;
  if (results.length === 0) return `${head}accepted: []\n`;
  const entries = results.map(({ id, name }) => `  # ${name}\n  - id: ${JSON.stringify(id)}\n    because: ""\n`);
  return `${head}accepted:\n${entries.join("")}`;
}
