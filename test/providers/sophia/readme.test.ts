// The provider's README says what its tables, settings and coverage say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kindsText } from "../../../src/core/code-kinds.ts";
import { testNumberLifecycles, testNumberReplies } from "../../../src/core/test-number-tables.ts";
import { coverage } from "../../../src/providers/sophia/coverage.ts";
import { settingsValidator } from "../../../src/providers/sophia/settings.ts";
import { vocabulary } from "../../../src/providers/sophia/vocabulary.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../src/providers/sophia/README.md"), "utf8");

/** Rows of the table that follows a heading, without its head. */
function tableUnder(heading: string): string[] {
  const [, after = ""] = readme.split(`${heading}\n`);
  const [section = ""] = after.split(/\n#+ /);
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2);
}

describe("the README of Sophia", () => {
  it.each(vocabulary.operations.filter(({ codes }) => codes.length > 0))(
    "has every code of $name",
    ({ name, codes }) => {
      expect(tableUnder(`### ${name}`)).toEqual(
        codes.map((row) => `| \`${row.code}\` | ${row.text} | ${kindsText(row)} | ${row.arises} |`),
      );
    },
  );

  it("has every setting with its default", () => {
    const wanted = Object.entries(settingsValidator({}, "settings")).map(
      ([name, value]) => `| \`${name}\` | \`${String(value)}\` |`,
    );
    expect(tableUnder("## Settings").map((row) => row.split(" | ").slice(0, 2).join(" | ").concat(" |"))).toEqual(
      wanted,
    );
  });

  it("has every life and reply that a test number chooses", () => {
    const rows = (table: readonly { readonly code: string; readonly about: string }[]): string[] =>
      table.map(({ code, about }) => `| \`${code}\` | ${about} |`);
    expect(tableUnder("## Lifecycles by test number")).toEqual(rows(testNumberLifecycles));
    expect(tableUnder("## Replies by test number")).toEqual(rows(testNumberReplies));
  });

  it("has every point of the coverage with its evidence", () => {
    const rows = tableUnder("## Evidence").map((row) => row.split(" | ").slice(0, 2).join(" | "));
    expect(rows).toEqual(coverage.map(({ point, evidence }) => `| ${point} | ${evidence}`));
  });
});
