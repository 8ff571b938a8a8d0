// SC05: a variable that is set and never read.

import type { Inspected } from "./inspected.ts";

export function findUnusedVariables({ variables, statesRead, report }: Inspected): void {
  const read = new Set([
    ...variables.filter(({ isSet }) => !isSet).map(({ name }) => name),
    ...statesRead.map(({ name }) => name),
  ]);
  const seen = new Set<string>();
  for (const { path, name, isSet } of variables) {
    if (!isSet || read.has(name) || seen.has(name)) continue;
    seen.add(name);
    const remedy = `Ask for it in when: { state: { ${name}: … } }, or take the step out`;
    report(path, `the variable ${name} is set and never read`, remedy, name, "SC05");
  }
}
