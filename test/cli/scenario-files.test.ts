import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("torpedo check", () => {
  it("says that a file and a shipped story are fine", async () => {
    const good = file(
      "good.yaml",
      "scenario: Good\nrules:\n  - rule: none\n    when: { text: Oi }\n    then: [ { answer: no-credit } ]\n",
    );
    const { code, stdout } = await run(["check", good, "credit-runs-out"]);
    expect([code, stdout]).toEqual([0, `${good}: fine.\ncredit-runs-out: fine.\n`]);
  });

  it("prints every finding with its place and remedy, and exits 1", async () => {
    const bad = file(
      "bad.yaml",
      'scenario: Bad\nrules:\n  - rule: one\n    when: { operation: sned }\n  - rule: two\n    when: { provider: mensagem, operation: send }\n    then: [ { answer: "970" } ]\n',
    );
    const { code, stdout } = await run(["check", bad]);
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/\/bad\.yaml:\d+:\d+: SC01 .+\. .+\.$/);
    const json = await run(["check", "--json", bad]);
    const { findings } = JSON.parse(json.stdout);
    expect(findings.length).toBe(lines.length);
    expect(findings[0]).toMatchObject({ id: "SC01", level: "error", line: 3, column: 5 });
  });

  it.each([
    ["check nothing.yaml", "nothing.yaml: the scenario does not exist; check its name."],
    ["explain nothing.yaml", "nothing.yaml: the scenario does not exist; check its name."],
    ["check test/", "test/: the scenario is a folder; give the name of a file that can be read."],
    ["conduct --rules nothing.yaml", "nothing.yaml: the rules file does not exist; check its name."],
  ])("%s: names the file that cannot be read, and what to do", async (words, sentence) => {
    const { code, stderr } = await run(words);
    expect([code, stderr]).toEqual([2, `torpedo: ${sentence}\n`]);
  });

  it("refuses a file past the bound of text files", async () => {
    const large = file("large.yaml", "");
    truncateSync(large, 16 * 1024 * 1024 + 1);
    const { code, stderr } = await run(["check", large]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("the scenario is larger than 16 MiB")]);
  });
});

describe("torpedo explain", () => {
  it.each([
    [[], "At the start "],
    [["--lang", "pt"], "No início "],
  ])("tells a story in plain words %j", async (flags, sentence) => {
    const { code, stdout } = await run(["explain", "credit-runs-out", ...flags]);
    expect(code).toBe(0);
    expect(stdout).toContain("Out of credit, then topped up");
    expect(stdout).toContain(sentence);
  });
});

describe("torpedo scenario show", () => {
  it("prints a copy whose schema is found from any folder", async () => {
    const { stdout } = await run(["scenario", "show", "answer-lost"]);
    const [, schema = ""] = /^# yaml-language-server: \$schema=(file:\S+)$/m.exec(stdout) ?? [];
    expect(existsSync(fileURLToPath(schema))).toBe(true);
  });
});

describe("torpedo schema", () => {
  it("prints the schema that the shipped files name", async () => {
    const { code, stdout } = await run(["schema"]);
    const shipped = readFileSync(join(import.meta.dirname, "../../schemas/scenario.schema.json"), "utf8");
    expect([code, JSON.parse(stdout)]).toEqual([0, JSON.parse(shipped)]);
  });
});
