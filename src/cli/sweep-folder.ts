// Folder of the reports of a sweep: removes the runs of an earlier sweep, and nothing else.

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { UsageError } from "../core/usage-error.ts";
import { lastControl } from "./sweep-list.ts";

const reportFile = z.object({ kind: z.literal("sweep") });

/** Removes `runs` of the folder. @throws UsageError unless an earlier sweep made it */
export function removeRuns(out: string): void {
  const runs = join(out, "runs");
  if (!existsSync(runs)) return;
  if (!isOfSweep(out) && !isEmpty(runs)) {
    const problem = `${runs} is there already, and no report of a sweep is beside it`;
    throw new UsageError({ where: "--out", problem, remedy: "give another folder, or move it away" });
  }
  rmSync(runs, { recursive: true, force: true });
}

/** True if a report of a sweep is in the folder, or the control run that a sweep writes first. */
function isOfSweep(out: string): boolean {
  try {
    return reportFile.safeParse(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).success;
  } catch {
    return lastControl(out) !== null;
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}
