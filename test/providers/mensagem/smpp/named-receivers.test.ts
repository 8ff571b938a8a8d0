// Receipts to sessions of a system_id, and alert_notification as a scenario's step.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { nextDelivery, shortMessageOf, submitSmOctets } from "./support/pdus.ts";
import { rawBound, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const smpp = { enquireLinkMs: 0, inactivityMs: 0 };
const receiving = { details: { integrationUser: "acme_rx", smppPassword: "smpp9500" } };

async function started(then: object[], account: object = {}): Promise<Emulator> {
  const accounts = { "mensagem/main": { details: { smpp: account } }, "mensagem/rx": receiving };
  const emulator = await emulate(accounts, { smpp });
  await emulator.scenario.put(untyped({ scenario: "names", rules: [{ when: { operation: "submit_sm" }, then }] }));
  return emulator;
}

async function submit(client: RawClient): Promise<void> {
  expect(readHeader(await client.send(submitSmOctets()).readPdu()).status).toBe(0);
}

describe("receiptsTo a system_id", () => {
  it.each(["step", "account"])("of another account, by the %s, waits for a session of it", async (by) => {
    const emulator =
      by === "step"
        ? await started([{ receiptsTo: "acme_rx" }])
        : await started([{ delay: 0 }], { receiptsTo: "acme_rx" });
    const submitter = await rawBound(emulator);
    await submit(submitter);
    await emulator.clock.advance(60_000);
    expect(readHeader(await submitter.send(header(0x15, 0, 99)).readPdu()).sequence).toBe(99);
    const receiver = await rawBound(emulator, "receiver", "acme_rx");
    expect(shortMessageOf(await nextDelivery(receiver))).toContain("stat:DELIVRD");
    const [callback] = await emulator.callbacks();
    expect(callback?.account).toBe("mensagem/rx");
  });

  it("of its own account goes to any session of it", async () => {
    const emulator = await started([{ receiptsTo: "126b114c" }]);
    const submitter = await rawBound(emulator, "transmitter");
    const receiver = await rawBound(emulator, "receiver");
    await submit(submitter);
    const moved = emulator.clock.advance(60_000);
    expect(shortMessageOf(await nextDelivery(receiver))).toContain("stat:DELIVRD");
    await moved;
  });

  it("that no account has: the receipt waits", async () => {
    const emulator = await started([{ receiptsTo: "nobody" }]);
    const submitter = await rawBound(emulator);
    await submit(submitter);
    await emulator.clock.advance(60_000);
    expect((await emulator.callbacks()).map(({ state, account }) => `${account} ${state}`)).toEqual([
      "mensagem/main waiting",
    ]);
  });

  it.each(["recever", "Any", "a".repeat(16), ""])("%j is refused in a step and in an account", async (receiptsTo) => {
    const emulator = await emulate();
    const rules = [{ when: { operation: "submit_sm" }, then: [{ receiptsTo }] }];
    const { findings } = await emulator.scenario.check(untyped({ scenario: "names", rules }));
    expect(findings).toHaveLength(1);
    const change = emulator.accounts.change("mensagem/main", { details: { smpp: { receiptsTo } } });
    await expect(change).rejects.toThrow("receiptsTo");
  });
});

describe("alert", () => {
  it("sends alert_notification so long after acceptance, without set_dpf, as often as it stands", async () => {
    const emulator = await started([{ alert: "5m" }, { alert: "10m" }, { life: "stuck" }]);
    const client = await rawBound(emulator);
    await submit(client);
    const sent = async () => (await emulator.requests({ operation: "alert_notification" })).length;
    await emulator.clock.advance("299s");
    expect(await sent()).toBe(0);
    await emulator.clock.advance("1s");
    expect(await sent()).toBe(1);
    expect(readHeader(await client.readPdu()).command).toBe(0x102);
    await emulator.clock.advance("5m");
    expect(await sent()).toBe(2);
  });

  it("waits for a receiver as any alert_notification", async () => {
    const emulator = await started([{ alert: "5m" }]);
    const client = await rawBound(emulator, "transmitter");
    await submit(client);
    await emulator.clock.advance("10m");
    const receiver = await rawBound(emulator, "receiver");
    const receipt = readHeader(await receiver.readPdu());
    expect(receipt.command).toBe(0x5);
    receiver.send(header(0x80000005, 0, receipt.sequence));
    expect(readHeader(await receiver.readPdu()).command).toBe(0x102);
  });

  it.each([
    [{ operation: "send" }, [{ alert: "5m" }], "alert cannot happen: send is of HTTP"],
    [{ operation: "query_sm" }, [{ alert: "5m" }], "query_sm sends no message"],
    [{ operation: "submit_sm" }, [{ answer: "90" }, { alert: "5m" }], "the answer refuses the message"],
    [{ event: "status" }, [{ alert: "5m" }], "the event status has no alert"],
  ])("check refuses %j with %j", async (when, then, problem) => {
    const emulator = await emulate();
    const { findings } = await emulator.scenario.check(untyped({ scenario: "a", rules: [{ when, then }] }));
    expect(findings.map((finding) => finding.found).join("\n")).toContain(problem);
  });

  it("is explained in both languages", async () => {
    const emulator = await emulate();
    const rules = [{ when: { operation: "submit_sm" }, then: [{ alert: "5m" }, { receiptsTo: "acme_rx" }] }];
    const { english, portuguese } = await emulator.scenario.check(untyped({ scenario: "a", rules }));
    expect(english).toContain("send alert_notification after 5m and report to SMPP sessions: acme_rx");
    expect(portuguese).toContain("envia alert_notification depois de 5m");
  });
});
