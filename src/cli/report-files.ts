// Files of a report: its folder, and single files.

import { accessSync, closeSync, constants, existsSync, openSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeOwnFolder } from "../config/left-running.ts";
import { UsageError } from "../core/usage-error.ts";
import { makeFolder } from "../system/make-folder.ts";
import type { ReportPlan } from "./report-plan.ts";

const names = { json: "report.json", junit: "report.xml", sarif: "report.sarif", summary: "summary.md" } as const;
const formats = ["json", "junit", "sarif", "summary"] as const;
type Format = (typeof formats)[number];

/** Files of each format that the plan asks for. */
export function reportFiles(plan: ReportPlan): (readonly [format: Format, path: string])[] {
  const { out } = plan;
  const inFolder = out === null ? [] : formats.map((format) => [format, join(out, names[format])] as const);
  const single = formats.flatMap((format) => {
    const path = plan[format];
    return path === undefined ? [] : [[format, path] as const];
  });
  return [...inFolder, ...single];
}

/** Creates the folders of the files, so that a mistake is found before the command of a run. @throws UsageError */
export function prepareFiles(plan: ReportPlan): void {
  const paths = reportFiles(plan).map(([, path]) => path);
  for (const path of plan.newBaseline === undefined ? paths : [...paths, plan.newBaseline]) {
    attempt(path, () => {
      if (existsSync(path)) closeSync(openSync(path, "a"));
      else accessSync(folderOf(path), constants.W_OK);
    });
  }
}

/** @throws UsageError when the file cannot be written */
export function writeReport(
  path: string,
  text: string,
  how: (path: string, text: string) => void = writeFileSync,
): void {
  attempt(path, () => {
    folderOf(path);
    how(path, text);
  });
}

/** Creates the folder of a file. */
function folderOf(file: string): string {
  const folder = dirname(resolve(file));
  makeOwnFolder(folder);
  return makeFolder(folder);
}

function attempt(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const problem = `cannot be written (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: path, problem, remedy: "give a path that can be written" });
  }
}
