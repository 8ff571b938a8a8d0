import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "torpedo-count-"));
afterAll(() => rmSync(folder, { recursive: true }));

function count(exitCode: string, ...reports: unknown[]): { line: string; status: number | null } {
  const files = reports.map((report, n) => {
    const file = join(folder, `report-${n}.json`);
    writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
    return file;
  });
  const script = join(import.meta.dirname, "../../.ci/count.mjs");
  const run = spawnSync(process.execPath, [script, exitCode, ...files], { encoding: "utf8" });
  return { line: run.stdout, status: run.status };
}

const passing = { status: "passed", assertionResults: [{ status: "passed" }, { status: "passed" }] };

it.each([
  ["all is well", { numPassedTests: 2, testResults: [passing] }, "0", "2 passed, 0 failed\n", 0],
  [
    "a test failed",
    { numPassedTests: 2, testResults: [passing, { status: "failed", assertionResults: [{ status: "failed" }] }] },
    "1",
    "2 passed, 1 failed\n",
    1,
  ],
  [
    "a file does not load",
    { numPassedTests: 2, testResults: [passing, { status: "failed", assertionResults: [] }] },
    "1",
    "2 passed, 1 failed\n",
    1,
  ],
  ["an error outside of any test", { numPassedTests: 2, testResults: [passing] }, "1", "2 passed, 1 failed\n", 1],
  ["no test ran", { numPassedTests: 0, testResults: [] }, "0", "0 passed, 1 failed\n", 1],
  ["no report", "", "1", "0 passed, 1 failed\n", 1],
])("counts when %s", (_what, report, exitCode, line, status) => {
  expect(count(exitCode, report)).toEqual({ line, status });
});

it("adds up several reports", () => {
  const report = { numPassedTests: 2, testResults: [passing] };
  expect(count("0", report, report)).toEqual({ line: "4 passed, 0 failed\n", status: 0 });
  expect(count("0", report, "")).toEqual({ line: "2 passed, 1 failed\n", status: 1 });
  expect(count("0")).toEqual({ line: "0 passed, 1 failed\n", status: 1 });
});
