// The fixtures for Playwright, run as Playwright runs them; test/e2e/endurance/runners.test.ts has Playwright itself.

import { afterEach, expect, it } from "vitest";
import { fixtures } from "../../src/client/testing/playwright.ts";
import type { Emulator, Sandbox } from "../../src/index.ts";
import { send } from "../support/client/send.ts";
import { undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it("gives a worker its emulator, and a test its sandbox, which goes with the test", async () => {
  const { torpedo, sandboxOptions, sandbox } = fixtures({ logLevel: "error", sandbox: { clock: "manual" } });
  const facts = { titlePath: ["orders.spec.ts", "an order is confirmed"], status: "passed", expectedStatus: "passed" };
  const [provideEmulator, scope] = torpedo;
  expect([scope, sandboxOptions[1]]).toEqual([{ scope: "worker" }, { option: true }]);
  await provideEmulator({}, async (emulator: Emulator) => {
    await sandbox(
      { torpedo: emulator, sandboxOptions: { seed: "7" } },
      async (own: Sandbox) => {
        expect(own.name).toMatch(/^an-order-is-confirmed-[0-9a-f]{8}$/);
        expect(await own.info()).toMatchObject({ seed: "7", clock: { mode: "manual" } });
        await send(emulator, own);
        expect(await own.messages()).toHaveLength(1);
      },
      facts,
    );
    expect((await emulator.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default"]);
  });
});
