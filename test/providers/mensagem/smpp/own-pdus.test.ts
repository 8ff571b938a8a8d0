// PDUs of ours under rules: those that a rule names, and those of `direction: out`.

import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, later, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { submitSmOctets } from "./support/pdus.ts";
import { type Header, rawBound, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const commands = { deliverSm: 5, unbind: 6, outbind: 0x0b, enquireLink: 0x15, alert: 0x102, resp: 0x80000000 };

async function started(...rules: object[]): Promise<Emulator> {
  const emulator = await emulate();
  await emulator.scenario.put(untyped({ scenario: "ours", rules }));
  return emulator;
}
const next = async (client: RawClient): Promise<Header> => readHeader(await client.readPdu());
/** Answers a request of ours. */
function answer(client: RawClient, { command, sequence }: Header): void {
  client.send(header(commands.resp + command, 0, sequence));
}

it("an enquire_link of ours is changed, and that of the client is not", async () => {
  const when = { operation: "enquire_link", direction: "out" };
  const emulator = await started({ when, then: [{ pdu: { status: 8 } }, { fault: "twice" }] });
  const client = await rawBound(emulator);
  expect(await next(client.send(header(commands.enquireLink, 0, 5)))).toMatchObject({ status: 0, sequence: 5 });
  const moved = emulator.clock.advance(60_000);
  const [first, second] = [await next(client), await next(client)];
  expect(first).toMatchObject({ command: commands.enquireLink, status: 8 });
  expect(second).toEqual(first);
  answer(client, first);
  await moved;
  const [row] = (await emulator.requests({ operation: "enquire_link" })).filter(({ seq }) => seq > 0).slice(-1);
  const { request } = await emulator.request(row?.seq ?? 0);
  expect(request?.base64).toBe(
    Buffer.concat([
      header(commands.enquireLink, 8, first.sequence),
      header(commands.enquireLink, 8, first.sequence),
    ]).toString("base64"),
  );
});

it("a rule without a direction is about the client's", async () => {
  const emulator = await started({ when: { operation: ["enquire_link", "unbind"] }, then: [{ pdu: { status: 8 } }] });
  const client = await rawBound(emulator);
  expect((await next(client.send(header(commands.enquireLink, 0, 5)))).status).toBe(8);
  const moved = emulator.clock.advance(60_000);
  const ours = await next(client);
  expect(ours).toMatchObject({ command: commands.enquireLink, status: 0 });
  answer(client, ours);
  await moved;
  expect(await next(client.send(header(commands.unbind, 0, 6)))).toMatchObject({ status: 8, sequence: 6 });
  await client.readToEnd();
});

it("an unbind of the client stays without answer", async () => {
  const emulator = await started({ when: { operation: "unbind" }, then: [{ fault: "lose-answer" }] });
  const client = await rawBound(emulator);
  client.send(header(commands.unbind, 0, 5));
  expect(await client.readToEnd()).toHaveLength(0);
});

it.each([
  ["wrong-sequence", 0x40000000],
  ["bad-length", 0],
] as const)("an unbind of ours under the fault %s", async (fault, twist) => {
  const emulator = await started(
    { when: { event: "idle", session: { idle: "10s.." } }, then: [{ unbind: true }] },
    { when: { operation: "unbind", direction: "out" }, then: [{ fault }] },
  );
  const client = await rawBound(emulator);
  await emulator.clock.advance(10_000);
  const octets = await client.read(16);
  expect(octets.readUInt32BE(4)).toBe(commands.unbind);
  expect(octets.readUInt32BE(12) >= twist).toBe(true);
  expect(octets.readUInt32BE(0)).toBe(fault === "bad-length" ? 15 : 16);
});

it("direction: out without an operation is about each PDU that leaves", async () => {
  const emulator = await started({ when: { direction: "out" }, then: [{ pdu: { status: 9 } }] });
  const client = await rawBound(emulator);
  await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem", account: "mensagem/main" });
  const moved = emulator.clock.advance(61_000);
  const seen: Header[] = [];
  for (const _ of [1, 2]) {
    const request = await next(client);
    seen.push(request);
    answer(client, request);
  }
  await moved;
  expect(seen.map(({ command, status }) => [command, status])).toEqual([
    [commands.deliverSm, 9],
    [commands.enquireLink, 9],
  ]);
  expect((await next(client.send(submitSmOctets({ registered: "00" })))).status).toBe(0);
});

it("an outbind has other fields", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  later(() => server.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const esme = `127.0.0.1:${address.port}`;
  const emulator = await emulate({ "mensagem/main": { details: { smpp: { esme } } } });
  const rules = [{ when: { operation: "outbind" }, then: [{ pdu: { fields: { system_id: "SMSC-9" } } }] }];
  await emulator.scenario.put(untyped({ scenario: "ours", rules }));
  const connected = once(server, "connection");
  await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
  const client = new RawClient((await connected)[0]);
  later(() => client.destroy());
  const octets = await client.readPdu();
  expect([octets.readUInt32BE(4), octets.toString("latin1", 16, 23)]).toEqual([commands.outbind, "SMSC-9\0"]);
});

it("a delayed outbind is not sent to an ESME that has bound meanwhile", async () => {
  let connections = 0;
  const server = createServer(() => connections++).listen(0, "127.0.0.1");
  await once(server, "listening");
  later(() => server.close());
  const address = server.address();
  const esme = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const emulator = await emulate({ "mensagem/main": { details: { smpp: { esme } } } });
  const rules = [
    { when: { operation: "outbind" }, then: [{ delay: "200ms" }] },
    { when: { operation: "send" }, then: [{ delay: "400ms" }] },
  ];
  await emulator.scenario.put(untyped({ scenario: "ours", rules }));
  await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
  await rawBound(emulator);
  // A busy machine may bind later than the outbind leaves.
  const before = connections;
  await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
  expect(connections).toBe(before);
});

it("an alert_notification twice", async () => {
  const emulator = await started(
    { when: { operation: "data_sm" }, then: [{ life: [{ undelivered: "1s" }] }] },
    { when: { operation: "alert_notification" }, then: [{ fault: "twice" }] },
  );
  const client = await rawBound(emulator);
  const data = pdu(
    "00000103 00000000 00000002 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 0424 0002 'Oi' 0421 0001 01",
  );
  expect((await next(client.send(data))).status).toBe(0);
  await emulator.clock.advance(2_000);
  await emulator.reachable("11999990001");
  const [first, second] = [await client.readPdu(), await client.readPdu()];
  expect(first.readUInt32BE(4)).toBe(commands.alert);
  expect(second.toString("hex")).toBe(first.toString("hex"));
});

it.each([
  [{ operation: "submit_sm", direction: "out" }, "submit_sm is no operation"],
  [{ operation: "deliver_sm", direction: "in" }, "deliver_sm is no operation"],
  [{ provider: "sophia", direction: "out" }, "nothing leaves for the client there"],
  [{ event: "inbound", direction: "out" }, "an event has no direction"],
  [{ operation: "deliver_sm", session: { bound: 1 } }, "deliver_sm has no session"],
])("check refuses %j", async (when, result) => {
  const emulator = await emulate();
  const { findings } = await emulator.scenario.check(
    untyped({ scenario: "o", rules: [{ when, then: [{ delay: 0 }] }] }),
  );
  expect(findings.map((finding) => finding.found).join("\n")).toContain(result);
});

it("is explained", async () => {
  const emulator = await emulate();
  const rules = [{ when: { provider: "mensagem", direction: "out", operation: "unbind" }, then: [{ fault: "twice" }] }];
  const { english } = await emulator.scenario.check(untyped({ scenario: "o", rules }));
  expect(english).toContain("when mensagem sends unbind, answer twice");
});
