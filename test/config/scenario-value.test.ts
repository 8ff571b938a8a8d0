// A value that names a scenario means the same wherever it stands: a slash, .yaml, .yml or .json make it a file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { readConfig } from "../../src/config/read.ts";
import { isScenarioFile } from "../../src/config/scenario-value.ts";
import { run } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-scenario-"));
afterAll(() => rmSync(folder, { recursive: true }));
const own = join(folder, "own.yaml");
writeFileSync(own, "scenario: My own\nrules: []\n");
const misspelt = "write answer-lost";

const titleOf = async (scenario: string): Promise<string> => {
  await using emulator = await startEmulator({ scenario });
  return (await emulator.scenario.read())?.title ?? "";
};

it.each([
  ["answer-lost", false],
  ["a.json", true],
  ["a.yml", true],
  ["a.YAML", true],
  ["./answer-lost", true],
  ["C:\\answer-lost", true],
])("%s", (value, file) => {
  expect(isScenarioFile(value)).toBe(file);
});

describe("a scenario's name", () => {
  it("starts an emulator with it", async () => {
    expect(await titleOf("answer-lost")).toBe("Accepted, but the client never hears of it");
    expect(await titleOf(own)).toBe("My own");
    await expect(titleOf("answer-lots")).rejects.toThrow(misspelt);
    await expect(titleOf("./answer-lost")).rejects.toThrow("cannot be read");
  });

  it("is a setting of flags, the environment and a config file", async () => {
    const config = join(folder, "torpedo.yaml");
    const given = async (value: string): Promise<(string | undefined)[]> => {
      writeFileSync(config, `scenario: ${value}\n`);
      const sources = [
        { environment: {}, flags: { scenario: value } },
        { environment: { TORPEDO_SCENARIO: value } },
        { environment: {}, flags: { config } },
      ];
      return Promise.all(sources.map(async (source) => (await readConfig(source)).scenario));
    };
    expect(await given("answer-lost")).toEqual(["answer-lost", "answer-lost", "answer-lost"]);
    expect(await given("own.yaml")).toEqual([join(process.cwd(), "own.yaml"), join(process.cwd(), "own.yaml"), own]);
  });

  it("creates a sandbox with it, and is activated", async () => {
    await using emulator = await startEmulator();
    const titles = async (scenario: string): Promise<(string | null)[]> => {
      const sandbox = await emulator.sandbox(`sandbox-${scenario.length}`, { scenario });
      await sandbox.scenario.remove();
      return [(await sandbox.scenario.put(scenario)).title, (await emulator.scenario.put(scenario)).title];
    };
    expect(new Set(await titles("answer-lost"))).toEqual(new Set(["Accepted, but the client never hears of it"]));
    expect(new Set(await titles(own))).toEqual(new Set(["My own"]));
    await expect(emulator.sandbox("wrong", { scenario: "answer-lots" })).rejects.toThrow(misspelt);
    await expect(emulator.scenario.put("answer-lots")).rejects.toThrow(misspelt);
    const url = `--url=${emulator.urls.http}`;
    expect((await run(["sandbox", "create", "cli", "--scenario", "answer-lost", url])).code).toBe(0);
    expect((await run(["sandbox", "create", "wrong", "--scenario", "answer-lots", url])).stderr).toContain(misspelt);
    expect((await run(["scenario", "put", own, url])).stdout).toContain("My own is active");
  });

  it("is checked, explained and shown without an emulator", async () => {
    for (const command of ["check", "explain", "scenario show"]) {
      expect((await run(`${command} answer-lost`)).code).toBe(0);
      const { code, stderr } = await run(`${command} answer-lots`);
      expect([code, stderr]).toEqual([2, expect.stringContaining(misspelt)]);
    }
    expect((await run(["check", own])).stdout).toBe(`${own}: fine.\n`);
  });
});

it("a shown scenario has the schema of this package, and passes the check", async () => {
  const copy = join(folder, "copy.yaml");
  writeFileSync(copy, (await run("scenario show credit-runs-out")).stdout);
  const [, schema = ""] = /\$schema=(\S+)/.exec(readFileSync(copy, "utf8")) ?? [];
  expect(JSON.parse(readFileSync(fileURLToPath(schema), "utf8"))).toHaveProperty("$schema");
  expect((await run(["check", copy])).code).toBe(0);
});
