// Steps of rules on events that fail, that come together, and that meet another plan of the message.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

const put = (emulator: Emulator, ...rules: object[]) => emulator.scenario.put(untyped({ scenario: "events", rules }));
const statuses = async (emulator: Emulator) => (await emulator.messages()).map(({ status }) => status);
const variables = async (emulator: Emulator) => (await emulator.scenario.read())?.variables;
const decisions = async (emulator: Emulator, operation: string) =>
  (await emulator.requests()).filter((request) => request.operation === operation).map(({ decidedBy }) => decidedBy);
const twoSteps = { when: { operation: "unitario" }, then: [{ life: [{ sent: "1s" }, { delivered: "2s" }] }] };

describe("a step that cannot be carried out is a note in the journal", () => {
  const phone = { from: "11999990001", text: "Oi" };
  it.each([
    ["inbound for an account that is gone", { inbound: { ...phone, provider: "sophia", account: "sophia/other" } }],
    ["change of an account that is gone", { account: "sophia/other", credits: 5 }],
    ["inbound of a sender without digits", { inbound: { ...phone, provider: "sophia", from: "${clientId}" } }],
  ])("%s: the event and the steps beside it go on", async (name, step) => {
    const emulator = await emulate({ "sophia/other": { details: { token: "OTHER-TOKEN-1" } } });
    await put(emulator, twoSteps, { when: { event: "status", status: "sent" }, then: [step, { set: { seen: "+1" } }] });
    await emulator.accounts.remove("sophia/other");
    await sendSophia(emulator);
    await emulator.clock.advance("1m");
    expect(await statuses(emulator)).toEqual(["delivered"]);
    expect(await variables(emulator)).toEqual({ seen: "1" });
    expect(await decisions(emulator, "event status")).toHaveLength(name.startsWith("change") ? 0 : 1);
  });

  it("the timeline goes on too", async () => {
    const emulator = await emulate({ "sophia/other": { details: { token: "OTHER-TOKEN-1" } } });
    const gone = { account: "sophia/other", credits: 5 };
    const timeline = [
      { at: "1s", do: [gone, { set: { seen: "1" } }] },
      { at: "2s", do: { inbound: { ...phone, provider: "sophia" } } },
    ];
    await emulator.scenario.put(untyped({ scenario: "timeline", timeline }));
    await emulator.accounts.remove("sophia/other");
    await emulator.clock.advance("1m");
    expect(await variables(emulator)).toEqual({ seen: "1" });
    expect(await emulator.inboundMessages()).toHaveLength(1);
    expect(await decisions(emulator, "timeline")).toEqual([
      expect.stringContaining("account sophia/other: is not in the sandbox"),
    ]);
  });

  it.each([
    [{ provider: "mobilepronto" }, "phones do not write to mobilepronto"],
    [{ provider: "sophia", account: "mensagem/main" }, "mensagem/main is no account of sophia"],
  ])("check refuses an inbound for %j", async (to, result) => {
    const emulator = await emulate();
    const step = { inbound: { ...phone, ...to } };
    for (const scenario of [
      { scenario: "x", rules: [{ when: { event: "status" }, then: [step] }] },
      { scenario: "x", timeline: [{ at: "1s", do: step }] },
    ]) {
      const { findings } = await emulator.scenario.check(untyped(scenario));
      expect(findings.map((finding) => finding.found)).toEqual([result]);
    }
  });

  it("the control API refuses an account that takes no SMS, or is of another provider", async () => {
    const emulator = await emulate();
    await expect(emulator.sendInbound({ ...phone, account: "mobilepronto/main" })).rejects.toThrow(
      "take SMS of phones",
    );
    const other = { ...phone, provider: "sophia", account: "mensagem/main" } as const;
    await expect(emulator.sendInbound(other)).rejects.toThrow("must be an account of sophia");
  });
});

describe("replies of rules on events", () => {
  const reply = { when: { event: "inbound", text: "OI*" }, then: [{ reply: { text: "re ${text}", after: "5s" } }] };

  it("stay when the scenario is put again or leaves", async () => {
    const emulator = await emulate();
    for (const text of ["OI 1", "OI 2"]) {
      await put(emulator, reply);
      await emulator.sendInbound({ from: "11999990001", text, provider: "mensagem" });
    }
    await emulator.scenario.remove();
    await emulator.clock.advance("1m");
    const texts = (await emulator.inboundMessages()).map(({ text }) => text);
    expect(texts.sort()).toEqual(["OI 1", "OI 2", "re OI 1", "re OI 2"]);
  });

  it("of several events of a message and of one event, at one instant", async () => {
    const emulator = await emulate();
    await put(
      emulator,
      { when: { operation: "unitario" }, then: [{ life: [{ sent: "1s" }, { delivered: "1s" }] }] },
      { when: { event: "status" }, then: [{ reply: "a" }, { reply: "b" }] },
    );
    await emulator.sendInbound({ from: "11999990001", text: "x", provider: "sophia" });
    await sendSophia(emulator);
    await emulator.clock.advance("1m");
    const texts = (await emulator.inboundMessages()).map(({ text }) => text);
    expect(texts.sort()).toEqual(["a", "a", "b", "b", "x"]);
  });
});

describe("chains of events", () => {
  it("reports by hand are no chain, although a rule has planned a life", async () => {
    const emulator = await emulate();
    await put(
      emulator,
      { when: { operation: "unitario" }, then: [{ life: [{ delivered: "48h" }] }] },
      { when: { event: "status", status: "sent" }, then: [{ set: { seen: "+1" } }, { life: [{ delivered: "24h" }] }] },
    );
    await sendSophia(emulator);
    for (let report = 0; report < 12; report++) await emulator.report(1, "sent");
    expect(await variables(emulator)).toEqual({ seen: "12" });
    expect(await decisions(emulator, "event status")).toEqual([]);
  });
});

describe("a life of a rule on an event", () => {
  const early = { when: { operation: "unitario" }, then: [{ callbacks: { "before-answer": true } }, ...twoSteps.then] };

  it("replaces the statuses to come under before-answer", async () => {
    const emulator = await emulate();
    const replaced = { when: { event: "status", status: "sent" }, then: [{ life: [{ undelivered: "5s" }] }] };
    await put(emulator, early, replaced);
    await sendSophia(emulator);
    expect(await statuses(emulator)).toEqual(["undelivered"]);
    await emulator.clock.advance("1m");
    expect(await statuses(emulator)).toEqual(["undelivered"]);
  });

  it("is shown as status and time alone", async () => {
    const emulator = await emulate();
    await put(emulator, { when: { event: "status", status: "sent" }, then: [{ life: [{ undelivered: "5s" }] }] });
    await sendSophia(emulator);
    await emulator.report(1, "sent");
    expect((await emulator.messages()).map(({ life }) => life)).toEqual([[{ status: "undelivered", after: 5_000 }]]);
  });

  it("ends with its chain under before-answer", async () => {
    const emulator = await emulate();
    await put(emulator, early, { when: { event: "status", status: "sent" }, then: [{ life: [{ sent: "1s" }] }] });
    await sendSophia(emulator);
    expect(await statuses(emulator)).toEqual(["sent"]);
    expect(await decisions(emulator, "event status")).toHaveLength(1);
  });

  it.each([
    ["delivered", ["the report of a final status leaves no life to come"]],
    ["sent", []],
  ])("check beside a report of %s", async (status, result) => {
    const emulator = await emulate();
    const then = [{ report: { status } }, { life: [{ delivered: "1s" }] }];
    const rules = [{ when: { event: "status", status: "queued" }, then }];
    const { findings } = await emulator.scenario.check(untyped({ scenario: "x", rules }));
    expect(findings.map((finding) => finding.found)).toEqual(result);
  });
});
