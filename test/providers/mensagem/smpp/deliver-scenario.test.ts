// `operation: deliver_sm`: what a scenario does to what leaves for the receiver.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { startEmulator } from "../../../../src/client/start-emulator.ts";
import { connectRaw, type RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../../protocols/smpp/support/octets.ts";
import { untyped } from "../../../support/scenario/untyped.ts";

const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", logLevel: "silent" } as const;
const bind = pdu("00000001 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 34 00 00 00");
const deliverSm = 5;

let emulator: Emulator;
let client: RawClient;
afterEach(async () => {
  client.destroy();
  await emulator.stop();
});

async function start(clock: "manual" | "real", then: object[], smpp = {}): Promise<void> {
  emulator = await startEmulator({ ...ports, clock, smpp });
  const when = { operation: "deliver_sm", account: "mensagem/main", to: "5511999990001", from: "28149", text: "Oi" };
  await emulator.scenario.put({ scenario: "test", rules: [{ rule: "out", when, limit: 1, then }] });
  client = await bound();
}
async function bound(): Promise<RawClient> {
  const item = await connectRaw(Number(emulator.urls.smpp.split(":").at(-1)));
  item.send(bind);
  expect((await item.readPdu()).readUInt32BE(8)).toBe(0);
  return item;
}
const phone = { from: "11999990001", text: "Oi", provider: "mensagem" };
/** Reads a PDU, answers it as a receiver does and gives its header words. */
async function answered(client: RawClient): Promise<number[]> {
  const octets = await client.readPdu();
  client.send(header(0x80000005, 0, octets.readUInt32BE(12)));
  return [octets.readUInt32BE(0), octets.readUInt32BE(4), octets.readUInt32BE(12)];
}
const attempts = async () => (await emulator.callbacks()).flatMap((entry) => entry.attempts.map(({ error }) => error));

it.each(["lose-answer", "hang"])(
  "%s: nothing leaves, the attempt counts as unanswered, the next one goes",
  async (fault) => {
    await start("manual", [{ fault }]);
    await emulator.sendInbound(phone);
    const advanced = emulator.clock.advance(10_000);
    expect((await answered(client)).slice(1)).toEqual([deliverSm, 2]);
    await advanced;
    expect(await attempts()).toEqual([expect.stringMatching(/^timeout \(.*out/), ""]);
    expect((await emulator.callbacks()).map(({ state }) => state)).toEqual(["delivered"]);
  },
);

it("nothing leaves, on a real clock until the response timer", async () => {
  await start("real", [{ fault: "lose-answer" }], { responseMs: 50 });
  await emulator.sendInbound(phone);
  expect((await answered(client)).slice(1)).toEqual([deliverSm, 2]);
  expect((await attempts())[0]).toMatch(/^timeout/);
});

it("delay holds it", async () => {
  await start("manual", [{ delay: "150ms" }]);
  await emulator.sendInbound(phone);
  const advanced = emulator.clock.advance(0);
  expect((await answered(client)).slice(1)).toEqual([deliverSm, 1]);
  await advanced;
  expect((await emulator.callbacks())[0]?.attempts[0]?.durationMs).toBeGreaterThanOrEqual(140);
});

it.each<[fault: string | object, command: number, sequence: number]>([
  ["twice", deliverSm, 1],
  [{ drip: { bytes: 7, every: "1ms" } }, deliverSm, 1],
  ["wrong-sequence", deliverSm, 0x40000001],
  ["unknown-command", 0xffff, 1],
])("%j stands on the line", async (fault, command, sequence) => {
  await start("real", [{ fault }], { responseMs: 50 });
  await emulator.sendInbound(phone);
  expect((await answered(client)).slice(1)).toEqual([command, sequence]);
  if (fault === "twice") expect((await answered(client)).slice(1)).toEqual([deliverSm, 1]);
});

it("bad-length stands on the line", async () => {
  await start("real", [{ fault: "bad-length" }], { responseMs: 50 });
  await emulator.sendInbound(phone);
  expect((await client.read(8)).toString("hex")).toBe("0000000f00000005");
});

it.each<[fault: string | object, octets: number]>([
  ["close", 0],
  ["reset", 0],
  [{ truncate: { after: 20 } }, 20],
  ["garbage", 64],
])("%j ends the session; what it took goes to the next", async (fault, octets) => {
  await start("manual", [{ fault }]);
  await emulator.sendInbound(phone);
  expect(await client.readToEnd()).toHaveLength(octets);
  client.destroy();
  const next = await bound();
  const advanced = emulator.clock.advance(10_000);
  expect((await answered(next)).slice(1)).toEqual([deliverSm, 1]);
  await advanced;
  expect(await attempts()).toEqual([expect.stringMatching(/^lost \(/), ""]);
  next.destroy();
});

it("unbind follows it", async () => {
  await start("manual", [{ fault: "unbind" }]);
  await emulator.sendInbound(phone);
  expect((await answered(client)).slice(1)).toEqual([deliverSm, 1]);
  expect((await client.readPdu()).readUInt32BE(4)).toBe(6);
});

it("a rule that does not name it has no part in it; an answer to it is a mistake", async () => {
  await start("manual", [{ delay: "1ms" }]);
  const rule = { rule: "all", when: { provider: "mensagem" }, limit: 1, then: [{ fault: "close" }] };
  await emulator.scenario.put(untyped({ scenario: "all", rules: [rule] }));
  await emulator.sendInbound(phone);
  expect((await answered(client)).slice(1)).toEqual([deliverSm, 1]);
  const answer = { rule: "no", when: { operation: "deliver_sm" }, then: [{ answer: "0x58" }] };
  await expect(emulator.scenario.put({ scenario: "no", rules: [answer] })).rejects.toThrow(
    /answer cannot happen: deliver_sm has no answer/,
  );
});
