// SC13 and SC14: a scenario without purpose, and rules whose names do not tell them apart.

import type { Inspected } from "./inspected.ts";

export function findUnclearNames({ file, isShipped, report }: Inspected): void {
  if (isShipped && file.about === undefined)
    report(["scenario"], "the scenario does not say what it is for", "Write about", undefined, "SC13");
  const first = new Map<string, number>();
  for (const [index, { rule }] of (file.rules ?? []).entries()) {
    if (rule === undefined) continue;
    const before = first.get(rule);
    if (before === undefined) first.set(rule, index);
    else {
      const problem = `rule ${before + 1} is called "${rule}" too`;
      report(["rules", index, "rule"], problem, "Give each rule a name of its own", undefined, "SC14");
    }
  }
}
