// SMPP stories, by node-smpp where a library survives them, and by bytes where none does.

import { createConnection, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { submitSmOctets } from "../../../providers/mensagem/smpp/support/pdus.ts";
import { rawBound, readHeader } from "../../../providers/mensagem/smpp/support/smsc.ts";
import { connect, type Esme } from "../../../support/esme.ts";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { type ScenarioRun, startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const throttled = 0x58;

async function bound(on: ScenarioRun): Promise<Esme> {
  const esme = await connect(on.emulator.urls.smpp);
  const { command_status } = await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
  expect(command_status).toBe(0);
  return esme;
}

function submit(esme: Esme, n = 1): Promise<{ readonly command_status: number }> {
  return esme.request("submit_sm", { destination_addr: `119999900${String(n).padStart(2, "0")}`, short_message: "Oi" });
}

test("smpp-throttled: a burst of twenty goes through, the rest is throttled", async () => {
  await using on = await startScenario("smpp-throttled");
  const esme = await bound(on);
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => submit(esme, n)));
  expect(answers.map(({ command_status }) => command_status)).toEqual([
    ...Array.from({ length: 20 }, () => 0),
    ...Array.from({ length: 10 }, () => throttled),
  ]);
  await on.emulator.clock.advance(500);
  expect((await submit(esme)).command_status).toBe(0);
  expect(await on.emulator.messages()).toHaveLength(21);
  esme.close();
});

/** A bind and submissions as bytes; all that comes back until the connection ends or `enough` says so. */
async function conversation(
  on: ScenarioRun,
  submissions: number,
  enough: (octets: Buffer) => boolean,
): Promise<Buffer> {
  const [host = "", port = ""] = on.emulator.urls.smpp.split(":");
  const socket: Socket = createConnection({ host, port: Number(port) });
  let octets = Buffer.alloc(0);
  const end = new Promise<Buffer>((resolve, reject) => {
    socket.on("data", (chunk: Buffer) => {
      octets = Buffer.concat([octets, chunk]);
      if (enough(octets)) resolve(octets);
    });
    socket.on("close", () => resolve(octets));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET") reject(error);
    });
  });
  socket.write(pdu(9, 1, Buffer.from("126b114c\0smpp9500\0SMPP\0\x34\x01\x01\0", "latin1")));
  for (let n = 0; n < submissions; n++) {
    const body = `\0\x01\x01\0\x01\x0111999990001\0\0\0\0\0\0\0\0\0\0\x02Oi`;
    socket.write(pdu(4, n + 2, Buffer.from(body, "latin1")));
  }
  try {
    return await end;
  } finally {
    socket.destroy();
  }
}

function pdu(command: number, sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(command, 4);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

/** `command:status:sequence` of each whole PDU, and what is left over. */
function split(octets: Buffer): { readonly pdus: string[]; readonly rest: Buffer } {
  const pdus: string[] = [];
  let at = 0;
  while (octets.length - at >= 16) {
    const length = octets.readUInt32BE(at);
    if (length < 16 || octets.length - at < length) break;
    pdus.push(
      `${octets.readUInt32BE(at + 4).toString(16)}:${octets.readUInt32BE(at + 8)}:${octets.readUInt32BE(at + 12)}`,
    );
    at += length;
  }
  return { pdus, rest: octets.subarray(at) };
}

test("smpp-cut-in-mid-pdu: the third answer ends after 20 bytes, and the connection with it", async () => {
  await using on = await startScenario("smpp-cut-in-mid-pdu");
  const { pdus, rest } = split(await conversation(on, 3, () => false));
  expect(pdus).toEqual(["80000009:0:1", "80000004:0:2", "80000004:0:3"]);
  expect(rest).toHaveLength(20);
  expect(await on.emulator.messages()).toHaveLength(3);
});

test("smpp-unbound-by-the-server: the fifth submission is answered and followed by an unbind", async () => {
  await using on = await startScenario("smpp-unbound-by-the-server");
  const octets = await conversation(on, 5, (all) => split(all).pdus.some((item) => item.startsWith("6:")));
  expect(split(octets).pdus.filter((item) => item.startsWith("80000004"))).toHaveLength(5);
  expect(split(octets).pdus.at(-1)).toMatch(/^6:0:\d+$/);
});

test("smpp-unbound-by-the-server: after a minute all sessions are unbound", async () => {
  await using on = await startScenario("smpp-unbound-by-the-server");
  const unbound = conversation(on, 1, (all) => split(all).pdus.some((item) => item.startsWith("6:")));
  const esme = await bound(on);
  await on.minutes(1);
  expect(split(await unbound).pdus.at(-1)).toMatch(/^6:0:\d+$/);
  esme.close();
});

test("smpp-deaf-session: after the third submission nothing is answered, enquire_link neither", async () => {
  await using on = await startScenario("smpp-deaf-session");
  const esme = await bound(on);
  expect([(await submit(esme)).command_status, (await submit(esme)).command_status]).toEqual([0, 0]);
  const heard: string[] = [];
  void submit(esme).then(() => heard.push("submit_sm_resp"));
  void esme.request("enquire_link", {}).then(() => heard.push("enquire_link_resp"));
  // Another session answers: what the deaf one would have answered has had its time.
  const other = await bound(on);
  for (let n = 0; n < 5; n++) await other.request("enquire_link", {});
  expect(heard).toEqual([]);
  esme.close();
  other.close();
});

test("smpp-bent-answers: nack, another sequence number, twice, an unknown command, and a good one", async () => {
  await using on = await startScenario("smpp-bent-answers");
  const octets = await conversation(on, 5, (all) =>
    split(all).pdus.some((item) => item.endsWith(":6") && item.startsWith("80000004")),
  );
  const { pdus } = split(octets);
  expect(pdus[0]).toBe("80000009:0:1");
  expect(pdus.some((item) => /^80000000:\d+:2$/.test(item))).toBe(true);
  expect(pdus.filter((item) => item === "80000004:0:4")).toHaveLength(2);
  expect(pdus.some((item) => item === "80000004:0:3")).toBe(false);
  expect(pdus.some((item) => /:5$/.test(item) && !item.startsWith("80000004"))).toBe(true);
  expect(pdus.at(-1)).toBe("80000004:0:6");
});

test("smpp-bind-refused-twice: the third bind is accepted", async () => {
  await using on = await startScenario("smpp-bind-refused-twice");
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++) {
    const esme = await connect(on.emulator.urls.smpp);
    const answer = await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
    statuses.push(answer.command_status);
    esme.close();
  }
  expect(statuses).toEqual([0x0d, 0x0d, 0]);
});

test("smpp-message-id-hex-and-decimal: one number, written in two ways", async () => {
  await using on = await startScenario("smpp-message-id-hex-and-decimal");
  const esme = await bound(on);
  const message = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };
  const { message_id = "" } = await esme.request("submit_sm", message);
  await on.minutes(1);
  const receipted = esme.received[0]?.receipted_message_id ?? "";
  expect([message_id, receipted]).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/), expect.stringMatching(/^\d+$/)]);
  expect(Number(receipted)).toBe(Number.parseInt(message_id, 16));
  expect(esme.received[0]?.short_message?.message).toContain(`id:${receipted} `);
  esme.close();
});

test("smpp-receipts-in-five-dresses: the same receipt, written in five ways", async () => {
  await using on = await startScenario("smpp-receipts-in-five-dresses");
  const esme = await bound(on);
  for (let n = 1; n <= 5; n++) {
    const to = `119999900${String(n).padStart(2, "0")}`;
    await esme.request("submit_sm", { destination_addr: to, short_message: "Oi", registered_delivery: 1 });
    await on.emulator.clock.advance(5_000);
  }
  const texts = esme.received.map(({ short_message }) => String(short_message?.message ?? ""));
  expect(texts).toEqual([
    expect.stringMatching(
      /^id:[0-9a-f]{32} sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000/,
    ),
    expect.stringMatching(/^ID:[0-9A-F]{32} SUB:001 DLVRD:001 STAT:DELIVRD ERR:000$/),
    expect.stringMatching(
      /^id:[0-9a-f]{32} sub:001 dlvrd:001 submit date:\d{12} done date:\d{12} stat:DELIVRD err:000$/,
    ),
    expect.stringMatching(/^id:\d{30,39} stat:DELIVRD err:000$/),
    "stat:DELIVRD",
  ]);
  expect(esme.received[4]?.receipted_message_id).toMatch(/^[0-9A-F]{32}$/);
  esme.close();
});

test("smpp-taken-but-refused: every fourth is a system error, and all are taken", async () => {
  await using on = await startScenario("smpp-taken-but-refused");
  const esme = await bound(on);
  const statuses: number[] = [];
  for (let n = 1; n <= 4; n++) statuses.push((await submit(esme, n)).command_status);
  expect(statuses).toEqual([0, 0, 0, 8]);
  expect(await on.emulator.messages()).toHaveLength(4);
  esme.close();
});

test("smpp-unbind-when-idle: two minutes without a message, enquire_link or not", async () => {
  await using on = await startScenario("smpp-unbind-when-idle");
  const esme = await bound(on);
  await on.emulator.clock.advance("90s");
  expect((await submit(esme)).command_status).toBe(0);
  await on.emulator.clock.advance(119_000);
  expect(await on.emulator.sessions()).toHaveLength(1);
  await on.emulator.clock.advance(1_000);
  const unbinds = () => on.emulator.requests({ operation: "unbind" });
  const isOver = async () => (await on.emulator.sessions()).length === 0 && (await unbinds()).length > 0;
  while (!(await isOver())) await new Promise((resolve) => setImmediate(resolve));
  expect(await unbinds()).toHaveLength(1);
  esme.close();
});

test("smpp-already-bound: one session an account", async () => {
  await using on = await startScenario("smpp-already-bound");
  const first = await bound(on);
  const second = await connect(on.emulator.urls.smpp);
  const user = { system_id: "126b114c", password: "smpp9500" };
  expect((await second.request("bind_receiver", user)).command_status).toBe(5);
  second.close();
  first.close();
});

test("smpp-ids-hex-decimal-padded: three dresses of one id", async () => {
  await using on = await startScenario("smpp-ids-hex-decimal-padded");
  const esme = await bound(on);
  const ids: string[] = [];
  for (const n of [1, 2, 3]) {
    await esme.request("submit_sm", {
      destination_addr: `1199999000${n}`,
      short_message: "Oi",
      registered_delivery: 1,
    });
    await on.emulator.clock.advance("1m");
    ids.push((await on.emulator.messages())[n - 1]?.id ?? "");
  }
  const rows = await on.emulator.requests({ operation: "deliver_sm" });
  const texts = await Promise.all(
    rows.map(async ({ seq }) =>
      Buffer.from((await on.emulator.request(seq)).request?.base64 ?? "", "base64").toString("latin1"),
    ),
  );
  const [item = "", two = "", three = ""] = ids;
  expect(texts[0]).toContain(`id:${BigInt(`0x${item}`)} stat:DELIVRD`);
  expect(texts[1]).toContain(`id:${two.toUpperCase()} stat:`);
  expect(texts[2]).toContain(`id:${three.padStart(40, "0")} stat:`);
  esme.close();
});

test("smpp-carrier-tlv: a parameter of the carrier refuses a submit_sm, another stands in each receipt", async () => {
  await using on = await startScenario("smpp-carrier-tlv");
  const client = await rawBound(on.emulator);
  client.send(submitSmOctets({ tlvs: "1401 0001 07" }));
  expect(readHeader(await client.readPdu()).status).toBe(0x15);
  client.send(submitSmOctets({ sequence: 8 }));
  expect(readHeader(await client.readPdu()).status).toBe(0);
  const moved = on.emulator.clock.advance("10s");
  const receipt = await client.readPdu();
  client.send(header(0x80000005, 0, readHeader(receipt).sequence));
  await moved;
  expect(receipt.toString("hex")).toContain("140300053732343130");
  client.destroy();
});
