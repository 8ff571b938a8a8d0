// The provider's README has the settings of the code.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { settingsValidator } from "../../../src/providers/sophia/settings.ts";

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
  it("has every setting with its default", () => {
    const wanted = Object.entries(settingsValidator({}, "settings")).map(
      ([name, value]) => `| \`${name}\` | \`${String(value)}\` |`,
    );
    expect(
      tableUnder("## Dialect options").map((row) => row.split(" | ").slice(0, 2).join(" | ").concat(" |")),
    ).toEqual(wanted);
  });
});
