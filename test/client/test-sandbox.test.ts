// Parts that the helpers for tests share: the emulator that TORPEDO_URL names, options of each test, a failed test's journal.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { closeSandbox, openEmulator, openSandbox } from "../../src/client/testing/test-sandbox.ts";
import { type Emulator, startEmulator } from "../../src/index.ts";
import { send } from "../support/client/send.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function started(): Promise<Emulator> {
  const emulator = await startEmulator({ clock: "manual", logLevel: "error" });
  later(() => emulator.stop());
  return emulator;
}

it("connects to the emulator that TORPEDO_URL names, and starts one without it", async () => {
  const shared = await started();
  vi.stubEnv("TORPEDO_URL", shared.urls.http);
  const connected = await openEmulator({});
  later(() => connected.stop());
  expect(connected.urls.http).toBe(shared.urls.http);
  vi.stubEnv("TORPEDO_URL", "");
  const own = await openEmulator({ logLevel: "error" });
  later(() => own.stop());
  expect(own.urls.http).not.toBe(shared.urls.http);
});

it("gives each test's own options precedence over those of all", async () => {
  const options = { sandbox: { clock: "manual", testNumbers: false } } as const;
  const sandbox = await openSandbox(await started(), ["a test"], options, { testNumbers: true, seed: "own" });
  expect(await sandbox.info()).toMatchObject({ clock: { mode: "manual" }, testNumbers: true, seed: "own" });
});

it("keeps or prints the journal of a failed test, and of no other", async () => {
  const emulator = await started();
  const folder = join(scratch(), "journals");
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  for (const [onFailure, failed] of [
    [{ folder }, true],
    ["print", true],
    ["print", false],
  ] as const) {
    const sandbox = await openSandbox(emulator, [`failed ${failed}`], {});
    await send(emulator, sandbox, { msg: "guardada" });
    await closeSandbox(sandbox, failed, { onFailure });
    if (onFailure === "print") continue;
    expect(readFileSync(join(folder, `${sandbox.name}.jsonl`), "utf8")).toContain("guardada");
  }
  expect(print).toHaveBeenCalledOnce();
  expect(String(print.mock.calls[0])).toMatch(/^Journal of sandbox failed-true-[0-9a-f]{8}:\n.*guardada/s);
  expect((await emulator.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default"]);
});
