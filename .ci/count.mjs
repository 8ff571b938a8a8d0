// Prints `N passed, N failed` for the reports of Vitest's JSON reporter: `count.mjs EXIT_CODE REPORT...`. A failure outside of
// any test (a file that does not load, an unhandled error, a report that is missing) counts as one.

import { readFileSync } from "node:fs";

const [exitCode = "0", ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of files)
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    if (report.numPassedTests === 0) failed += 1;
    passed += report.numPassedTests;
    for (const result of report.testResults) {
      const broken = result.assertionResults.filter((test) => test.status === "failed").length;
      failed += broken === 0 && result.status === "failed" ? 1 : broken;
    }
  } catch (error) {
    failed += 1;
    console.error(`no test report: ${error.message}`);
  }
if (failed === 0 && (passed === 0 || exitCode !== "0")) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
