// Turns and branches of a rule, each with its place in the file.

import type { Rule } from "../../engine/scenario.ts";
import type { Effects } from "../../engine/steps.ts";
import type { Path } from "../document.ts";
import type { StepFile, StepsFile } from "../schema.ts";
import type { ScenarioParts } from "./inspected.ts";

export interface PlacedTurn {
  readonly effects: Effects;
  readonly path: Path;
  /** Steps as the file has them, each with its place. */
  readonly steps: readonly PlacedStep[];
}

export interface PlacedStep {
  readonly step: Partial<StepFile>;
  readonly path: Path;
}

/** Turns of a rule; those with `oneOf` as their branches. */
export function eachTurn({ file }: Pick<ScenarioParts, "file">, rule: Rule): PlacedTurn[] {
  const index = rule.number - 1;
  const written = file.rules?.[index];
  const inTurn = written?.inTurn;
  return rule.turns.flatMap((effects, turn) => {
    const path: Path = inTurn === undefined ? ["rules", index, "then"] : ["rules", index, "inTurn", turn];
    const steps = stepsAt(inTurn === undefined ? written?.then : inTurn[turn], path);
    if (effects.oneOf === undefined) return [{ effects, path, steps }];
    const holder = steps.find(({ step }) => step.oneOf !== undefined);
    return effects.oneOf.map(({ effects: branch }, at) => {
      const place: Path = [...(holder?.path ?? path), "oneOf", at, "then"];
      const own = stepsAt(holder?.step.oneOf?.[at]?.then, place);
      return { effects: branch, path: place, steps: [...steps.filter((other) => other !== holder), ...own] };
    });
  });
}

/** Steps of a list, or the single step that stands by itself. */
export function stepsAt(steps: StepsFile | undefined, path: Path): PlacedStep[] {
  if (steps === undefined) return [];
  const many = Array.isArray(steps);
  return (many ? steps : [steps]).map((step, at) => ({
    step: step === "accept" ? { accept: true } : step,
    path: many ? [...path, at] : path,
  }));
}
