// The whole result of a sandbox. Its types are those of the control API: `api/schema/conduct.ts`.

import type { Conduct, ConductResult, ConductSummary } from "../../api/schema/conduct.ts";
import type { Bilingual } from "../../core/sentences.ts";

/** Puts results in order and counts them. */
export function conductOf(
  sandbox: string,
  results: readonly ConductResult[],
  limits: readonly Bilingual[] = [],
): Conduct {
  const ordered = results.toSorted((a, b) => a.id.localeCompare(b.id, "en"));
  return {
    sandbox,
    summary: summaryOf(ordered),
    limits: limits.map(({ en, pt }) => ({ english: en, portuguese: pt })),
    results: ordered,
  };
}

/** Counts of results. A result that a baseline accepts is violated, and counts under no level. */
export function summaryOf(results: readonly ConductResult[]): ConductSummary {
  const verdict = (name: ConductResult["verdict"]): number =>
    results.filter((result) => result.verdict === name).length;
  const violated = results.filter((result) => result.verdict === "violated");
  const level = (name: ConductResult["level"]): number =>
    violated.filter((result) => result.level === name && result.accepted === null).length;
  return {
    rules: results.length,
    violated: violated.length,
    kept: verdict("kept"),
    notAssessed: verdict("notAssessed"),
    off: verdict("off"),
    errors: level("error"),
    warnings: level("warning"),
    notes: level("note"),
    creditsWasted: violated.reduce((sum, { cost }) => sum + (cost?.credits ?? 0), 0),
  };
}
