// A scenario's clock, seed and accounts leave with it.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, scratch, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

const scenario = {
  scenario: "replaces everything",
  clock: "manual",
  seed: "77",
  accounts: { "mensagem/main": { credits: 3, rate: { rate: "1/s", burst: 1 } } },
};

/** Clock, seed, credits and rate of the sandbox `default`. */
async function state(emulator: Emulator): Promise<readonly unknown[]> {
  const { clock, seed } = await emulator.info();
  const account = (await emulator.accounts.list()).find(({ provider }) => provider === "mensagem");
  return [clock.mode, seed, account?.credits["long"], account?.rate?.rate];
}

const replaced = ["manual", "77", 3, "1/s"];

describe("clock, seed and accounts of a scenario", () => {
  const leave: readonly [string, (emulator: Emulator) => Promise<unknown>][] = [
    ["clear", (emulator) => emulator.scenario.remove()],
    ["another scenario", (emulator) => emulator.scenario.put({ scenario: "nothing" })],
    [
      "another scenario with a seed, then clear",
      async (emulator) => {
        await emulator.scenario.put({ scenario: "seed", seed: "78" });
        await emulator.scenario.remove();
      },
    ],
    [
      "reset, then clear",
      async (emulator) => {
        await emulator.reset();
        expect(await state(emulator)).toEqual(replaced);
        await emulator.scenario.remove();
      },
    ],
    [
      "clear, then reset",
      async (emulator) => {
        await emulator.scenario.remove();
        await emulator.reset();
      },
    ],
  ];
  for (const [name, step] of leave) {
    it(`leave with it: ${name}`, async () => {
      const emulator = await emulate({}, { clock: "real" });
      const before = await state(emulator);
      await emulator.scenario.put(untyped(scenario));
      expect(await state(emulator)).toEqual(replaced);
      await step(emulator);
      expect(await state(emulator)).toEqual(before);
    });
  }

  it("leave with it after a restart", async () => {
    const data = join(scratch(), "t.db");
    const first = await emulate({}, { clock: "real", data });
    const before = await state(first);
    await first.scenario.put(untyped(scenario));
    await first.stop();
    const second = await emulate({}, { clock: "real", data });
    expect(await state(second)).toEqual(replaced);
    await second.scenario.remove();
    expect(await state(second)).toEqual(before);
  });

  it("stay where somebody changed them meanwhile", async () => {
    const emulator = await emulate({}, { clock: "real" });
    await emulator.scenario.put(untyped(scenario));
    await emulator.clock.set({ mode: "speeded", speed: 60 });
    await emulator.set({ seed: "mine" });
    await emulator.scenario.remove();
    expect((await state(emulator)).slice(0, 2)).toEqual(["speeded", "mine"]);
  });

  it("a clock by hand goes on from the time that the scenario had reached", async () => {
    const emulator = await emulate({}, { clock: "manual" });
    const { now: start } = await emulator.clock.read();
    await emulator.scenario.put({ scenario: "fast", clock: { start: "2027-01-01T00:00:00Z", speed: 1 } });
    await emulator.scenario.remove();
    const { mode, now } = await emulator.clock.read();
    expect(mode).toBe("manual");
    expect(now).toBeGreaterThanOrEqual(Date.UTC(2027, 0, 1));
    await emulator.reset();
    expect((await emulator.clock.read()).now).toBe(start);
  });
});
