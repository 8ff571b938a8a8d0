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
  it.each([
    ["step", "acme_rx"],
    ["account", "acme_rx"],
    ["step", { account: "mensagem/rx" }],
    ["account", { account: "mensagem/rx" }],
  ])("of another account, by the %s, as %j, waits for a session of it", async (by, receiptsTo) => {
    const emulator = by === "step" ? await started([{ receiptsTo }]) : await started([{ delay: 0 }], { receiptsTo });
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

  it("goes on in a fork, whose accounts have other system_ids", async () => {
    for (const receiptsTo of ["acme_rx", { account: "mensagem/rx" }]) {
      const emulator = await started([{ receiptsTo }]);
      const client = await rawBound(emulator, "transmitter");
      await submit(client);
      await emulator.clock.advance(60_000);
      // The system_id in the file is of the origin: a report that was written before is for its account.
      const fork = await emulator.fork("copy");
      if (typeof receiptsTo !== "string") {
        await fork.report(1, "undelivered");
        await fork.clock.advance(1);
      }
      const accounts = (await fork.callbacks()).map(({ account, data }) => [account, data["receiptsTo"]]);
      const expected = ["mensagem/rx", { account: "mensagem/rx" }];
      expect(accounts).toEqual(typeof receiptsTo === "string" ? [expected] : [expected, expected]);
      await fork.remove();
    }
  });

  it.each(["receiver2", "other1", "any1"])(
    "%s, near to a word, is refused with the form for it",
    async (receiptsTo) => {
      const details = { integrationUser: receiptsTo, smppPassword: "smpp9500" };
      const emulator = await emulate({ "mensagem/near": { details } }, { smpp });
      const rules = (to: unknown) => [{ when: { operation: "submit_sm" }, then: [{ receiptsTo: to }] }];
      const { findings } = await emulator.scenario.check(untyped({ scenario: "near", rules: rules(receiptsTo) }));
      expect(findings[0]?.remedy).toContain("{ account: PROVIDER/NAME }");
      const change = emulator.accounts.change("mensagem/main", { details: { smpp: { receiptsTo } } });
      await expect(change).rejects.toThrow("{ account: mensagem/other }");
      await emulator.scenario.put(untyped({ scenario: "near", rules: rules({ account: "mensagem/near" }) }));
      const [submitter, receiver] = [await rawBound(emulator), await rawBound(emulator, "receiver", receiptsTo)];
      await submit(submitter);
      const moved = emulator.clock.advance(60_000);
      expect(shortMessageOf(await nextDelivery(receiver))).toContain("stat:DELIVRD");
      await moved;
    },
  );

  it.each([
    { account: "sophia/main" },
    { account: "rx" },
    { account: "mensagem/rx", more: 1 },
    { systemId: "acme_rx" },
    ["any"],
  ])("%j is refused in a step and in an account", async (receiptsTo) => {
    const emulator = await emulate();
    const rules = [{ when: { operation: "submit_sm" }, then: [{ receiptsTo }] }];
    const { findings } = await emulator.scenario.check(untyped({ scenario: "names", rules }));
    expect(findings).not.toEqual([]);
    const change = emulator.accounts.change("mensagem/main", { details: { smpp: { receiptsTo } } });
    await expect(change).rejects.toThrow("receiptsTo");
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
    const byAccount = [{ when: { operation: "submit_sm" }, then: [{ receiptsTo: { account: "mensagem/main" } }] }];
    const named = await emulator.scenario.check(untyped({ scenario: "a", rules: byAccount }));
    expect(named.english).toContain("report to SMPP sessions: mensagem/main");
    const { english, portuguese } = await emulator.scenario.check(untyped({ scenario: "a", rules }));
    expect(english).toContain("send alert_notification after 5m and report to SMPP sessions: acme_rx");
    expect(portuguese).toContain("envia alert_notification depois de 5m");
  });
});
