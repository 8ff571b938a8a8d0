// The command of a run: the programs that it finds, and the sentence for one that does not start.

import { execFile } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { notRun } from "../../src/cli/child-command.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";
import { cleanEnvironment, launcher, privately } from "../support/torpedo-process.ts";

afterEach(undoAll);

it("finds torpedo in its scripts, where the folder of the package's programs is not on the PATH", async () => {
  const folder = scratch();
  for (const name of ["torpedo", "torpedo-sms"]) symlinkSync(launcher, join(folder, name));
  const args = [join(folder, "torpedo-sms"), "run", ...privately, "--", "sh", "-c", "command -v torpedo"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env: cleanEnvironment() });
  expect(stdout).toBe(`${join(folder, "torpedo")}\n`);
});

const missing = Object.assign(new Error("spawn npm ENOENT"), { code: "ENOENT" });
it.each<[string, NodeJS.Platform, string]>([
  ["npm", "win32", "COMMAND: npm is a batch file, which only a shell runs; write cmd /c npm instead."],
  ["npx", "win32", "COMMAND: npx is a batch file, which only a shell runs; write cmd /c npx instead."],
  ["nmp", "win32", "COMMAND: the program nmp cannot be found; check its name and PATH."],
  ["npm", "linux", "COMMAND: the program npm cannot be found; check its name and PATH."],
])("a missing %s on %s is a sentence", (program, platform, sentence) => {
  expect(notRun("COMMAND", program, missing, platform).message).toBe(sentence);
});
