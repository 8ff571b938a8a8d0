// A thousand worlds at once, and worlds that go when nobody needs them.

import { afterEach, describe, expect, it } from "vitest";
import { listen } from "../support/control.ts";
import { isStrict } from "../support/endurance/amount.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

describe("many sandboxes", () => {
  it("a thousand cost little, and each has credentials of its own", async () => {
    const emulator = await emulate();
    globalThis.gc?.();
    const heap = process.memoryUsage().heapUsed;
    const began = performance.now();
    for (let n = 0; n < 1_000; n++) await emulator.sandbox(`box-${n}`, {});
    const each = (performance.now() - began) / 1_000;
    globalThis.gc?.();
    const kilobytes = (process.memoryUsage().heapUsed - heap) / 1_000 / 1_024;
    const all = await emulator.control.sandboxes.list();
    const keys = all.flatMap(({ accounts }) =>
      accounts.map(({ provider, details }) => `${provider} ${details["token"] ?? details["integrationUser"]}`),
    );
    expect(new Set(keys).size).toBe(3 * 1_001);
    // A call costs no more for the others.
    const before = performance.now();
    for (let n = 0; n < 100; n++) await sendSophia(emulator);
    const call = (performance.now() - before) / 100;
    console.info(
      `1,000 sandboxes: ${each.toFixed(2)} ms and ${kilobytes.toFixed(0)} KiB each; a send beside them ${call.toFixed(2)} ms`,
    );
    expect(each).toBeLessThan(isStrict ? 20 : 500);
    expect(kilobytes).toBeLessThan(100);
    for (let n = 0; n < 1_000; n++) await emulator.existing(`box-${n}`).remove();
    expect(await emulator.control.sandboxes.list()).toHaveLength(1);
  });

  it("one that keeps less keeps less, and begins to count anew after a reset", async () => {
    const emulator = await emulate();
    const small = await emulator.sandbox("small", { limits: { messages: 5, requests: 5 } });
    const token = String((await small.accounts.get("sophia/main")).details["token"]);
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 100; n++) await sendSophia(emulator, { token });
      const { requests } = (await small.info()).counts;
      // Looked at once in a while: never many more than it may keep.
      expect(requests).toBeLessThan(5 + 40);
      await small.reset();
    }
    await expect(small.set({ limits: { requests: 0 } })).rejects.toThrow("limits.requests");
  });

  it("a name is asked for once, and a world of one test is gone after it", async () => {
    const emulator = await emulate();
    const item = await emulator.sandbox("one", { clock: "manual" });
    await expect(emulator.sandbox("one", {})).rejects.toThrow("exists already");
    expect((await (await emulator.sandbox("one")).info()).name).toBe("one");
    await item.remove();
    await expect(item.messages()).rejects.toThrow("does not exist");
    await expect(item.wait({ what: "messages", timeout: 5 })).rejects.toThrow("does not exist");
    expect((await (await emulator.sandbox("one")).info()).counts.messages).toBe(0);
  });

  it("an idle one goes; one that is used stays; default always stays", async () => {
    const emulator = await emulate();
    await expect(emulator.set({ idle: "1h" })).rejects.toThrow("it always exists");
    const removed: string[] = [];
    const gone = Promise.withResolvers<void>();
    const stop = await listen(emulator, {}, (event) => {
      if (event.kind !== "sandbox" || event.change !== "removed") return;
      removed.push(event.sandbox);
      gone.resolve();
    });
    await emulator.sandbox("keeps", { idle: "10m" });
    await emulator.sandbox("goes", { idle: 20 });
    await gone.promise;
    stop();
    expect(removed).toEqual(["goes"]);
    expect((await emulator.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default", "keeps"]);
  });

  it("one that somebody waits in, or listens to, is in use until that is over", async () => {
    const emulator = await emulate();
    const removed: string[] = [];
    const gone = Promise.withResolvers<void>();
    await listen(emulator, {}, (event) => {
      if (event.kind !== "sandbox" || event.change !== "removed") return;
      removed.push(event.sandbox);
      if (removed.length === 3) gone.resolve();
    });
    const [waited, heard] = [
      await emulator.sandbox("waited", { idle: 1_500 }),
      await emulator.sandbox("heard", { idle: 1_500 }),
    ];
    const stop = await listen(emulator, { sandbox: heard.name }, () => {});
    await emulator.sandbox("idle", { idle: 1_500 });
    expect(await waited.wait({ what: "messages", timeout: 4_000 })).toMatchObject({ ok: false, found: [] });
    expect(removed).toEqual(["idle"]);
    stop();
    await gone.promise;
    expect(removed.toSorted()).toEqual(["heard", "idle", "waited"]);
  });
});
