// Names of outcomes that the flags and the baseline of a sweep have: `--only`, `--skip`, `--require`.

import { matches } from "../checks/glob.ts";
import { outcomeIn } from "../checks/reports/sweep.ts";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import { allOutcomes, isNamedBy } from "../checks/sweep/plan.ts";
import { verdicts } from "../checks/sweep/verdict.ts";
import { remedyForName } from "../core/choice.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { ReportPlan } from "./report-plan.ts";

type NamedOutcomes = Pick<ReportPlan, "only" | "skip" | "required" | "baseline">;

function isNamed(outcome: SweepOutcome, globs: readonly string[]): boolean {
  return isNamedBy(outcome, (name) => globs.some((glob) => matches(glob, name)));
}

/** Finds the names of no outcome before anything runs. @throws UsageError */
export function refuseStrayNames(vocabularies: readonly Vocabulary[], named: NamedOutcomes): void {
  const { only, skip, required, baseline } = named;
  const accepted = (baseline?.accepted ?? []).map(({ id }) => id);
  if ([only, skip, required, accepted].every((names) => names.length === 0)) return;
  const all = allOutcomes(vocabularies);
  const refuse = (where: string, value: string, near: string): never => {
    const remedy = near.includes("*")
      ? "write the id of an outcome; torpedo sweep --list shows them"
      : remedyForName(
          near,
          all.map(({ id }) => id),
        );
    throw new UsageError({ where, problem: "names no outcome", value, remedy });
  };
  const flags = { "--only": only, "--skip": skip, "--require": required };
  for (const [where, globs] of Object.entries(flags))
    for (const glob of globs) if (!all.some((outcome) => isNamed(outcome, [glob]))) refuse(where, glob, glob);
  const ids = new Set(all.map(({ id }) => id));
  const words: readonly string[] = verdicts;
  for (const id of accepted) {
    const name = outcomeIn(id);
    const verdict = id.slice(`sweep/${name}:`.length);
    if (!ids.has(name) || !id.startsWith("sweep/") || !words.includes(verdict))
      refuse(baseline?.file ?? "--baseline", id, name);
  }
}

/** Outcomes that --only and --skip leave. @throws UsageError where they leave none */
export function filtered(
  outcomes: readonly SweepOutcome[],
  { only, skip }: Pick<NamedOutcomes, "only" | "skip">,
): readonly SweepOutcome[] {
  const left = outcomes.filter((outcome) => (only.length === 0 || isNamed(outcome, only)) && !isNamed(outcome, skip));
  if (left.length > 0 || outcomes.length === 0) return left;
  throw new UsageError({
    where: only.length === 0 ? "--skip" : "--only",
    problem: `${(only.length === 0 ? skip : only).join(",")} leaves no outcome`,
    remedy: "choose more of them; torpedo sweep --list without it shows them",
  });
}

/** Required names of which an outcome was not reached, or none was planned. */
export function unreachedNames(
  required: readonly string[],
  planned: readonly SweepOutcome[],
  reached: ReadonlySet<string>,
): readonly string[] {
  const missing = required.flatMap((glob) => {
    const wanted = planned.filter((outcome) => isNamed(outcome, [glob]));
    return wanted.length === 0 ? [glob] : wanted.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
  });
  return [...new Set(missing)];
}
