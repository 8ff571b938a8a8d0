// Programs that some tests need beside Node. A machine without one skips those tests and says so; with CI=true they fail.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Whether this program is here. @throws Error where it must be and is not */
export function have(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0 || absent(program);
}

/** Whether this file of a package is here. @throws Error where it must be and is not */
export function haveFile(path: string): boolean {
  return existsSync(path) || absent(path);
}

function absent(needed: string): false {
  if (process.env["CI"] === "true") throw new Error(`${needed} is missing: .ci/run says which package has it`);
  process.stderr.write(`\nNOT TESTED: ${needed} is not on this machine\n\n`);
  return false;
}
