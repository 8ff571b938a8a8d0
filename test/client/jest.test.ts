// The helpers for Jest, with Jest's own `expect` and hooks as Jest has them.

import { expect as jestExpect } from "expect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { matchers, outcomes, provoke, useTorpedo } from "../../src/client/testing/jest.ts";
import { startEmulator } from "../../src/index.ts";
import { send } from "../support/client/send.ts";
import { later, undoAll } from "../support/sandboxed.ts";

jestExpect.extend(matchers);
const hooks = { beforeAll, afterAll, beforeEach, afterEach };

describe("an emulator for the file", () => {
  const torpedo = useTorpedo({ logLevel: "error" }, hooks);
  const names: string[] = [];

  it("sends in a world of its own", async () => {
    await send(torpedo.emulator, torpedo.sandbox);
    await jestExpect(torpedo.sandbox).toHaveSent({ to: "11999990001", text: "Oi" });
    await jestExpect(torpedo.sandbox).toHaveRequested({ operation: "unitario" }, { times: 1 });
    names.push(torpedo.sandbox.name);
  });

  it("which the next test does not see", async () => {
    await jestExpect(torpedo.sandbox).not.toHaveSent();
    expect(names).not.toContain(torpedo.sandbox.name);
    expect(await torpedo.emulator.control.sandboxes.list()).toHaveLength(2);
  });

  it.each(outcomes({ operation: "unitario", codes: ["006"], faults: "none" }))("meets $id", async (outcome) => {
    const sandbox = await provoke(outcome, torpedo.sandbox, "each");
    await send(torpedo.emulator, sandbox);
    await send(torpedo.emulator, sandbox);
    await jestExpect(sandbox).toHaveRequested({ code: "0" }, { times: 2 });
  });

  it("fails with what came nearest", async () => {
    await send(torpedo.emulator, torpedo.sandbox);
    await expect(jestExpect(torpedo.sandbox).toHaveSent({ text: "Tchau" }, { timeout: 10 })).rejects.toThrow(
      /^expected sandbox .* to have sent a message with {"text":"Tchau"}\n\nwaited 10 ms .* came nearest: text is "Oi", not "Tchau"/,
    );
    await expect(jestExpect(torpedo.sandbox).not.toHaveSent({ text: "Oi" })).rejects.toThrow("found 1");
  });
});

it("is used in tests only, and finds the hooks or says so", () => {
  const quiet = { beforeAll: () => {}, afterAll: () => {}, beforeEach: () => {}, afterEach: () => {} };
  expect(() => useTorpedo({}, quiet).sandbox).toThrow("useTorpedo: has nothing here; use it in a test or its hooks.");
  expect(() => useTorpedo({ onFailure: "print" as never }, quiet)).toThrow(
    "onFailure: has no effect: Jest does not say",
  );
  expect(() => useTorpedo()).toThrow("useTorpedo: finds no global beforeAll; give the hooks of your runner");
});

describe("an emulator that runs elsewhere", () => {
  const work: (() => Promise<void>)[] = [];
  const run = async (): Promise<void> => {
    for (const item of work.splice(0)) await item();
  };
  const collect = (item: () => Promise<void>) => void work.push(item);
  afterEach(undoAll);

  it("is shared: worlds of one name are told apart, and what is left there goes by itself", async () => {
    const emulator = await startEmulator({ logLevel: "error" });
    later(() => emulator.stop());
    const none = (): void => {};
    const begin = { beforeAll: collect, beforeEach: collect, afterEach: none, afterAll: none };
    const [item, two] = [
      useTorpedo({ url: emulator.urls.http }, begin),
      useTorpedo({ url: emulator.urls.http }, begin),
    ];
    await run();
    expect(item.sandbox.name).toMatch(/^test-1-[0-9a-f]{8}$/);
    expect(two.sandbox.name).toBe(`${item.sandbox.name}-2`);
    expect((await two.sandbox.info()).idleMs).toBe(3_600_000);
    await Promise.all([item.emulator.stop(), two.emulator.stop()]);
  });
});
