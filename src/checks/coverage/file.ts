// File of counts that an emulator writes at its stop, for `torpedo coverage --merge`.

import * as z from "zod";
import { type ScenarioCoverageView, scenarioCoverage } from "../../api/schema/coverage.ts";
import { UsageError } from "../../core/usage-error.ts";

const coverageFile = z.object({
  kind: z.literal("scenario-coverage"),
  format: z.literal(1),
  scenarios: z.array(scenarioCoverage),
});

export function coverageFileText(scenarios: readonly ScenarioCoverageView[]): string {
  return `${JSON.stringify({ kind: "scenario-coverage", format: 1, scenarios })}\n`;
}

/** @throws UsageError when the text is no such file */
export function readCoverageFile(text: string, name: string): ScenarioCoverageView[] {
  try {
    return coverageFile.parse(JSON.parse(text)).scenarios;
  } catch {
    const remedy = "give files that start --coverage, or coverage of the library, has written";
    throw new UsageError({ where: name, problem: "is no file of scenario coverage", remedy });
  }
}
