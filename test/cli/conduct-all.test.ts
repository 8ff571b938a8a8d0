// torpedo conduct --all: a folder for each sandbox, and the worst exit code.

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { run } from "../support/cli.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

beforeEach(() => vi.stubEnv("GITHUB_STEP_SUMMARY", ""));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

async function sent(emulator: Emulator, number: string, times = 1, user = "126b114c"): Promise<void> {
  const query = new URLSearchParams({ u: user, n: number, m: "Oi" });
  for (let time = 0; time < times; time += 1) await fetch(`${emulator.urls.mensagem}/sms/send?${query}`);
}

async function judged(emulator: Emulator, ...words: readonly string[]) {
  return run(["conduct", "--url", emulator.urls.http, "--all", ...words]);
}

it("passes beside a sandbox without requests, and proves nothing where all are so", async () => {
  const emulator = await emulate();
  await emulator.sandbox("empty");
  expect((await judged(emulator)).code).toBe(3);
  await sent(emulator, "11999990001");
  const out = join(scratch(), "out");
  const { code, stdout } = await judged(emulator, "--out", out);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Sandbox empty\n") });
  expect(readdirSync(out).toSorted()).toEqual(["default", "empty"]);
});

it("fails where a sandbox does, and says how to judge that sandbox again", async () => {
  const emulator = await emulate();
  await emulator.sandbox("another");
  await sent(emulator, "11900000095", 2);
  const { code, stdout } = await judged(emulator, "--rules", "/dev/null");
  expect(code).toBe(1);
  expect(stdout).toContain(
    `Again: npx torpedo-sms conduct --url ${emulator.urls.http} --rules /dev/null --sandbox default --only TC101\n`,
  );
});

it("an entry that another sandbox violates is not stale", async () => {
  const emulator = await emulate();
  const another = await emulator.sandbox("another");
  const accounts = await another.accounts.list();
  const user = String(accounts.find(({ provider }) => provider === "mensagem")?.details["integrationUser"]);
  await sent(emulator, "11900000095", 2);
  await sent(emulator, "11900000095", 1, user);
  const baseline = join(scratch(), "baseline.yaml");
  writeFileSync(baseline, "accepted: [{ id: TC101, because: ADR 12 }]\n");
  const { code, stdout } = await judged(emulator, "--only", "TC101", "--baseline", baseline);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining("stale") });
  const alone = await run(["conduct", "--url", emulator.urls.http, "--sandbox", "another", "--baseline", baseline]);
  expect(alone).toMatchObject({ code: 1, stdout: expect.stringContaining("baseline: TC101: passes now") });
});

it.each(["json", "junit", "sarif", "summary", "write-baseline"])("refuses --%s", async (flag) => {
  const file = join(scratch(), "file");
  const { code, stderr } = await run(["conduct", "--all", `--${flag}`, file]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`--${flag}: is a single file`) });
  expect(existsSync(file)).toBe(false);
});
