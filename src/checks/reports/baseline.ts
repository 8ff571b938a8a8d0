// The baseline: results that a team accepts, each with its reason. An entry that no longer applies is stale and fails.

import * as z from "zod";
import type { Language, Sentence } from "../../core/sentences.ts";
import { UsageError } from "../../core/usage-error.ts";
import { parseYaml } from "../../yaml/parse.ts";
import { say } from "./report-words.ts";

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
 * @param today as in `until` @param language of a reason that is not given
 */
export function applyBaseline(
  baseline: Baseline | null,
  results: readonly BaselineResult[],
  { today, language = "en" }: { readonly today: string; readonly language?: Language },
) {
  const accepted = new Map<string, string>();
  const stale: Sentence[] = [];
  for (const { id, because, until } of baseline?.accepted ?? []) {
    const result = results.find((candidate) => candidate.id === id);
    if (until !== undefined && until < today) stale.push(say("accepted-until", { id, until }));
    else if (result === undefined) stale.push(say("no-result", { id }));
    else if (result.state === "kept") stale.push(say("passes-now", { id }));
    else if (result.state === "violated") accepted.set(id, because === "" ? say("no-reason")[language] : because);
  }
  return { accepted, stale };
}

/** Text of a baseline that accepts these results. */
export function baselineText(
  kind: string,
  results: readonly { readonly id: string; readonly name: string }[],
  language: Language = "en",
): string {
  const head = `# ${say("baseline-head", { kind })[language]}\n`;
  if (results.length === 0) return `${head}accepted: []\n`;
  const entries = results.map(({ id, name }) => `  # ${name}\n  - id: ${JSON.stringify(id)}\n    because: ""\n`);
  return `${head}accepted:\n${entries.join("")}`;
}
