// Rules that only requests without a credential can meet, in a sandbox that such requests do not belong to.

import { pageNames } from "../../core/page-operations.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Scenario } from "./scenario.ts";

const pages: readonly string[] = pageNames;

/**
 * Refuses rules for documents and unknown paths where another sandbox has these requests.
 * @param unclaimed sandbox of requests without a known credential
 * @throws UsageError
 */
export function refuseUnclaimed(sandbox: string, unclaimed: string, { rules }: Scenario): void {
  if (sandbox === unclaimed) return;
  const rule = rules.find(({ when }) => when.operation?.every((name) => pages.includes(name.toLowerCase())) === true);
  if (rule === undefined) return;
  const operations = rule.when.operation?.join(", ") ?? "";
  const problem = `rule ${rule.number} is for ${operations}, whose requests have no credential and belong to sandbox ${unclaimed}`;
  const remedy = `activate it in ${unclaimed}, or start the emulator with --unclaimed ${sandbox}`;
  throw new UsageError({ where: `scenario in sandbox ${sandbox}`, problem, remedy, kind: "conflict" });
}
