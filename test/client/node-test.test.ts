// The helpers for node:test, in node:test: the child ends by itself when its tests are over.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cleanEnvironment } from "../support/torpedo-process.ts";

it("a file of node:test has its emulator, each test its sandbox", () => {
  const suite = join(import.meta.dirname, "../support/client/node-suite.ts");
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", suite], {
    env: cleanEnvironment(),
    encoding: "utf8",
    timeout: 200_000,
  });
  expect([status, /^# pass (\d+)/m.exec(stdout)?.[1], /^# fail (\d+)/m.exec(stdout)?.[1]], stdout).toEqual([
    0,
    "6",
    "0",
  ]);
});
