// A scenario's clock, seed and accounts leave with it.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, scratch, sendSophia, undoAll } from "../../support/sandboxed.ts";
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

describe("a change of clock or seed under messages", () => {
  const [seeded, by] = [{ scenario: "seeded", seed: "77" }, "2026-05-04T12:00:00Z"];
  const timed = { scenario: "timed", clock: { manual: true, start: by } };
  const changes: readonly [string, object, (emulator: Emulator, reset?: boolean) => Promise<unknown>, string][] = [
    ["put changes the seed", {}, (item, reset = false) => item.scenario.put(untyped(seeded), { reset }), "the seed"],
    ["put changes the clock", {}, (item, reset = false) => item.scenario.put(untyped(timed), { reset }), "the clock"],
    [
      "put changes both",
      {},
      (item, reset = false) => item.scenario.put(untyped({ ...timed, seed: "7" }), { reset }),
      "the clock and the seed",
    ],
    ["clear restores the clock", timed, (item, reset = false) => item.scenario.remove({ reset }), "the clock"],
    ["clear restores the seed", seeded, (item, reset = false) => item.scenario.remove({ reset }), "the seed"],
    [
      "put without a seed restores it",
      seeded,
      (item, reset = false) => item.scenario.put(untyped({ scenario: "plain" }), { reset }),
      "the seed",
    ],
  ];
  for (const [name, first, change, what] of changes) {
    it(`is refused, and done with a reset: ${name}`, async () => {
      const emulator = await emulate();
      if ("scenario" in first) await emulator.scenario.put(untyped(first));
      await sendSophia(emulator);
      const before = [await state(emulator), (await emulator.scenario.read())?.title];
      await expect(change(emulator)).rejects.toThrow(
        `scenario: would change ${what} of a sandbox with 1 message; reset the sandbox with it (--reset, reset: true).`,
      );
      expect([await state(emulator), (await emulator.scenario.read())?.title]).toEqual(before);
      expect(await emulator.messages()).toHaveLength(1);
      await change(emulator, true);
      expect(await emulator.messages()).toEqual([]);
      expect([await state(emulator), (await emulator.scenario.read())?.title]).not.toEqual(before);
    });
  }

  it("is not a scenario with the clock and the seed that are in force", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    await emulator.clock.advance("48h");
    const { now } = await emulator.clock.read();
    await emulator.scenario.put(untyped({ scenario: "manual", clock: "manual" }));
    await emulator.scenario.put(untyped({ scenario: "again", clock: "manual" }));
    await emulator.scenario.remove();
    expect((await emulator.clock.read()).now).toBe(now);
  });

  it("says who has set the clock", async () => {
    const emulator = await emulate();
    const setBy = async () => (await emulator.clock.read()).setBy;
    expect(await setBy()).toBe("sandbox");
    await emulator.scenario.put(untyped(timed));
    expect(await setBy()).toBe("scenario");
    await emulator.clock.set("manual");
    expect(await setBy()).toBe("sandbox");
  });
});

describe("an account that a reset removes", () => {
  const withOther = { scenario: "other", accounts: { "sophia/other": { credits: 5 } } };
  const refusing = { rules: [{ rule: "no", when: { operation: "unitario" }, then: [{ answer: "002" }] }] };

  it("refuses the reset; message, scenario and its rules stay", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    await emulator.accounts.put("sophia/other", { details: { token: "OTHER-TOKEN-1" } });
    await emulator.scenario.put(untyped({ ...withOther, ...refusing }));
    await expect(emulator.reset()).rejects.toThrow("would remove the account sophia/other");
    expect(await emulator.messages()).toHaveLength(1);
    expect((await emulator.scenario.read())?.title).toBe("other");
    await expect(sendSophia(emulator)).rejects.toThrow("not accepted");
    await emulator.scenario.remove();
    await emulator.reset();
    expect(await emulator.messages()).toEqual([]);
    await sendSophia(emulator);
  });

  it("refuses a scenario with reset; message and scenario stay", async () => {
    const emulator = await emulate();
    await emulator.scenario.put({ scenario: "before" });
    await sendSophia(emulator);
    await emulator.accounts.put("sophia/other", { details: { token: "OTHER-TOKEN-1" } });
    await expect(emulator.scenario.put(untyped(withOther), { reset: true })).rejects.toThrow("sophia/other");
    expect(await emulator.messages()).toHaveLength(1);
    expect((await emulator.scenario.read())?.title).toBe("before");
  });
});
