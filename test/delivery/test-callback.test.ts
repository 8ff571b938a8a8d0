// The sample that tests a callback address: in the provider's form, answered, and nowhere kept.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";

describe("a sample callback", () => {
  let emulator: Emulator;
  let catcher: Catcher;
  beforeAll(async () => {
    catcher = await startCatcher();
    later(() => catcher.stop());
    const callbacks = { dlr: `${catcher.url}/dlr?key=7`, mo: `${catcher.url}/mo` };
    emulator = await emulate(
      { "mensagem/main": { callbacks }, "sophia/main": { callbacks } },
      { bounds: { waits: 1 } },
    );
  });
  afterAll(undoAll);

  it.each([
    ["mensagem/main", "report", "/dlr", "msisdn=11999990001"],
    ["mensagem/main", "inbound", "/mo", "message=Test"],
    ["sophia/main", "report", "/dlr", "destino="],
    ["sophia/main", "inbound", "/mo", "mensagem=Test"],
  ] as const)("of %s as %s goes to %s with %s", async (account, about, path, parameter) => {
    const before = catcher.caught.length;
    const tested = await emulator.accounts.testCallback(account, about);
    expect(tested).toMatchObject({ status: 200, succeeded: true, error: "", address: `${catcher.url}${path}` });
    expect(tested.request).toContain(parameter);
    expect(catcher.caught.slice(before).map((caught) => `${caught.path} ${caught.target}`)).toEqual([
      expect.stringContaining(path),
    ]);
    expect(catcher.caught.at(-1)?.target).toContain(parameter);
    expect(await emulator.callbacks()).toEqual([]);
  });

  it("shows a refusal, and no answer at all", async () => {
    catcher.inTurn(503);
    expect(await emulator.accounts.testCallback("sophia/main", "report")).toMatchObject({
      status: 503,
      succeeded: false,
      error: "answered 503",
    });
    await emulator.accounts.change("sophia/main", { callbacks: { mo: "http://127.0.0.1:9/mo" } });
    const unanswered = await emulator.accounts.testCallback("sophia/main", "inbound");
    expect(unanswered).toMatchObject({ status: null, succeeded: false, answer: "" });
    expect(unanswered.error).not.toBe("");
    expect(await emulator.callbacks()).toEqual([]);
  });

  it("needs an address and a provider with callbacks; an empty address goes", async () => {
    const { callbacks } = await emulator.accounts.change("sophia/main", { callbacks: { dlr: "" } });
    expect(callbacks).toEqual({ mo: "http://127.0.0.1:9/mo" });
    const test = (account: string) => emulator.accounts.testCallback(account, "report");
    await expect(test("sophia/main")).rejects.toThrow("has no address for reports");
    await expect(test("mobilepronto/main")).rejects.toThrow("without callbacks");
  });

  it.each(["reset", "restore"] as const)(
    "ends with a %s of the sandbox, and counts as a wait while it is open",
    async (end) => {
      await emulator.reset();
      await emulator.save("before", { replace: true });
      catcher.inTurn("hang");
      const caught = catcher.caught.length;
      const tested = emulator.accounts.testCallback("sophia/main", "report");
      const failed = expect(tested).rejects.toThrow(
        "sandbox default: was reset, restored or removed before the receiver answered; test the callback again.",
      );
      await catcher.until(caught + 1);
      await expect(emulator.wait({ what: "messages", timeout: "10s" })).rejects.toThrow("1 are open already");
      await (end === "reset" ? emulator.reset() : emulator.restore("before"));
      await failed;
      await expect(emulator.accounts.testCallback("sophia/main", "report")).resolves.toMatchObject({ status: 200 });
    },
  );
});
