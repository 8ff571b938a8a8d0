// Run by `node --test` from test/client/node-test.test.ts.

import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import {
  assertBehaves,
  assertNotReceivedCallback,
  assertNotReceivedInbound,
  assertNotRequested,
  assertNotSent,
  assertReceivedCallback,
  assertReceivedInbound,
  assertRequested,
  assertSent,
  assertSentInOrder,
  outcomes,
  provoke,
  useTorpedo,
} from "../../../src/client/testing/node-test.ts";
import { startCatcher } from "../catcher.ts";
import { send } from "./send.ts";

const torpedo = useTorpedo({ logLevel: "error", sandbox: { clock: "manual" } });

for (const outcome of outcomes({ operation: "unitario", codes: ["006"], faults: "none" })) {
  test(outcome.id, async (t) => {
    const { emulator, sandbox } = await torpedo(t);
    await provoke(outcome, sandbox, 2);
    await send(emulator, sandbox, { msg: "um" });
    await send(emulator, sandbox, { msg: "dois" });
    await assertRequested(sandbox, { code: "0" }, { times: 1 });
    await assertSent(sandbox, { text: "um" }, { times: 1 });
  });
}

test("sends, waits and moves the clock", async (t) => {
  const { emulator, sandbox } = await torpedo(t);
  const catcher = await startCatcher();
  t.after(() => catcher.stop());
  await sandbox.accounts.change("sophia/main", { callbacks: { dlr: catcher.url, mo: catcher.url } });
  await send(emulator, sandbox, { msg: "um" });
  await send(emulator, sandbox, { msg: "dois" });
  await assertSent(sandbox, { text: "um" }, { times: 1 });
  await assertSentInOrder(sandbox, [{ text: "um" }, { text: "dois" }]);
  await assertRequested(sandbox, { operation: "unitario" }, { times: 2 });
  await assertNotReceivedCallback(sandbox);
  await sandbox.clock.advance("48h");
  await assertReceivedCallback(sandbox, { status: "delivered" }, { times: 2 });
  await assertNotReceivedInbound(sandbox);
  await sandbox.sendInbound({ from: "11999990001", text: "SIM" });
  await assertReceivedInbound(sandbox, { text: "SIM" });
  await assertBehaves(sandbox);
  await send(emulator, sandbox, { destino: "1" });
  await send(emulator, sandbox, { destino: "1" });
  await assertBehaves(sandbox, { except: ["TC101"] });
  const failure = { operator: "assertBehaves", message: /error TC101: retried a permanent refusal\n {2}a message to/ };
  await assert.rejects(assertBehaves(sandbox), failure);
});

describe("at once", { concurrency: true }, () => {
  for (const text of ["a", "b", "c"]) {
    it(`sees only ${text}`, async (t) => {
      const { emulator, sandbox } = await torpedo(t);
      await send(emulator, sandbox, { msg: text });
      await assertSent(sandbox, {}, { times: 1 });
      await assertSent(sandbox, { text });
      assert.match(sandbox.name, new RegExp(`^at-once-sees-only-${text}-`));
    });
  }
});

test("fails with what came nearest", async (t) => {
  const { emulator, sandbox } = await torpedo(t);
  await send(emulator, sandbox);
  const failure = {
    name: "AssertionError",
    operator: "assertSent",
    message: /came nearest: text is "Oi", not "x"/,
  };
  await assert.rejects(assertSent(sandbox, { text: "x" }, { timeout: 10 }), failure);
  await assert.rejects(assertNotSent(sandbox, { text: "Oi" }), {
    message: /not to have sent a message.*\n\n.*found 1/,
  });
  await assert.rejects(assertNotRequested(sandbox), { operator: "assertNotRequested" });
  await assert.rejects(assertSentInOrder(sandbox, [{ text: "x" }]), { message: /the order breaks at step 1 of 1/ });
});
