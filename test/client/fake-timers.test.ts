// Fake timers of a test leave the emulator running: the library is loaded before a test fakes its timers.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ModernFakeTimers } from "@jest/fake-timers";
import { afterEach, expect, it, vi } from "vitest";
import { useEmulator } from "../support/client/fake-timers.ts";
import { cleanEnvironment } from "../support/torpedo-process.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("a send is answered under Vitest's fake timers", async () => {
  vi.useFakeTimers();
  await useEmulator();
});

it("a send is answered while Vitest fakes everything, microtasks too", async () => {
  vi.useFakeTimers({
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "setImmediate",
      "clearImmediate",
      "Date",
      "queueMicrotask",
      "performance",
    ],
  });
  await useEmulator();
});

it("a send is answered under Jest's fake timers", async () => {
  // In Jest a test has a `process` of its own, whose nextTick may be fake too. This process is Node's.
  const config = JSON.parse('{"rootDir":"/","fakeTimers":{"enableGlobally":false}}');
  const timers = new ModernFakeTimers({ global: globalThis, config });
  timers.useFakeTimers({ doNotFake: ["nextTick"] });
  try {
    await useEmulator();
  } finally {
    timers.useRealTimers();
  }
});

it("a send is answered under node:test's mock timers, and the runner ends", () => {
  const suite = join(import.meta.dirname, "../support/client/fake-timers-node.ts");
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", suite], {
    env: cleanEnvironment(),
    encoding: "utf8",
    timeout: 200_000,
  });
  expect([status, /^# pass (\d+)/m.exec(stdout)?.[1]], stdout).toEqual([0, "1"]);
});
