// Writes the counts of an emulator at its stop. The file appears whole: other processes may write beside it.

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { coverageFileText } from "./file.ts";

/** @param name of the file, which no other emulator has; nothing is written where no scenario was active */
export function writeCoverageFile(folder: string, name: string, scenarios: readonly ScenarioCoverageView[]): void {
  if (scenarios.length === 0) return;
  makeFolder(folder);
  const file = join(folder, `coverage-${name}.json`);
  writeFileSync(`${file}.part`, coverageFileText(scenarios));
  renameSync(`${file}.part`, file);
}
