// Text that `torpedo start` prints to a person, by its settings.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { run } from "../support/cli.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";
import { privately } from "../support/torpedo-process.ts";

afterEach(undoAll);

async function started(...args: readonly string[]): Promise<string> {
  let end = (): void => {};
  later(() => end());
  const { code, stdout, stderr } = await run(["start", ...privately, ...args], { onOut: (_, stop) => (end = stop) });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}
function file(name: string, text: string): string {
  const path = join(scratch(), name);
  writeFileSync(path, text);
  return path;
}

describe("torpedo start says", () => {
  it("clock, scenario and data file", async () => {
    const text = await started();
    expect(text).toMatch(/^ {2}clock {5}real$/m);
    expect(text).toMatch(/^ {2}scenario {2}none$/m);
    expect(text).toMatch(/^ {2}data {6}in memory: nothing is kept$/m);
    const data = join(scratch(), "kept.db");
    expect(await started("--data", data, "--clock", "manual")).toMatch(new RegExp(`^  data      ${data}$`, "m"));
  });

  it("that a manual clock is moved by hand", async () => {
    const line = /^ {2}clock {5}manual, at 2026-03-02T12:00:00\.000Z; torpedo clock advance moves it$/m;
    expect(await started("--clock", "manual")).toMatch(line);
  });

  it("that a scenario sets another clock than the one that was asked for", async () => {
    const scenario = file("story.yaml", "scenario: slow\nclock: manual\nrules: []\n");
    const text = await started("--clock", "real", "--scenario", scenario);
    expect(text).toMatch(/^ {2}clock {5}manual, .*\(the scenario sets it, in place of --clock real\)$/m);
    expect(text).toContain(`  scenario  slow (${scenario})\n`);
  });

  it("addresses that can be called, where it listens on every one of the machine", async () => {
    const text = await started("--host", "0.0.0.0");
    expect(text).not.toContain("0.0.0.0");
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    expect((await fetch(`${url}/torpedo/v1/health/ready`)).status).toBe(200);
    expect(JSON.parse(await started("--host", "0.0.0.0", "--json"))["http"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("the token that it made, and none that it was given", async () => {
    expect(await started("--host", "0.0.0.0")).toMatch(/^ {2}inbox {5}http:\S+\/#token=\S+$/m);
    expect(JSON.parse(await started("--host", "0.0.0.0", "--json"))).toHaveProperty("token");
    for (const json of [[], ["--json"]]) {
      const text = await started("--host", "0.0.0.0", "--token", "given-by-hand", ...json);
      expect(text).not.toMatch(/given-by-hand|#token|"token"/);
    }
  });

  it("default credentials, and none of an accounts file", async () => {
    const secrets = ["a-secret-token", "SECRET00000000000020", "s3cret-pw"];
    const accounts = file(
      "accounts.yaml",
      `accounts:
  sophia/main: { details: { token: ${secrets[0]} } }
  mobilepronto/main: { details: { credencial20: ${secrets[1]} } }
  mensagem/main: { credits: 5, details: { smppPassword: ${secrets[2]} } }
  mensagem/other: { details: { integrationUser: "00000007" } }
`,
    );
    const text = await started("--accounts", accounts);
    for (const secret of [...secrets, "00000007"]) expect(text).not.toContain(secret);
    expect(text).toContain(`sophia/main        credits: 1000 sms\n    credentials: as in ${accounts}\n`);
    expect(text).toContain("npx torpedo-sms send sophia --account sophia/main --to 11999990001 --text Oi\n");
    expect(await started()).toContain("token DEMO-SOPHIA-TOKEN");
  });
});
