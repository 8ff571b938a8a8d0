// The helpers under Jest and Playwright themselves, with the examples of the docs and the library as it stands in src.

import { execFile } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { scratch, undoAll } from "../../support/sandboxed.ts";
import { cleanEnvironment } from "../../support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../../..");
const library = (name: string): string => join(root, "src/client/testing", name);

/** The block of docs/reference/testing.md that begins so. */
function blockOf(runner: string): string {
  const page = readFileSync(join(root, "docs/reference/testing.md"), "utf8");
  const blocks = [...page.matchAll(/^```(?:ts|js)\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  return blocks.find((text) => text.startsWith(`// ${runner}: `)) ?? "throw 'not there'";
}

/** Runs a program of node_modules in a folder with these files. */
async function runIn(files: Readonly<Record<string, string>>, program: string, ...args: readonly string[]) {
  const folder = scratch();
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = cleanEnvironment({ NODE_OPTIONS: "--experimental-vm-modules --no-warnings" });
  const words = [join(root, "node_modules", program), ...args];
  return promisify(execFile)(process.execPath, words, { cwd: folder, env, timeout: 170_000 });
}

it("Jest runs a file with its hooks, and its own expect", async () => {
  const config = {
    testMatch: ["**/orders.test.mjs"],
    extensionsToTreatAsEsm: [".ts"],
    transform: { "\\.ts$": join(root, "test/support/runners/strip-types.cjs") },
    moduleNameMapper: { "^torpedo-sms/jest$": library("jest.ts") },
  };
  const files = {
    "orders.test.mjs": blockOf("jest"),
    "jest.config.json": JSON.stringify(config),
    "package.json": "{}",
  };
  const { stderr } = await runIn(files, "jest/bin/jest.js", "--config", "jest.config.json");
  expect(stderr).toMatch(/^Tests: +1 passed, 1 total$/m);
});

it("Playwright runs a file with the fixtures, and its own expect", async () => {
  const paths = { "torpedo-sms/playwright": [library("playwright.ts")] };
  const files = {
    "orders.spec.ts": blockOf("playwright"),
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: { paths } }),
  };
  const { stdout } = await runIn(files, "@playwright/test/cli.js", "test", "--reporter=line");
  expect(stdout).toMatch(/^ +1 passed/m);
});
