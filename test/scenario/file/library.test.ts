import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { scenarioWords } from "../../../src/scenario/engine/sentences.ts";
import { findingSentence } from "../../../src/scenario/file/finding.ts";
import { shippedFile, shippedScenarios } from "../../../src/scenario/file/library.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);

describe("the shipped stories", () => {
  const all = shippedScenarios();

  test("are many", () => {
    expect(all.length).toBeGreaterThanOrEqual(25);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  });

  test.each(all.map((scenario) => [scenario.name, scenario] as const))(
    "%s says what it is for, and makes sense",
    (name, scenario) => {
      const text = readFileSync(scenario.file, "utf8");
      expect(text.startsWith("# yaml-language-server: $schema=../schemas/scenario.schema.json\nscenario: ")).toBe(true);
      expect(scenario.about).toMatch(/^For .+ A good client .+\.$/);
      expect(scenario.portuguese.title).not.toBe("");
      expect(scenario.portuguese.about).toMatch(/^Para .+ Um bom cliente .+\.$/);
      expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
      const read = readScenario(text, name, vocabularies);
      const findings = "findings" in read ? read.findings : [];
      expect(findings.map(findingSentence)).toEqual([]);
      if ("scenario" in read) expect(scenarioWords(read.scenario).en).toContain(scenario.title);
    },
  );

  test("stand in the folder's README, each with its title", () => {
    const readme = readFileSync(new URL("../../../scenarios/README.md", import.meta.url), "utf8");
    const rows = all.map(({ name, title }) => `| [${name}](${name}.yaml) | ${title} |`);
    expect(readme.match(/^\| \[.*$/gm)).toEqual(rows);
  });

  test("the README's example makes sense", () => {
    const readme = readFileSync(new URL("../../../scenarios/README.md", import.meta.url), "utf8");
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    expect(readScenario(example, "README.md", vocabularies)).toHaveProperty("scenario");
  });

  test("each have a test in shipped/, which uses every step", () => {
    const folder = new URL("shipped/", import.meta.url);
    const tests = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    for (const text of tests) expect(text).toContain("unusedParts()");
    const untested = all.filter(({ name }) => !tests.some((text) => text.includes(`startScenario("${name}"`)));
    expect(untested.map(({ name }) => name)).toEqual([]);
  });

  test("are found by name", () => {
    expect(shippedFile("credit-runs-out")).toMatch(/scenarios\/credit-runs-out\.yaml$/);
    expect(() => shippedFile("credit-run-out")).toThrow("write credit-runs-out");
    expect(() => shippedFile("../package")).toThrow("torpedo scenario list");
  });
});
