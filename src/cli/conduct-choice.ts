// Rules of a conduct check, and its plan.

import { readYaml } from "../config/yaml-file.ts";
import type { JsonObject } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import { isObject } from "../core/validate.ts";
import { type Flags, textOf } from "./flags.ts";
import { type ReportPlan, reportPlan } from "./report-plan.ts";

/**
 * Reads the plan and finds the mistakes in it before anything runs: rules, places and files.
 * @param folder as of `reportPlan`
 * @throws UsageError
 */
export async function checkedPlan(flags: Flags, folder: string | null): Promise<ReportPlan> {
  const plan = reportPlan(flags, folder);
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

/** Rules that --only and --skip choose. */
export function choiceOf({ only, skip }: ReportPlan): { only?: readonly string[]; except?: readonly string[] } {
  return { ...(only.length === 0 ? {} : { only }), ...(skip.length === 0 ? {} : { except: skip }) };
}

/** Thresholds and levels of --rules. @throws UsageError */
export function rulesOf(flags: Flags): { rules?: JsonObject } {
  const file = textOf(flags, "rules");
  if (file === undefined) return {};
  const rules = readYaml(file, "rules").spelled([]) ?? {};
  if (isObject(rules)) return { rules };
  throw new UsageError({ where: file, problem: "must be a mapping", remedy: "write sameWithin and rules" });
}
