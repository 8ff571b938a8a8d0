import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "torpedo-count-"));
afterAll(() => rmSync(folder, { recursive: true }));

function count(exitCode: string, ...reports: unknown[]): { line: string; status: number | null } {
  const run = countOf(exitCode, reports);
  return { line: /[^\n]*\n$/.exec(run.stdout)?.[0] ?? "", status: run.status };
}

function countOf(exitCode: string, reports: readonly unknown[]) {
  const files = reports.map((report, n) => {
    const file = join(folder, `report-${n}.json`);
    writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
    return file;
  });
  const script = join(import.meta.dirname, "../../.ci/count.mjs");
  return spawnSync(process.execPath, [script, exitCode, ...files], { encoding: "utf8" });
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

it("says which tests failed, and how", () => {
  const failed = {
    status: "failed",
    fullName: "a door opens",
    failureMessages: ["AssertionError: shut\n    at a.ts:1"],
  };
  const testResults = [
    {
      name: "/a.test.ts",
      status: "failed",
      assertionResults: [failed, { status: "passed", fullName: "a wall stands" }],
    },
    { name: "/b.test.ts", status: "failed", message: "SyntaxError: in b", assertionResults: [] },
  ];
  const { stdout } = countOf("1", [{ numPassedTests: 1, testResults }]);
  expect(stdout).toBe(
    "FAILED /a.test.ts: a door opens\n  AssertionError: shut\n      at a.ts:1\nFAILED /b.test.ts\n  SyntaxError: in b\n1 passed, 2 failed\n",
  );
});
