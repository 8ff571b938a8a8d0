// docs/conduct.md has each rule as the code has it.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { thresholdText } from "../../src/checks/conduct/explain.ts";
import { sentences } from "../../src/checks/conduct/sentences.ts";
import { ruleRows } from "../../src/checks/conduct/thresholds.ts";

it("the table of docs/conduct.md is the table of the rules", () => {
  const rows = Object.entries(ruleRows).map(([id, { level, evidence, thresholds }]) => {
    const values = Object.entries(thresholds).map(([name, threshold]) => `\`${name}\` ${thresholdText(threshold)}`);
    return `| ${id} | ${sentences[id]?.name.en} | ${level} | ${values.join(", ")} | ${evidence} |`;
  });
  const page = readFileSync("docs/conduct.md", "utf8");
  expect(page.match(/^\| TC\d+ .*$/gm)).toEqual(rows);
});
