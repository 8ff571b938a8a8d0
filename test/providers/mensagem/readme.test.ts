// The provider's README has the settings and details of the code, and parameters that behave so.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coverage } from "../../../src/providers/mensagem/coverage.ts";
import { detailsValidator, settingsValidator } from "../../../src/providers/mensagem/settings.ts";
import { smppDialect } from "../../../src/providers/mensagem/smpp/dialect.ts";

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
  it("has every dialect option and every detail of an account", () => {
    expect(firstCells("## Dialect options")).toEqual(Object.keys(settingsValidator({}, "settings")).filter(ofHttp));
    expect(firstCells("## Account details")).toEqual(
      Object.keys(detailsValidator({ integrationUser: "x" }, "details")),
    );
  });

  it("names a dialect option for every setting but those of ASP.NET and the retries", () => {
    const named = new Set(coverage.map(({ dialectOption }) => dialectOption));
    const without = Object.keys(settingsValidator({}, "settings")).filter((name) => !named.has(name));
    expect(without).toEqual(["customErrors", "clients", "firstDelayMs", "factor"]);
  });
});
