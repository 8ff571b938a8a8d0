// The step `pdu`: what a scenario changes in the PDUs that leave, octet for octet.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { startEmulator } from "../../../../src/client/start-emulator.ts";
import { connectRaw, type RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../../protocols/smpp/support/octets.ts";
import { untyped } from "../../../support/scenario/untyped.ts";

const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", logLevel: "silent" } as const;
const bind = pdu("00000009 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 34 00 00 00");
const submit = pdu(
  "00000004 00000000 00000002 00 01 01 00 01 01 '5511999990001' 00 00 00 00 00 00 01 00 00 00 02 'Oi'",
);

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ ...ports, clock: "manual" });
});
afterAll(() => emulator.stop());

async function bound(): Promise<RawClient> {
  const client = await connectRaw(Number(emulator.urls.smpp.split(":").at(-1)));
  client.send(bind);
  expect((await client.readPdu()).readUInt32BE(8)).toBe(0);
  return client;
}
const put = (operation: string, then: unknown, more: object = {}) =>
  emulator.scenario.put(untyped({ scenario: "dress", rules: [{ rule: "dress", when: { operation }, then, ...more }] }));
const stored = async () => (await emulator.messages()).length;

/** The answer to one submit_sm, and the number of messages that it stored. */
async function answered(then: unknown, more: object = {}): Promise<{ octets: Buffer; stored: number }> {
  await put("submit_sm", then, more);
  const client = await bound();
  const before = await stored();
  const octets = Buffer.from(await client.send(submit).readPdu());
  client.destroy();
  return { octets, stored: (await stored()) - before };
}

describe("an answer", () => {
  it.each([
    ["a status comes without a body", { status: "ESME_RSYSERR" }, "80000004 00000008 00000002"],
    [
      "a status keeps its body",
      { status: 8, body: "keep", fields: { message_id: "A1" } },
      "80000004 00000008 00000002 'A1' 00",
    ],
    ["another command", { command: "generic_nack", status: 3, body: "none" }, "80000000 00000003 00000002"],
    ["a number as command", { command: "0x8000ffff", body: "none" }, "8000ffff 00000000 00000002"],
    ["a field", { fields: { message_id: "m-${to}" } }, "80000004 00000000 00000002 'm-5511999990001' 00"],
    [
      "a field that is too long",
      { fields: { message_id: "x".repeat(70) } },
      `80000004 00000000 00000002 '${"x".repeat(70)}' 00`,
    ],
    [
      "optional parameters",
      { fields: { message_id: "1" }, tlvs: { message_state: 2, receipted_message_id: "q", "0x1403": "0a 0b" } },
      "80000004 00000000 00000002 '1' 00 0427 0001 02 001e 0002 'q' 00 1403 0002 0a0b",
    ],
    [
      "the whole PDU, under our number",
      { octets: "00000010 80000004 00000001 ffffffff" },
      "80000004 00000001 00000002",
    ],
    [
      "the whole PDU, under its own number",
      { octets: "00000010 80000004 00000001 000000ff", keepSequence: true },
      "80000004 00000001 000000ff",
    ],
  ])("%s", async (_name, patch, expected) => {
    const { octets, stored: messages } = await answered([{ pdu: patch }]);
    expect(octets.toString("hex")).toBe(pdu(expected).toString("hex"));
    expect(messages).toBe(1);
  });

  it("is refused by the provider, by the patch, or both", async () => {
    const refused = await answered([{ answer: "97" }, { pdu: { fields: { message_id: "" } } }]);
    expect([refused.octets.readUInt32BE(8), refused.octets.length, refused.stored]).toEqual([0x45, 17, 0]);
    const taken = await answered(["accept", { pdu: { status: "ESME_RTHROTTLED" } }]);
    expect([taken.octets.readUInt32BE(8), taken.stored]).toEqual([0x58, 1]);
    const both = await answered([{ answer: "throttled" }, "accept"]);
    expect([both.octets.readUInt32BE(8), both.stored]).toEqual([0x58, 1]);
  });

  it("is a bare header with status 0 where nothing is processed", async () => {
    const { octets, stored: messages } = await answered([{ pdu: { tlvs: {} } }], { before: true });
    expect([octets.toString("hex"), messages]).toEqual([header(0x80000004, 0, 2).toString("hex"), 0]);
  });

  it("is changed first, then disturbed by the wire", async () => {
    const { octets } = await answered([{ pdu: { fields: { message_id: "A" } } }, { fault: "wrong-sequence" }]);
    expect(octets.toString("hex")).toBe(pdu("80000004 00000000 40000002 'A' 00").toString("hex"));
  });

  it("of a bind and of an enquire_link", async () => {
    await put("enquire_link", [{ pdu: { status: 8 } }]);
    const client = await bound();
    expect(Buffer.from(await client.send(header(0x15, 0, 9)).readPdu()).toString("hex")).toBe(
      header(0x80000015, 8, 9).toString("hex"),
    );
    client.destroy();
    await put("bind_transceiver", [{ pdu: { fields: { system_id: "SMSC-7" }, tlvs: { sc_interface_version: null } } }]);
    const other = await connectRaw(Number(emulator.urls.smpp.split(":").at(-1)));
    expect(Buffer.from(await other.send(bind).readPdu()).toString("hex")).toBe(
      pdu("80000009 00000000 00000001 'SMSC-7' 00").toString("hex"),
    );
    other.destroy();
  });
});

describe("a receipt", () => {
  it("is written as another message centre writes it", async () => {
    await emulator.reset();
    const receipt = "ID:${id:HEX} stat:${stat} done:${done:yyMMddHHmmss} err:${err}";
    await put("deliver_sm", [
      { pdu: { receipt, fields: { service_type: "CMT" }, tlvs: { receipted_message_id: null, "0x1403": "0102" } } },
    ]);
    const client = await bound();
    const id = Buffer.from(await client.send(submit).readPdu()).toString("latin1", 16, 48);
    const advanced = emulator.clock.advance(5_000);
    const octets = Buffer.from(await client.readPdu());
    client.send(header(0x80000005, 0, octets.readUInt32BE(12)));
    await advanced;
    const text = octets.toString("latin1");
    expect(text).toMatch(new RegExp(`ID:${id.toUpperCase()} stat:DELIVRD done:\\d{12} err:000`));
    expect(text.slice(16, 20)).toBe("CMT\0");
    expect(octets.subarray(-11).toString("hex")).toBe("0427000102140300020102");
    client.destroy();
  });
});
