// The provider's README says what its tables, settings and coverage say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kindsText } from "../../../src/core/code-kinds.ts";
import { testNumberLifecycles } from "../../../src/core/test-number-tables.ts";
import { coverage } from "../../../src/providers/mensagem/coverage.ts";
import { detailsValidator, settingsValidator } from "../../../src/providers/mensagem/settings.ts";
import { smppDialect } from "../../../src/providers/mensagem/smpp/dialect.ts";
import { vocabulary } from "../../../src/providers/mensagem/vocabulary.ts";

const onHttp = vocabulary.operations.filter(({ channels }) => !channels.includes("smpp"));
const ofHttp = (name: string): boolean => !Object.hasOwn(smppDialect, name);
const readme = readFileSync(join(import.meta.dirname, "../../../src/providers/mensagem/README.md"), "utf8");

/** First cells of the rows of the first table under a heading, without its head. */
function firstCells(heading: string): string[] {
  const [, after = ""] = readme.split(`${heading}\n`);
  const [section = ""] = after.split(/\n#+ |\n\n(?=\| RR)/);
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split(" | ")[0]?.replace("| ", "").replaceAll("`", "") ?? "");
}

describe("the README of Mensagem", () => {
  it.each(onHttp)("has every code of $name and how to meet it", ({ name, codes }) => {
    expect(firstCells(`### ${name}`)).toEqual(codes.map(({ code }) => code));
    for (const row of codes)
      expect(readme).toContain(`| \`${row.code}\` | ${row.text} | ${kindsText(row)} | ${row.arises}`);
  });

  it("has every reading, every detail of an account, every life and the whole coverage", () => {
    expect(firstCells("## Dialect options")).toEqual(Object.keys(settingsValidator({}, "settings")).filter(ofHttp));
    expect(firstCells("## Account details")).toEqual(
      Object.keys(detailsValidator({ integrationUser: "x" }, "details")),
    );
    expect(firstCells("## Lifecycles by test number")).toEqual(testNumberLifecycles.map(({ code }) => code));
    expect(firstCells("## Coverage")).toEqual(coverage.map(({ point }) => point));
  });

  it("names a reading for every setting but those of ASP.NET and the retries", () => {
    const named = new Set(coverage.map(({ dialectOption }) => dialectOption));
    const without = Object.keys(settingsValidator({}, "settings")).filter((name) => !named.has(name));
    expect(without).toEqual(["customErrors", "clients", "firstDelayMs", "factor"]);
  });
});
