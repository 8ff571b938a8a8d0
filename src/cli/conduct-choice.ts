// Rules of a conduct check, and its plan.

import type { ConductChoices } from "../api/operations/conduct.ts";
import { readAnchors } from "../config/read.ts";
import { readYaml } from "../config/yaml-file.ts";
import type { JsonObject } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import { isObject } from "../core/validate.ts";
import { type Flags, textOf } from "./flags.ts";
import { anchorAt, type ReportPlan, reportPlan } from "./report-plan.ts";

/**
 * Reads the plan and finds the mistakes in it before anything runs: rules, places and files.
 * @param folder as of `reportPlan`
 * @throws UsageError
 */
export async function checkedPlan(flags: Flags, folder: string | null): Promise<ReportPlan> {
  const flagged = reportPlan(flags, folder);
  const configured = (await readAnchors({ flags })).map(([glob, place]) => [glob, anchorAt(place)] as const);
  const plan = { ...flagged, anchors: [...flagged.anchors, ...configured] };
  const [{ choose }, { readSettings }, { refuseStrayAnchors }, { prepareFiles }] = await Promise.all([
    import("../checks/conduct/assess.ts"),
    import("../checks/conduct/settings.ts"),
    import("./anchors.ts"),
    import("./report-files.ts"),
  ]);
  const { only, except } = choiceOf(plan);
  choose(only, except, { only: "--only", except: "--skip" });
  choose(plan.required, [], { only: "--require", except: "" });
  readSettings(rulesOf(flags).rules, textOf(flags, "rules"));
  refuseStrayAnchors(process.cwd(), plan.anchors);
  prepareFiles(plan);
  return plan;
}

/** Rules that --only and --skip choose, and the parts of examples. */
export function choiceOf({ only, skip, hasTexts, isTimed }: ReportPlan): ConductChoices {
  return {
    ...(only.length === 0 ? {} : { only }),
    ...(skip.length === 0 ? {} : { except: skip }),
    ...(hasTexts ? {} : { texts: false }),
    ...(isTimed ? {} : { times: false }),
  };
}

/** Thresholds and levels of --rules. @throws UsageError */
export function rulesOf(flags: Flags): { rules?: JsonObject } {
  const file = textOf(flags, "rules");
  if (file === undefined) return {};
  const rules = readYaml(file, "rules file").spelled([]) ?? {};
  if (isObject(rules)) return { rules };
  throw new UsageError({ where: file, problem: "must be a mapping", remedy: "write sameWithin and rules" });
}
