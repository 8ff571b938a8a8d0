// Rules on events: sessions that are bound, idle or gone; messages and phones; what such rules do, and chains of events.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { submitSmOctets } from "./support/pdus.ts";
import { bindOctets, rawBound, rawClient, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const [unbind, enquireLink] = [6, 0x15];
const smpp = { enquireLinkMs: 0, inactivityMs: 0 };

async function started(...rules: object[]): Promise<Emulator> {
  const emulator = await emulate({}, { smpp });
  await emulator.scenario.put(untyped({ scenario: "events", rules }));
  return emulator;
}
const variables = async (emulator: Emulator) => (await emulator.scenario.read())?.variables;
const statuses = async (emulator: Emulator) => (await emulator.messages()).map(({ status }) => status);
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}
async function submitted(emulator: Emulator): Promise<void> {
  const client = await rawBound(emulator, "transmitter");
  expect(readHeader(await client.send(submitSmOctets({ registered: "00" })).readPdu()).status).toBe(0);
}

it("bound and unbound, with the session's own conditions", async () => {
  const emulator = await started(
    { when: { event: "bound", session: { bind: "receiver" } }, then: [{ set: { receivers: "+1" } }] },
    { when: { event: "bound" }, then: [{ set: { others: "+1" } }] },
    { when: { event: "unbound", session: { bound: 0 } }, then: [{ account: "this", enabled: false }] },
  );
  const first = await rawBound(emulator, "receiver");
  const second = await rawBound(emulator);
  expect(await variables(emulator)).toEqual({ receivers: "1", others: "1" });
  first.destroy();
  const enabled = async () => (await emulator.accounts.list()).find(({ provider }) => provider === "mensagem")?.enabled;
  await until(async () => (await emulator.sessions()).length === 1);
  expect(await enabled()).toBe(true);
  second.destroy();
  await until(async () => (await enabled()) === false);
});

it("unbinds the session that is idle, at its instant and not before; an enquire_link is no activity", async () => {
  const emulator = await started({ when: { event: "idle", session: { idle: "60s.." } }, then: [{ unbind: true }] });
  const [idle, busy] = [await rawBound(emulator), await rawBound(emulator)];
  await emulator.clock.advance(59_999);
  expect(readHeader(await idle.send(header(enquireLink, 0, 5)).readPdu()).sequence).toBe(5);
  expect(readHeader(await busy.send(submitSmOctets({ registered: "00" })).readPdu()).status).toBe(0);
  expect(await emulator.sessions()).toHaveLength(2);
  await emulator.clock.advance(1);
  const request = readHeader(await idle.readPdu());
  expect(request.command).toBe(unbind);
  idle.send(header(0x80000006, 0, request.sequence));
  await idle.readToEnd();
  expect(await emulator.sessions()).toHaveLength(1);
  await emulator.clock.advance(60_000);
  expect(readHeader(await busy.readPdu()).command).toBe(unbind);
});

const idleRules = [
  { when: { event: "idle", session: { idle: "2m.." } }, then: [{ set: { long: "+1" } }] },
  { when: { event: "idle", session: { idle: "30s.." } }, then: [{ set: { short: "+1" } }] },
];

it.each([
  ["the longer first", idleRules],
  ["the shorter first", idleRules.toReversed()],
])("idle for several spans, each once a silence: %s", async (_order, rules) => {
  const emulator = await started(...rules);
  const client = await rawBound(emulator);
  await emulator.clock.advance("10m");
  expect(await variables(emulator)).toEqual({ short: "1", long: "1" });
  await client.send(submitSmOctets({ registered: "00" })).readPdu();
  await emulator.clock.advance("1m");
  expect(await variables(emulator)).toEqual({ short: "2", long: "1" });
});

it("a PDU between two spans begins a new silence at its instant", async () => {
  const emulator = await started(...idleRules);
  const client = await rawBound(emulator);
  await emulator.clock.advance("40s");
  await client.send(submitSmOctets({ registered: "00" })).readPdu();
  await emulator.clock.advance(29_999);
  expect(await variables(emulator)).toEqual({ short: "1" });
  await emulator.clock.advance(1);
  expect(await variables(emulator)).toEqual({ short: "2" });
});

it("another rule in front does not repeat idle; new spans are waited for", async () => {
  const emulator = await started(...idleRules);
  await rawBound(emulator);
  await emulator.clock.advance("1m");
  await emulator.next({ operation: "send", answer: "90" });
  await emulator.clock.advance("59s");
  expect(await variables(emulator)).toEqual({ short: "1" });
  const third = { when: { event: "idle", session: { idle: "3m.." } }, then: [{ set: { third: "+1" } }] };
  await emulator.scenario.edit({ insert: third });
  await emulator.clock.advance("2m");
  expect(await variables(emulator)).toEqual({ long: "1", third: "1" });
});

it("nothing waits behind the last span", async () => {
  const emulator = await started({ when: { event: "idle", session: { idle: "1s.." } }, then: [{ set: { n: "+1" } }] });
  await rawBound(emulator);
  await emulator.clock.advance("1s");
  expect((await emulator.clock.read()).next).toBeNull();
  await emulator.clock.advance("1h");
  expect(await variables(emulator)).toEqual({ n: "1" });
});

it("a session whose bind is not answered is neither bound nor unbound", async () => {
  const emulator = await started(
    { when: { operation: "bind_transceiver" }, then: [{ fault: "close" }] },
    { when: { event: "bound" }, then: [{ set: { bound: "+1" } }] },
    { when: { event: "unbound" }, then: [{ set: { unbound: "+1" } }] },
  );
  const client = await rawClient(emulator);
  await client.send(bindOctets(9)).readToEnd();
  const other = await rawBound(emulator, "receiver");
  other.destroy();
  await until(async () => (await variables(emulator))?.["unbound"] !== undefined);
  expect(await variables(emulator)).toEqual({ bound: "1", unbound: "1" });
});

it("a phone writes: a report, a reply and another inbound", async () => {
  const emulator = await started(
    { when: { event: "inbound", text: "/^parar$/i" }, then: [{ report: { status: "undelivered" } }] },
    {
      when: { event: "inbound", text: "OI" },
      then: [
        { reply: { text: "de novo, ${from}", after: "5s" } },
        { inbound: { provider: "mensagem", from: "${from}", text: "eco de ${text}" } },
      ],
    },
  );
  await submitted(emulator);
  await emulator.sendInbound({ from: "11999990001", text: "parar", provider: "mensagem" });
  expect(await statuses(emulator)).toEqual(["undelivered"]);
  await emulator.sendInbound({ from: "11999990001", text: "OI", provider: "mensagem" });
  await emulator.clock.advance(5_000);
  expect((await emulator.inboundMessages()).map(({ text }) => text)).toEqual([
    "parar",
    "OI",
    "eco de OI",
    "de novo, 5511999990001",
  ]);
});

it("a status: another life, which replaces the statuses left", async () => {
  const emulator = await started(
    { when: { operation: "submit_sm" }, then: [{ life: [{ sent: "1s" }, { delivered: "1h" }] }] },
    { when: { event: "status", status: "sent" }, then: [{ life: [{ undelivered: "10s" }] }] },
  );
  await submitted(emulator);
  await emulator.clock.advance(10_999);
  expect(await statuses(emulator)).toEqual(["sent"]);
  await emulator.clock.advance(1);
  expect(await statuses(emulator)).toEqual(["undelivered"]);
  await emulator.clock.advance("2h");
  expect(await statuses(emulator)).toEqual(["undelivered"]);
});

it.each([
  ["at once", { report: { status: "sent" } }],
  ["later", { life: [{ sent: "1s" }] }],
])("a chain of events ends at its eighth, which the journal says: %s", async (_when, step) => {
  const emulator = await started({
    when: { event: "status", status: "sent" },
    then: [{ set: { seen: "+1" } }, step],
  });
  await submitted(emulator);
  await emulator.clock.advance("1h");
  expect(await variables(emulator)).toEqual({ seen: "8" });
  const rows = (await emulator.requests()).filter(({ operation }) => operation === "event status");
  expect(rows.map(({ decidedBy }) => decidedBy)).toEqual([
    "default: the event follows on a chain of 8 events, and no rule is tried",
  ]);
});

it("a message that expires before the life of a rule on an event has its reports, in reversed order", async () => {
  const emulator = await started(
    {
      when: { operation: "submit_sm" },
      then: [{ life: [{ sent: "1s" }, { delivered: "2s" }] }, { callbacks: { order: "reversed" } }],
    },
    { when: { event: "status", status: "sent" }, then: [{ life: [{ delivered: "1h" }] }] },
  );
  const client = await rawBound(emulator, "transmitter");
  await client.send(submitSmOctets({ validity: "'000000000010000R' 00" })).readPdu();
  await emulator.clock.advance("1m");
  expect(await statuses(emulator)).toEqual(["expired"]);
  expect((await emulator.callbacks()).map(({ status }) => status)).toEqual(["expired"]);
});

it("a chain of replies ends too", async () => {
  const emulator = await started({ when: { event: "inbound" }, then: [{ reply: { text: "OI", after: "1s" } }] });
  await emulator.sendInbound({ from: "11999990001", text: "OI", provider: "mensagem", account: "mensagem/main" });
  await emulator.clock.advance("1h");
  expect(await emulator.inboundMessages()).toHaveLength(9);
});

it("antifraud releases, a carrier is out of order, sessions of an account are unbound", async () => {
  const emulator = await started(
    { when: { operation: "submit_sm" }, then: [{ answer: "antifraud" }] },
    {
      when: { event: "inbound" },
      then: [
        { release: { to: "${from}" } },
        { unbind: { account: "mensagem/main" } },
        { outage: { provider: "sophia", for: "10m", fault: "close" } },
      ],
    },
  );
  const client = await rawBound(emulator, "transmitter");
  await client.send(submitSmOctets({ registered: "00" })).readPdu();
  expect(await statuses(emulator)).toEqual(["held"]);
  await emulator.sendInbound({ from: "11999990001", text: "SIM", provider: "mensagem" });
  expect(await statuses(emulator)).toEqual(["queued"]);
  expect(readHeader(await client.readPdu()).command).toBe(unbind);
  const url = `${emulator.urls.http}/api/saldo.php?token=DEMO-SOPHIA-TOKEN`;
  await expect(fetch(url)).rejects.toThrow();
});

it.each([
  [{ event: "idle" }, { set: { a: 1 } }, "does not say for how long"],
  [{ event: "bound", to: "11999990001" }, { set: { a: 1 } }, "the event bound has no to"],
  [{ event: "inbound", session: { bound: 1 } }, { set: { a: 1 } }, "the event inbound has no session"],
  [{ event: "bound" }, { reply: "OI" }, "the event bound has no reply"],
  [{ event: "inbound" }, { life: "delivered" }, "the event inbound has no life"],
  [{ event: "bound" }, { answer: "97" }, "the event bound has no answer"],
  [{ operation: "submit_sm" }, { unbind: true }, "unbind belongs to the timeline and to rules on events"],
  [{ event: "inbound" }, { report: { to: "${phone}", status: "sent" } }, "there is no placeholder ${phone} here"],
])("check refuses %j with %j", async (when, step, result) => {
  const emulator = await emulate();
  const { findings } = await emulator.scenario.check(untyped({ scenario: "e", rules: [{ when, then: [step] }] }));
  expect(findings.map((finding) => finding.found).join("\n")).toContain(result);
});

it("says itself", async () => {
  const emulator = await emulate();
  const rules = [
    { when: { event: "idle", session: { idle: "60s.." } }, then: [{ unbind: true }] },
    { when: { event: "inbound" }, then: [{ report: { status: "delivered" } }, { reachable: "${from}" }] },
  ];
  const { english, portuguese } = await emulator.scenario.check(untyped({ scenario: "e", rules }));
  expect(english).toContain("when a session is idle for 1m, unbind the session.");
  expect(english).toContain("when a phone writes, report the message as delivered and make ${from} reachable again.");
  expect(portuguese).toContain("quando uma sessão fica ociosa");
});
