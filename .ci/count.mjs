// Prints `N passed, N failed` from the report of Vitest's JSON reporter (first argument). The second is the exit code of
// the run: what failed outside of any test (a file that does not load, an unhandled error) counts as one failure.

import { readFileSync } from "node:fs";

const [file, exitCode = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed = report.numPassedTests;
  for (const result of report.testResults) {
    const broken = result.assertionResults.filter((test) => test.status === "failed").length;
    failed += broken === 0 && result.status === "failed" ? 1 : broken;
  }
} catch (error) {
  console.error(`no test report: ${error.message}`);
}
if (passed === 0 || (failed === 0 && exitCode !== "0")) failed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
