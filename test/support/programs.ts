// Programs that some tests need beside Node. A machine without one skips those tests and says so; with CI=true they fail.

import { spawnSync } from "node:child_process";

/** Whether this program is here. @throws Error where it must be and is not */
export function have(program: string): boolean {
  if (spawnSync("sh", ["-c", `command -v ${program}`]).status === 0) return true;
  if (process.env["CI"] === "true") throw new Error(`${program} is missing: .ci/run says which package has it`);
  process.stderr.write(`\nNOT TESTED: ${program} is not on this machine\n\n`);
  return false;
}
