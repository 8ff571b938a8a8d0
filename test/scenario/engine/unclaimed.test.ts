// Requests without a credential belong to the sandbox that the setting names.

import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/client/sandbox.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

const down = untyped({
  scenario: "down",
  rules: [{ when: { operation: "wsdl" }, before: true, then: [{ response: { status: 503 } }] }],
});

describe("the setting unclaimed", () => {
  it("gives documents, unknown paths and unknown credentials to that sandbox, once it exists", async () => {
    const emulator = await emulate({}, { unclaimed: "shop" });
    const get = async (path: string) => (await fetch(new URL(path, emulator.urls.http))).status;
    const counts = async (sandbox: Sandbox) => (await sandbox.requests()).length;
    await get("/Service.asmx?wsdl");
    const shop = await emulator.sandbox("shop");
    expect([await counts(emulator), await counts(shop)]).toEqual([1, 0]);
    await shop.scenario.put(down);
    expect(await get("/Service.asmx?wsdl")).toBe(503);
    await get("/api/unitario.php?token=WRONG&destino=11999990001&msg=Oi");
    expect([await counts(emulator), await counts(shop)]).toEqual([1, 2]);
  });

  it("refuses rules for such requests in another sandbox", async () => {
    const emulator = await emulate();
    const shop = await emulator.sandbox("shop");
    const sentence =
      "scenario in sandbox shop: rule 1 is for wsdl, whose requests have no credential and belong to sandbox default; " +
      "activate it in default, or start the emulator with --unclaimed shop.";
    await expect(shop.scenario.put(down)).rejects.toThrow(sentence);
    await expect(emulator.sandbox("other", { scenario: "wsdl-down" })).rejects.toThrow("rule 1 is for wsdl");
    await emulator.scenario.put(down);
  });

  it("leaves such requests, and rules for these, in default until its sandbox exists", async () => {
    const emulator = await emulate({}, { unclaimed: "shop" });
    await emulator.scenario.put(down);
    await emulator.sandbox("shop");
    await expect(emulator.scenario.put(down)).rejects.toThrow("belong to sandbox shop");
  });

  it("refuses rules in front for such requests too", async () => {
    const emulator = await emulate();
    const shop = await emulator.sandbox("shop");
    const rule = { operation: "wsdl", response: { status: 503 } };
    await expect(shop.next(rule)).rejects.toThrow("rule 1 is for wsdl");
    expect(await emulator.next(rule)).toHaveLength(1);
  });
});
