// SC11: two runs of the scenario differ: chance without a seed, or real time beside a manual clock.

import type { Rule } from "../../engine/scenario.ts";
import type { Inspected } from "./inspected.ts";
import { eachTurn, type PlacedTurn } from "./turns.ts";

export function findUnrepeatable(inspected: Inspected): void {
  const { scenario, report } = inspected;
  if (scenario.seed === undefined) {
    const place = scenario.rules.map((rule) => drawnAt(inspected, rule)).find((candidate) => candidate !== null);
    if (place !== undefined && place !== null)
      report(place, "the outcome is drawn, and the scenario has no seed", "Write seed: 7", undefined, "SC11");
  }
  if (scenario.clock?.kind !== "manual") return;
  for (const rule of scenario.rules) {
    for (const { effects, path } of eachTurn(inspected, rule)) {
      if (rule.when.event !== undefined || effects.delay === undefined || isNone(effects.delay)) continue;
      const problem = "the delay is real time, and the clock is manual";
      report(path, problem, "Expect the answer after that time, or take the delay out", undefined, "SC11");
    }
  }
}

function isNone(delay: NonNullable<PlacedTurn["effects"]["delay"]>): boolean {
  return delay.kind === "fixed" && delay.ms === 0;
}

/** Place of the first draw of a rule. */
function drawnAt(inspected: Inspected, rule: Rule): PlacedTurn["path"] | null {
  const { chance } = rule.when;
  if (chance !== undefined && chance > 0 && chance < 1) return ["rules", rule.number - 1, "when", "chance"];
  return eachTurn(inspected, rule).find(({ effects }) => isDrawn(effects))?.path ?? branchAt(inspected, rule);
}

function branchAt(inspected: Inspected, rule: Rule): PlacedTurn["path"] | null {
  if (rule.turns.every(({ oneOf }) => oneOf === undefined)) return null;
  return eachTurn(inspected, rule).find(({ path }) => path.includes("oneOf"))?.path ?? null;
}

function isDrawn({ delay, fault, callbacks }: PlacedTurn["effects"]): boolean {
  if (delay !== undefined && delay.kind !== "fixed") return true;
  return fault?.kind === "garbage" || callbacks?.order === "shuffled";
}
