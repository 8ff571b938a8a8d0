// The helpers for Vitest, in Vitest.

import { afterAll, expect, test as plain } from "vitest";
import { fixtures, matchers, outcomes, provoke, type TorpedoFixtures } from "../../src/client/testing/vitest.ts";
import { startCatcher } from "../support/catcher.ts";
import { send } from "../support/client/send.ts";

expect.extend(matchers);
const test = plain.extend<TorpedoFixtures>(
  fixtures({ logLevel: "error", sandbox: { clock: "manual", accounts: { "sophia/main": { credits: 5 } } } }),
);
const names = new Set<string>();
const emulators = new Set<unknown>();

test("each test has a world of its own, named after it, in the one emulator", async ({ torpedo, sandbox }) => {
  expect(sandbox.name).toMatch(/^each-test-has-a-world-of-its-own-named-a-[0-9a-f]{8}$/);
  expect(await sandbox.info()).toMatchObject({ clock: { mode: "manual" } });
  expect((await sandbox.accounts.get("sophia/main")).credits).toEqual({ sms: 5 });
  await send(torpedo, sandbox, { msg: "um" });
  await expect(sandbox).toHaveSent({ text: "um" });
  names.add(sandbox.name);
  emulators.add(torpedo);
});

test("ação: a second one", async ({ torpedo, sandbox }) => {
  await expect(sandbox).not.toHaveSent();
  expect(sandbox.name).toMatch(/^acao-a-second-one-[0-9a-f]{8}$/);
  names.add(sandbox.name);
  emulators.add(torpedo);
  // A test that cleans up itself is not punished for it.
  await sandbox.remove();
});

afterAll(async () => {
  expect([names.size, emulators.size]).toEqual([2, 1]);
});

test("what came before is gone", async ({ torpedo, sandbox }) => {
  expect((await torpedo.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default", sandbox.name]);
});

test.for([1, 2])("tests of one title are told apart: %i", { concurrent: true }, async (_, { sandbox, expect }) => {
  expect((await sandbox.info()).counts.messages).toBe(0);
});

test.for(outcomes({ operation: "unitario", codes: ["006", "010"], faults: ["bom"], lifecycles: ["undelivered"] }))(
  "a client meets $id",
  async (outcome, { torpedo, sandbox }) => {
    await provoke(outcome, sandbox);
    const answer = await send(torpedo, sandbox);
    const { id, type, text } = outcome;
    expect(answer).toContain(type === "code" ? `"detailDescription":"${text}"` : '"status":200');
    await expect(sandbox).toHaveRequested({ code: type === "code" ? "0" : "200" });
    await sandbox.clock.advance("1h");
    if (type === "life") await expect(sandbox).toHaveSent({ status: "undelivered" });
    expect(id).toMatch(/^sophia\/unitario\//);
    // The rule strikes one request.
    expect(await send(torpedo, sandbox, { msg: "de novo" })).toContain('"status":200');
  },
);

plain("outcomes are chosen as by the flags of sweep, and a slip is a mistake", async () => {
  expect(outcomes({ operation: "send", codes: "classes", faults: "none" }).map(({ value }) => value)).toContain("97");
  expect(() => outcomes({ operation: "sned" })).toThrow(
    'operation: names no operation to sweep, not "sned"; write send.',
  );
  expect(() => outcomes({ operation: "send", codes: ["9x"] })).toThrow(
    'codes: no swept operation (send) has the code, not "9x"',
  );
  await expect(provoke(JSON.parse("{}"), { next: async () => {} })).rejects.toThrow("provoke: needs an outcome");
});

test("toHaveSent waits, counts, and tells what came nearest", async ({ torpedo, sandbox }) => {
  const coming = expect(sandbox).toHaveSent({ text: { contains: "tarde" } }, { timeout: "60s" });
  await send(torpedo, sandbox, { msg: "cedo" });
  await send(torpedo, sandbox, { msg: "mais tarde" });
  await coming;
  await expect(sandbox).toHaveSent({ to: "11999990001" }, { times: 2 });
  await expect(sandbox).not.toHaveSent({ to: "11999990001" }, { times: 1 });
  await expect(sandbox).toHaveSent({ text: "nada" }, { times: 0 });
  await expect(sandbox).toHaveSentInOrder([{ text: "cedo" }, { text: { contains: "tarde" } }]);
  await expect(sandbox).not.toHaveSentInOrder([{ text: { contains: "tarde" } }, { text: "cedo" }]);
  await expect(torpedo).not.toHaveSent();

  const { name } = sandbox;
  await expect(expect(sandbox).toHaveSent({ text: "nunca" }, { timeout: 10 })).rejects.toThrow(
    `expected sandbox ${name} to have sent a message with {"text":"nunca"}\n\nwaited 10 ms for 1 of messages and saw 0; of all 2 messages number 2 came nearest: text is "mais tarde", not "nunca"`,
  );
  await expect(expect(sandbox).toHaveSent({}, { times: 3, timeout: 10 })).rejects.toThrow(
    `expected sandbox ${name} to have sent a message, exactly 3\n\nwaited 10 ms for 3 of messages and saw 2; all 2 messages match`,
  );
  await expect(expect(sandbox).toHaveSent({}, { times: 1 })).rejects.toThrow(
    "expected exactly 1 of messages, found 2; they are number 1, 2",
  );
  await expect(expect(sandbox).not.toHaveSent({ text: "cedo" })).rejects.toThrow(
    `expected sandbox ${name} not to have sent a message with {"text":"cedo"}\n\nexpected none of messages, found 1; they are number 1`,
  );
  await expect(expect(sandbox).toHaveSentInOrder([{ text: { contains: "tarde" } }, { text: "cedo" }])).rejects.toThrow(
    /to have sent in this order: {"text":{"contains":"tarde"}}, {"text":"cedo"}\n\nthe order breaks at step 2 of 2/,
  );
  await expect(expect("shop").toHaveSent()).rejects.toThrow(
    'expect: takes a sandbox, not "string"; give what sandbox()',
  );
});

test("toBehave fails where nothing is proven", async ({ sandbox }) => {
  const sentence = `nothing is proven about the client of sandbox ${sandbox.name}: no rule was assessed`;
  await expect(expect(sandbox).toBehave()).rejects.toThrow(sentence);
  await expect(expect(sandbox).not.toBehave()).rejects.toThrow(sentence);
});

test("calls, callbacks and inbounds", async ({ torpedo, sandbox }) => {
  const catcher = await startCatcher();
  try {
    await sandbox.accounts.change("sophia/main", { credits: 1, callbacks: { dlr: catcher.url, mo: catcher.url } });
    await send(torpedo, sandbox);
    await send(torpedo, sandbox);
    await expect(sandbox).toHaveRequested({ operation: "unitario" }, { times: 2 });
    await expect(sandbox).not.toHaveRequested({ provider: "mensagem" });
    await expect(sandbox).not.toHaveReceivedCallback();
    await sandbox.clock.advance("1h");
    await expect(sandbox).toHaveReceivedCallback({ status: "delivered" });
    await expect(expect(sandbox).toHaveReceivedCallback({ status: "expired" }, { timeout: 10 })).rejects.toThrow(
      /to have received a callback with {"state":"delivered","status":"expired"}\n\n.*status is "delivered", not "expired"/,
    );
    await sandbox.sendInbound({ from: "11999990001", text: "SIM" });
    await expect(sandbox).toHaveReceivedInbound({ text: "SIM" });
    await expect(sandbox).not.toHaveReceivedInbound({ text: "NAO" });
    await expect(sandbox).toBehave();
    await send(torpedo, sandbox, { destino: "1" });
    await send(torpedo, sandbox, { destino: "1" });
    await expect(sandbox).toBehave({ except: ["TC101"] });
    await expect(expect(sandbox).toBehave()).rejects.toThrow(/error TC101: retried a permanent refusal/);
    for (const failOn of ["errors", "never"] as never[])
      await expect(expect(sandbox).toBehave({ failOn })).rejects.toThrow("toBehave.failOn: ");
    await expect(expect(sandbox).toBehave({ exept: ["TC101"] } as never)).rejects.toThrow("write except");
  } finally {
    await catcher.stop();
  }
});
