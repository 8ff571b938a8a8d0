// docs/coverage.md has each finding as the code has it, and its examples are true.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { findingKinds } from "../../src/scenario/file/finding.ts";
import { readScenario } from "../../src/scenario/file/read.ts";

const page = readFileSync("docs/coverage.md", "utf8");

it("the table of docs/coverage.md is the table of the findings", () => {
  const rows = Object.entries(findingKinds).map(([id, { name, level }]) => `| ${id} | ${name} | ${level} |`);
  expect(page.match(/^\| SC\d+ .*$/gm)).toEqual(rows);
});

it("the example of expect: never is a scenario", () => {
  const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const vocabularies = providers.map(({ vocabulary }) => vocabulary);
  expect(readScenario(example, "x.yaml", vocabularies)).toHaveProperty("scenario.rules.0.expect", "never");
});
