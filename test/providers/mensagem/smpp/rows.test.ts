// Rows of docs/smpp-conformance.md as octets sent and octets expected, through the emulator's own door. Requests arrive in fragments of random size; the seed is printed, and TORPEDO_SEED=N plays it again.

import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { status as statusNumber } from "../../../../src/protocols/smpp/status.ts";
import { statusOfCode } from "../../../../src/providers/mensagem/smpp/codes.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { seed } from "../../../protocols/smpp/support/mutations.ts";
import { header, octets, pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { bindOctets, rawBound, rawClient, readHeader } from "./support/smsc.ts";

afterAll(() => console.log(`fragments of conversations: TORPEDO_SEED=${seed}`));
afterEach(undoAll);
let drawn = seed;
/** 0 to under `below`. */
function draw(below: number): number {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * below);
}

/** Sends in fragments, each handed to the system before the next. */
async function say(client: RawClient, ...pdus: readonly Buffer[]): Promise<void> {
  const all = Buffer.concat(pdus);
  for (let at = 0; at < all.length; ) {
    const end = at + 1 + draw(draw(2) === 0 ? 8 : all.length);
    await new Promise<void>((resolve) => client.socket.write(all.subarray(at, end), () => resolve()));
    at = end;
  }
}
async function send(client: RawClient, request: Buffer): Promise<ReturnType<typeof readHeader>> {
  await say(client, request);
  return readHeader(await client.readPdu());
}

const hex = (count: number): string => count.toString(16).padStart(2, "0");
interface Submit {
  readonly command?: string;
  readonly sequence?: number;
  readonly source?: string;
  readonly to?: string;
  readonly esm?: string;
  readonly schedule?: string;
  readonly registered?: string;
  readonly coding?: string;
  readonly text?: string;
  readonly tlvs?: string;
}
const la = "01 01 '28149' 00";
const phone = "01 01 '11999990001' 00";
function submit(of: Submit = {}): Buffer {
  const text = octets(of.text ?? "'Oi'");
  return pdu(
    `00000004 00000000 ${word(of.sequence ?? 7)} 00 ${of.source ?? la} ${of.to ?? phone} ${of.esm ?? "00"} 00 00
     ${of.schedule ?? "00"} 00 ${of.registered ?? "00"} 00 ${of.coding ?? "00"} 00 ${hex(text.length)} ${text.toString("hex")} ${of.tlvs ?? ""}`,
  );
}
const idOf = ({ body }: { readonly body: Buffer }): string => body.subarray(0, -1).toString("latin1");
const accepted = (sequence: number, status = 0): Buffer => header(0x80000005, status, sequence);

/** Moves the clock; what is delivered meanwhile is answered 0. */
async function delivered(emulator: Emulator, client: RawClient, ms: number): Promise<Buffer[]> {
  const all: Buffer[] = [];
  const mark = 0x5151;
  const moved = emulator.clock.advance(ms).then(() => client.send(header(0x15, 0, mark)));
  for (;;) {
    const raw = await client.readPdu();
    const { command, sequence } = readHeader(raw);
    if (command === 0x80000015 && sequence === mark) break;
    client.send(header(0x80000000 + command, 0, sequence));
    if (command === 5) all.push(raw);
  }
  await moved;
  return all;
}
const textOf = (raw: Buffer): string => raw.toString("latin1");
const settings = (mensagem: object): object => ({ providers: { mensagem } });
const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };

describe("W, S: the wire and the session", () => {
  it("W1, W5: many requests in any fragments have one response each, with their own sequence number", async () => {
    const emulator = await emulate();
    const client = await rawClient(emulator);
    const sequences = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 42, 42];
    await say(client, bindOctets(9), ...sequences.map((sequence) => submit({ sequence })));
    expect(readHeader(await client.readPdu())).toMatchObject({ command: 0x80000009, status: 0, sequence: 1 });
    for (const sequence of sequences) {
      expect(readHeader(await client.readPdu())).toMatchObject({ command: 0x80000004, status: 0, sequence });
    }
    expect(new Set((await emulator.messages()).map(({ id }) => id)).size).toBe(sequences.length);
  });

  it("S7: eight sessions of one account, in any mix", async () => {
    const emulator = await emulate({}, { smpp: timersOff });
    const mix = ["transmitter", "receiver", "transceiver", "transceiver"] as const;
    const clients: RawClient[] = [];
    for (const as of [...mix, ...mix]) clients.push(await rawBound(emulator, as));
    for (const [sequence, client] of clients.entries()) {
      await say(client, header(0x15, 0, sequence));
      expect(await client.readPdu()).toEqual(header(0x80000015, 0, sequence));
    }
  });

  it.each([
    ["udh", 1_000],
    ["payload", 1_000],
    ["payload", 7_200],
  ])("W15: an inbound of %s and %i characters has no PDU over 7,424 octets", async (longInbound, length) => {
    const emulator = await emulate({}, { ...settings({ longInbound }), smpp: timersOff });
    const client = await rawBound(emulator);
    await emulator.sendInbound({ from: "11999990001", text: "x".repeat(length), provider: "mensagem" });
    const parts = await delivered(emulator, client, 0);
    expect(Math.max(...parts.map((raw) => raw.length))).toBeLessThan(7_424);
    expect(parts.length).toBe(longInbound === "payload" && length < 7_000 ? 1 : Math.ceil(length / 153));
  });
});

describe("M: submissions", () => {
  it("M1: submit_sm_resp is the protocol of the HTTP API, and nothing behind it", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await say(client, submit({ sequence: 0x99 }));
    const answer = await client.readPdu();
    const id = (await emulator.messages())[0]?.id ?? "";
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.toString("hex")).toBe(pdu(`80000004 00000000 00000099 '${id}' 00`).toString("hex"));
  });

  it.each([
    ["text and message_payload", 1, submit({ tlvs: "0424 0002 'Oi'" })],
    ["neither", 1, submit({ text: "" })],
    ["255 octets", 1, submit({ text: `'${"x".repeat(255)}'` })],
    ["254 octets of Latin-1", 0, submit({ text: `'${"x".repeat(254)}'`, coding: "03" })],
    ["message_payload alone", 0, submit({ text: "", tlvs: "0424 0002 'Oi'" })],
  ])("M2: %s is status %i", async (_name, status, request) => {
    const client = await rawBound(await emulate());
    expect((await send(client, request)).status).toBe(status);
  });

  it.each([
    ["00", "00 1b65 41", "@€A", "long"],
    ["01", "'@'", "@", "long"],
    ["03", "e9", "é", "long"],
    ["08", "d83d de00", "😀", "long"],
    ["10", "'Oi'", "Oi", "flash"],
    ["18", "004f 0069", "Oi", "flash"],
    ["f0", "'Oi'", "Oi", "flash"],
    ["f1", "'Oi'", "Oi", "long"],
    ["c0", "'Oi'", "Oi", "long"],
  ])("M3: data_coding %s of %s reads %s, %s", async (coding, text, read, kind) => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    expect((await send(client, submit({ coding, text }))).status).toBe(0);
    expect((await emulator.messages())[0]).toMatchObject({ text: read, kind });
  });

  it("M3: UCS-2 of an odd number of octets is refused; a reserved data_coding by the reading", async () => {
    const client = await rawBound(await emulate());
    expect((await send(client, submit({ coding: "08", text: "00 4f 00" }))).status).toBe(1);
    expect((await send(client, submit({ coding: "2f" }))).status).toBe(0);
    const strict = await rawBound(await emulate({}, settings({ refuseReservedDataCoding: true })));
    expect((await send(strict, submit({ coding: "2f" }))).status).toBe(0x104);
  });

  it.each([
    ["00", "delivered", []],
    ["00", "undelivered", []],
    ["01", "delivered", [4]],
    ["01", "undelivered", [4]],
    ["02", "delivered", []],
    ["02", "undelivered", [4]],
    ["03", "delivered", [4]],
    ["03", "undelivered", []],
    ["10", "delivered", [0x20]],
    ["11", "delivered", [0x20, 4]],
    ["1f", "delivered", [0x20, 4]],
  ] as const)("M4, D5: registered_delivery %s of one that ends %s brings %j", async (registered, life, kinds) => {
    const emulator = await emulate({}, { smpp: timersOff });
    await emulator.scenario.put({
      scenario: "end",
      rules: [{ rule: "end", when: { operation: "submit_sm" }, then: [{ life }] }],
    });
    const client = await rawBound(emulator);
    expect((await send(client, submit({ registered }))).status).toBe(0);
    const came = await delivered(emulator, client, 3_600_000);
    // service_type, then TON, NPI and address of both ends stand before esm_class.
    expect(came.map((raw) => raw[16 + 1 + 16 + 8])).toEqual(kinds);
  });

  it("M5: other modes are taken, or refused by the reading; a header beside sar_* is refused", async () => {
    const client = await rawBound(await emulate());
    for (const esm of ["01", "02", "03", "80"]) expect((await send(client, submit({ esm }))).status).toBe(0);
    const sar = { tlvs: "020c 0002 0007 020e 0001 02 020f 0001 01" };
    expect((await send(client, submit(sar))).status).toBe(0);
    const both = { esm: "40", text: "05 00 03 07 02 01 'Oi'", ...sar };
    expect((await send(client, submit(both))).status).toBe(0x43);
    const strict = await rawBound(await emulate({}, settings({ refuseOtherModes: true })));
    for (const [esm, status] of [
      ["01", 0x43],
      ["02", 0x43],
      ["03", 0],
    ] as const) {
      expect((await send(strict, submit({ esm }))).status).toBe(status);
    }
  });

  it.each([
    ["GSM 160", "00", "'x'", 160, 1],
    ["GSM 161", "00", "'x'", 161, 2],
    ["GSM 307", "00", "'x'", 307, 3],
    ["80 of the extension", "00", "1b65", 80, 1],
    ["81 of the extension", "00", "1b65", 81, 2],
    ["UCS-2 70", "08", "0041", 70, 1],
    ["UCS-2 71", "08", "0041", 71, 2],
    ["36 pairs", "08", "d83d de00", 36, 2],
    ["octets 140", "04", "ff", 140, 1],
    ["octets 141", "04", "ff", 141, 2],
  ])("M8: %s", async (_name, coding, unit, count, parts) => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const text = octets(unit).toString("hex").repeat(count);
    const length = (text.length / 2).toString(16).padStart(4, "0");
    expect((await send(client, submit({ coding, text: "", tlvs: `0424 ${length} ${text}` }))).status).toBe(0);
    const [message] = await emulator.messages();
    expect([message?.parts, message?.debits.reduce((sum, { amount }) => sum + amount, 0)]).toEqual([parts, parts]);
  });

  it("M9: a schedule that has passed is now", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    expect((await send(client, submit({ schedule: "'260302080000012-' 00" }))).status).toBe(0);
    expect((await emulator.messages())[0]?.status).toBe("queued");
    // 09:30 in São Paulo, half an hour after the clock's beginning.
    expect((await send(client, submit({ schedule: "'260302123000000+' 00" }))).status).toBe(0);
    expect((await emulator.messages())[1]?.scheduledFor).toBe(Date.UTC(2026, 2, 2, 12, 30));
  });

  it("M14: a NULL source is the account's own", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    expect((await send(client, submit({ source: "00 00 00" }))).status).toBe(0);
    expect((await send(client, submit({ source: "05 00 'MARCA' 00" }))).status).toBe(0);
    expect((await emulator.messages()).map(({ from }) => from)).toEqual(["28149", "MARCA"]);
  });

  it.each(["11999990001", "5511999990001"])("M15: to %s, with the country or without", async (number) => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    expect((await send(client, submit({ to: `01 01 '${number}' 00`, registered: "01" }))).status).toBe(0);
    const [receipt] = await delivered(emulator, client, 60_000);
    expect(receipt?.subarray(16, 16 + 3 + 13 + 1)).toEqual(octets("00 01 01 '5511999990001' 00"));
  });

  it("M16: every code of SEND is its status", async () => {
    const client = await rawBound(await emulate());
    for (const [code, name] of Object.entries(statusOfCode)) {
      const { status } = await send(client, submit({ to: `01 01 '11900000${code.padStart(3, "0")}' 00` }));
      expect([code, status]).toEqual([code, statusNumber(name)]);
    }
  });

  it("M16: 61, antifraud, is accepted, and held", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    expect((await send(client, submit({ to: "01 01 '11900000061' 00" }))).status).toBe(0);
    expect((await emulator.messages())[0]?.status).toBe("held");
  });
});

it("Q2: query_sm_resp repeats the id; final_date is local time with its offset once there is one", async () => {
  const emulator = await emulate({}, { smpp: timersOff });
  const client = await rawBound(emulator);
  const id = idOf(await send(client, submit()));
  const query = (sequence: number): Buffer => pdu(`00000003 00000000 ${word(sequence)} '${id}' 00 ${la}`);
  await say(client, query(8));
  expect(textOf(await client.readPdu())).toBe(textOf(pdu(`80000003 00000000 00000008 '${id}' 00 00 01 00`)));
  await emulator.report(1, "delivered");
  await say(client, query(9));
  const date = "'260302090000012-'";
  expect(textOf(await client.readPdu())).toBe(textOf(pdu(`80000003 00000000 00000009 '${id}' 00 ${date} 00 02 00`)));
});

describe("D: receipts and inbounds", () => {
  it("D1, D2, D3: the octets of a receipt", async () => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    const text = "'Twenty characters and more'";
    const id = idOf(await send(client, submit({ registered: "01", text, to: "02 08 '5511999990001' 00" })));
    await emulator.report(1, "delivered");
    const body = Buffer.from(
      `id:${id} sub:001 dlvrd:001 submit date:2603020900 done date:2603020900 stat:DELIVRD err:000 text:Twenty characters an`,
    );
    const wanted = pdu(
      `00000005 00000000 00000001 00 01 01 '5511999990001' 00 01 01 '28149' 00 04 00 00 00 00 00 00 00 00
       ${hex(body.length)} ${body.toString("hex")} 001e 0021 '${id}' 00 0427 0001 02`,
    );
    expect(textOf(await client.readPdu())).toBe(textOf(wanted));
  });

  it.each([
    ["undelivered", "UNDELIV", 5, "000"],
    ["expired", "EXPIRED", 3, "000"],
    ["rejected", "REJECTD", 8, "000"],
    ["cancelled", "DELETED", 4, "000"],
    ["delivered", "DELIVRD", 2, "001"],
  ] as const)("D1, D2: one that ends %s has stat:%s and message_state %i", async (status, stat, state, dlvrd) => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    await send(client, submit({ registered: "01", schedule: "'000001000000000R' 00" }));
    await emulator.report(1, status);
    const receipt = await client.readPdu();
    expect(textOf(receipt)).toContain(` dlvrd:${dlvrd} `);
    expect(textOf(receipt)).toContain(` stat:${stat} err:000 `);
    expect(receipt.subarray(-5)).toEqual(octets(`0427 0001 ${hex(state)}`));
  });

  it("D6: the octets of an inbound, and of a long one in two segments with one reference", async () => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    await emulator.sendInbound({ from: "11999990001", text: "Olá", provider: "mensagem" });
    await emulator.sendInbound({ from: "11999990001", text: `${"x".repeat(153)}e o fim.`, provider: "mensagem" });
    await emulator.sendInbound({ from: "11999990001", text: "Привет", provider: "mensagem" });
    const came = await delivered(emulator, client, 0);
    const ends = "00 01 01 '5511999990001' 00 01 01 '28149' 00";
    const wanted = [
      `00000001 ${ends} 00 00 00 00 00 00 00 08 00 06 004f 006c 00e1`,
      `00000002 ${ends} 40 00 00 00 00 00 00 00 00 9f 05 00 03 02 02 01 '${"x".repeat(153)}'`,
      `00000003 ${ends} 40 00 00 00 00 00 00 00 00 0e 05 00 03 02 02 02 'e o fim.'`,
      `00000004 ${ends} 00 00 00 00 00 00 00 08 00 0c 041f 0440 0438 0432 0435 0442`,
    ];
    expect(came.map(textOf)).toEqual(wanted.map((rest) => textOf(pdu(`00000005 00000000 ${rest}`))));
  });

  it.each([
    [0x64, true],
    [0x14, true],
    [0x58, true],
    [0x08, true],
    [0x65, false],
    [0x66, false],
    [0x01, false],
    [0xc0, false],
  ])("D10: deliver_sm_resp of status %i is tried again: %s", async (status, again) => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    // After 1, 5 and 15 s.
    for (const wait of [0, 1_000, 5_000, 15_000]) {
      if (wait > 0) expect(await delivered(emulator, client, wait - 1)).toEqual([]);
      const moved = emulator.clock.advance(wait > 0 ? 1 : 0);
      const { command, sequence } = readHeader(await client.readPdu());
      expect(command).toBe(5);
      client.send(accepted(sequence, status));
      await moved;
      if (!again) break;
    }
    const came = await delivered(emulator, client, 3_600_000);
    expect(came).toHaveLength(again ? 1 : 0);
    const [callback] = await emulator.callbacks();
    expect(callback?.state).toBe(again ? "delivered" : "given-up");
  });
});

describe("readings", () => {
  const receipted = async (mensagem: object, accounts: object = {}): Promise<[string, Buffer]> => {
    const emulator = await emulate(accounts, { ...settings(mensagem), smpp: timersOff });
    const client = await rawBound(emulator);
    const id = idOf(await send(client, submit({ registered: "01", text: "'Ol' e1", coding: "03" })));
    const [receipt] = await delivered(emulator, client, 3_600_000);
    return [id, receipt ?? Buffer.alloc(0)];
  };

  it.each([
    ["md5", /^[0-9a-f]{32}$/, /^[0-9a-f]{32}$/],
    ["decimal", /^\d{1,10}$/, /^\d{1,10}$/],
    ["hex-submit-decimal-receipt", /^[0-9a-f]{8}$/, /^\d{1,10}$/],
  ])("messageId %s", async (messageId, submitted, reported) => {
    const [id, receipt] = await receipted({ messageId });
    const visible = /id:(\S+) /.exec(textOf(receipt))?.[1] ?? "";
    expect(id).toMatch(submitted);
    expect(visible).toMatch(reported);
    if (messageId === "hex-submit-decimal-receipt") expect(Number(visible)).toBe(Number.parseInt(id, 16));
    else expect(visible).toBe(id);
    expect(textOf(receipt)).toContain(`\u0000\u001e\u0000${String.fromCharCode(visible.length + 1)}${visible}\u0000`);
  });

  it.each([
    [true, / err:000 text:Ol/],
    [false, / err:000\u0000\u001e/],
  ])("receiptText %s", async (receiptText, sentences) => {
    expect(textOf((await receipted({ receiptText }))[1])).toMatch(sentences);
  });

  it.each([
    [true, /\u0004\u0027\u0000\u0001\u0002$/],
    [false, /text:Ol.*[^\u0002]$/],
  ])("receiptTlvs %s", async (receiptTlvs, sentences) => {
    expect(textOf((await receipted({ receiptTlvs }))[1])).toMatch(sentences);
  });

  it("defaultAlphabet: data_coding 0 in a submission, a receipt and an inbound", async () => {
    for (const [defaultAlphabet, read, octet] of [
      ["gsm", "é", "\u0005"],
      ["latin1", "\u0005", "é"],
    ] as const) {
      const emulator = await emulate({}, { ...settings({ defaultAlphabet }), smpp: timersOff });
      const client = await rawBound(emulator);
      await send(client, submit({ text: "05" }));
      expect((await emulator.messages())[0]?.text).toBe(read);
      await emulator.sendInbound({ from: "11999990001", text: "é", provider: "mensagem" });
      const [inbound] = await delivered(emulator, client, 0);
      expect(textOf(inbound?.subarray(-4) ?? Buffer.alloc(0))).toBe(`\u0000\u0000\u0001${octet}`);
      await send(client, submit({ text: "e9", coding: "03", registered: "01" }));
      const receipts = await delivered(emulator, client, 3_600_000);
      expect(textOf(receipts[0] ?? Buffer.alloc(0))).toContain(`text:${octet}\u0000`);
    }
  });

  it.each([
    ["any", 0],
    ["SMPP", 0x53],
  ])("systemType %s: a bind of another has status %i", async (systemType, status) => {
    const client = await rawClient(await emulate({}, settings({ systemType })));
    const other = pdu("00000009 00000000 00000001 '126b114c' 00 'smpp9500' 00 'VMA' 00 34 00 00 00");
    expect((await send(client, other)).status).toBe(status);
    if (status !== 0) expect((await send(client, bindOctets(9))).status).toBe(0);
  });

  it.each([
    ["02 01 '28149' 00", phone, 0x48],
    ["01 08 '28149' 00", phone, 0x49],
    [la, "09 01 '11999990001' 00", 0x50],
    [la, "01 02 '11999990001' 00", 0x51],
    [la, phone, 0],
  ])("strictTonNpi: from %s to %s", async (source, to, status) => {
    const [strict, open] = [
      await rawBound(await emulate({}, settings({ strictTonNpi: true }))),
      await rawBound(await emulate()),
    ];
    expect((await send(strict, submit({ source, to }))).status).toBe(status);
    expect((await send(open, submit({ source, to }))).status).toBe(0);
  });

  it.each([
    ["ACCEPTD", 6],
    ["DELIVRD", 2],
    ["UNKNOWN", 7],
  ])("unconfirmedState %s: a number of Oi, without handset report", async (unconfirmedState, state) => {
    const facts = { "mensagem/main": { numbers: { "5511999990001": { operator: "55314" } } } };
    const [, receipt] = await receipted({ unconfirmedState }, facts);
    expect(textOf(receipt)).toContain(`stat:${unconfirmedState} `);
    expect(receipt.subarray(-5)).toEqual(octets(`0427 0001 ${hex(state)}`));
  });
});

it.each([
  [60_000, 59_000, 1],
  [60_000, 61_000, 0],
])("receiverMs %i: after %i ms away a receiver gets %i", async (receiverMs, away, many) => {
  const emulator = await emulate({}, { ...settings({ receiverMs }), smpp: timersOff });
  await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
  await emulator.clock.advance(away);
  expect(await delivered(emulator, await rawBound(emulator, "receiver"), 0)).toHaveLength(many);
});

it("segmentsMs: a segment that comes later is another message's", async () => {
  const emulator = await emulate({}, { ...settings({ segmentsMs: 60_000 }), smpp: timersOff });
  const client = await rawBound(emulator);
  const part = (number: string): Buffer => submit({ esm: "40", text: `05 00 03 07 02 ${number} 'Oi'` });
  await send(client, part("01"));
  await emulator.clock.advance(59_999);
  const first = await send(client, part("01"));
  await emulator.clock.advance(60_000);
  const second = await send(client, part("01"));
  expect(idOf(first)).toBe((await emulator.messages())[0]?.id);
  expect(idOf(second)).not.toBe(idOf(first));
});

describe("D13: an enquire_link of the client", () => {
  const enquire = (sequence: number): Buffer => header(0x15, 0, sequence);
  const activate = async (steps: readonly object[], limit = 1): Promise<[Emulator, RawClient]> => {
    const emulator = await emulate({}, { smpp: timersOff });
    const when = { operation: "enquire_link" };
    await emulator.scenario.put({ scenario: "keep-alive", rules: [{ rule: "keep-alive", when, then: steps, limit }] });
    return [emulator, await rawBound(emulator)];
  };

  it("goes unanswered when a rule loses its answer, and is journalled with it", async () => {
    const [emulator, client] = await activate([{ fault: "lose-answer" }]);
    await say(client, enquire(8), enquire(9));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 9));
    const [lost, answered] = await emulator.requests({ operation: "enquire_link" });
    expect(lost).toMatchObject({ decidedBy: expect.stringContaining("keep-alive"), fault: "lose-answer" });
    expect(answered).toMatchObject({ decidedBy: "default", code: "ESME_ROK" });
    expect(await emulator.requests({ operation: "enquire_link" })).toHaveLength(2);
  });

  it("is answered late, or wrong", async () => {
    const [, late] = await activate([{ delay: "30ms" }]);
    await say(late, enquire(8), submit({ sequence: 9 }));
    expect(readHeader(await late.readPdu()).sequence).toBe(9);
    expect(await late.readPdu()).toEqual(header(0x80000015, 0, 8));
    const [, wrong] = await activate([{ fault: "wrong-sequence" }]);
    await say(wrong, enquire(8));
    expect(readHeader(await wrong.readPdu())).not.toMatchObject({ sequence: 8 });
  });

  it("is no call that other rules concern", async () => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawBound(emulator);
    await emulator.scenario.put({ scenario: "all", rules: [{ rule: "all", then: [{ fault: "lose-answer" }] }] });
    await say(client, enquire(8));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 8));
  });
});
