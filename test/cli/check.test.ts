// `torpedo check` over several files: levels that fail, reports with exact places, a baseline.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { checkReport } from "../../src/checks/reports/report.ts";
import { run } from "../support/cli.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await undoAll();
});

function files() {
  vi.stubEnv("GITHUB_STEP_SUMMARY", "");
  const folder = scratch();
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const warned = write(
    "warned.yaml",
    "scenario: w\nrules:\n  - when: { operation: send, text: '*' }\n    then: accept\n",
  );
  const wrong = write(
    "wrong.yaml",
    'scenario: w\nrules:\n  - when: { operation: send, chance: 0 }\n    then: { answer: "97" }\n',
  );
  const fine = write("fine.yaml", "scenario: f\nclock: manual\n");
  return { folder, warned, wrong, fine };
}

describe("torpedo check", () => {
  it("fails for an error, and with --strict for a warning", async () => {
    const { warned, wrong, fine } = files();
    const line = `${warned}:3:30: warning SC10 text: * fits every text. Take text out, or make it narrower.\n`;
    expect(await run(["check", warned, fine])).toEqual({
      code: 0,
      stdout: `${line}${warned}: fine.\n${fine}: fine.\n`,
      stderr: "",
    });
    expect(await run(["check", "--strict", warned, fine])).toMatchObject({
      code: 1,
      stdout: `${line}${fine}: fine.\n`,
    });
    expect(await run(["check", "--strict", "--skip", "SC10", warned])).toMatchObject({ code: 0 });
    const failed = await run(["check", wrong]);
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining(`${wrong}:3:30: SC06 the rule can`) });
    expect((await run(["check", "--fail-on", "never", wrong])).code).toBe(0);
    // The exploration of states does not say the same again.
    expect((await run(["check", "--deep", wrong])).stdout).toBe(failed.stdout);
  });

  it("writes each format: exact places in SARIF, a suite for each file in JUnit", async () => {
    const { folder, warned, wrong, fine } = files();
    const out = join(folder, "out");
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    await run(["check", "--out", out, warned, wrong, fine]);
    const read = (name: string) => readFileSync(join(out, name), "utf8");
    const report = checkReport.parse(JSON.parse(read("report.json")));
    expect(report).toMatchObject({ kind: "check", outcome: "failed", summary: { files: 3, errors: 1, warnings: 1 } });
    expect(report.results.map(({ id, line, column }) => [id, line, column])).toEqual([
      ["SC10", 3, 30],
      ["SC06", 3, 30],
    ]);
    const place = z.looseObject({ region: z.object({ startLine: z.number(), startColumn: z.number() }) });
    const sarif = z.object({
      runs: z.array(
        z.looseObject({
          results: z.array(z.looseObject({ locations: z.array(z.object({ physicalLocation: place })) })),
        }),
      ),
    });
    const results = sarif.parse(JSON.parse(read("report.sarif"))).runs.flatMap((run) => run.results);
    expect(results.map((result) => result.locations[0]?.physicalLocation.region)).toEqual([
      { startLine: 3, startColumn: 30 },
      { startLine: 3, startColumn: 30 },
    ]);
    const page = read("summary.md");
    expect(page).toMatch(/^### Check: 1 error, 1 warning, 0 notes\n/);
    expect(page).toMatch(
      /^\| ❌ error \| SC06 \S*wrong.yaml:3:30: the rule can never hold: chance 0 \| Take the rule out \|$/m,
    );
    const suites = [...read("report.xml").matchAll(/<testsuite name="[^"]*?(\w+)\.yaml" tests="1" failures="(\d)"/g)];
    expect(suites.map(([, name, failures]) => [name, failures])).toEqual([
      ["warned", "0"],
      ["wrong", "1"],
      ["fine", "0"],
    ]);
  });

  it("accepts by a baseline, which goes stale", async () => {
    const { folder, warned, wrong, fine } = files();
    const baseline = join(folder, "b.yaml");
    expect((await run(["check", "--strict", "--write-baseline", baseline, warned, wrong])).code).toBe(1);
    expect((await run(["check", "--strict", "--baseline", baseline, warned, wrong])).code).toBe(0);
    const stale = await run(["check", "--baseline", baseline, fine]);
    expect(stale).toMatchObject({ code: 1, stdout: expect.stringContaining("SC06: passes now: take it out") });
  });

  it("says which accounts have no address for reports", async () => {
    const { folder } = files();
    const file = join(folder, "life.yaml");
    const accounts = join(folder, "accounts.yaml");
    writeFileSync(file, "scenario: l\nrules:\n  - when: { operation: unitario }\n    then: { life: delivered }\n");
    writeFileSync(accounts, "accounts: { sophia/main: { credits: 5 } }\n");
    expect((await run(["check", file])).stdout).toBe(`${file}: fine.\n`);
    expect((await run(["check", "--accounts", accounts, file])).stdout).toContain("warning SC08 no account of sophia");
  });
});
