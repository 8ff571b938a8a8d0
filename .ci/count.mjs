// Prints `N passed, N failed` for the reports of Vitest's JSON reporter: `count.mjs EXIT_CODE REPORT...`. A failure outside of
// any test (a file that does not load, an unhandled error, a report that is missing) counts as one. Before the count stands
// each failure: the file, the test, the first lines of the error.

import { readFileSync } from "node:fs";

const [exitCode = "0", ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
function tell(where, error) {
  failed += 1;
  console.log(`FAILED ${where}\n  ${(error ?? "").split("\n").slice(0, 6).join("\n  ")}`);
}

for (const file of files)
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    if (report.numPassedTests === 0) tell(file, "no test passed");
    passed += report.numPassedTests;
    for (const { name, message, status, assertionResults } of report.testResults) {
      const broken = assertionResults.filter((test) => test.status === "failed");
      for (const { fullName, failureMessages } of broken) tell(`${name}: ${fullName}`, failureMessages?.[0]);
      if (broken.length === 0 && status === "failed") tell(name, message);
    }
  } catch (error) {
    tell(file, `no test report: ${error.message}`);
  }
if (failed === 0 && (passed === 0 || exitCode !== "0")) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
