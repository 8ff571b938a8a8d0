// Use of the shipped scenarios by the tests of a file: a step that no test runs is unproven.

import { partsOf } from "../../../src/checks/coverage/counted-parts.ts";
import { mergeCoverage } from "../../../src/checks/coverage/merge.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";

type Coverage = NonNullable<Awaited<ReturnType<Emulator["scenario"]["coverage"]>>>;
const kept: Coverage[] = [];

/** Keeps the counts of an emulator's scenario before its stop. */
export async function keepCoverage(emulator: Emulator): Promise<void> {
  const coverage = await emulator.scenario.coverage();
  if (coverage !== null) kept.push(coverage);
}

/** Rules, steps, turns and entries that no test since the last call has used. */
export function unusedParts(): string[] {
  return mergeCoverage(kept.splice(0)).flatMap((scenario) =>
    partsOf(scenario)
      .filter(({ kind, isUsed }) => kind !== "keys" && !isUsed)
      .map(({ line, name, why }) => `${scenario.file}:${line} ${name.en}: ${why.en}`),
  );
}
