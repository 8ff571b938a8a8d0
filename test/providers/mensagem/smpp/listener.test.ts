// The door itself: binds, what is journalled, receivers that are absent, scenarios of the wire.

import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import { startEmulator } from "../../../../src/client/start-emulator.ts";
import { statusName } from "../../../../src/protocols/smpp/status.ts";
import { Esme, type NodeSmppPdu } from "../../../protocols/smpp/support/esme.ts";

const options = {
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  clock: "manual",
  logLevel: "silent",
} as const;
const user = { system_id: "126b114c", password: "smpp9500", system_type: "SMPP", interface_version: 0x34 };
const sms = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };

let emulator: Emulator;
let esme: Esme;
beforeEach(() => {
  esme = new Esme();
});
afterEach(async () => {
  await esme[Symbol.asyncDispose]();
  await emulator.stop();
});

const open = (): Promise<number> => esme.connect({ url: `smpp://${emulator.urls.smpp}` });
async function bound(command = "bind_transceiver"): Promise<number> {
  const session = await open();
  expect((await esme.request(session, command, user)).command_status).toBe(0);
  return session;
}
const statusOf = ({ command_status }: NodeSmppPdu): string => statusName(command_status);
const activate = (rules: object[]) => emulator.scenario.put({ scenario: "test", rules });

describe("binds", () => {
  it.each([
    ["ESME_RINVSYSID", { system_id: "nobody" }, {}],
    ["ESME_RINVPASWD", { password: "wrong" }, {}],
    ["ESME_RINVSYSTYP", { system_type: "VMA" }, { systemType: "SMPP" }],
    ["ESME_ROK", { system_type: "VMA" }, {}],
  ])("%s for %j", async (name, fields, mensagem) => {
    emulator = await startEmulator({ ...options, providers: { mensagem } });
    expect(statusOf(await esme.request(await open(), "bind_transceiver", { ...user, ...fields }))).toBe(name);
  });

  it("of a disabled account fail", async () => {
    emulator = await startEmulator(options);
    await emulator.scenario.put({ scenario: "off", accounts: { "mensagem/main": { enabled: false } } });
    expect(statusOf(await esme.request(await open(), "bind_transmitter", user))).toBe("ESME_RBINDFAIL");
  });

  it.each([
    ["ESME_RBINDFAIL", "ESME_RBINDFAIL"],
    ["0x0d", "ESME_RBINDFAIL"],
    ["98", "ESME_RINVPASWD"],
    ["throttled", "ESME_RTHROTTLED"],
  ])("are calls: a rule answers %s", async (answer, name) => {
    emulator = await startEmulator(options);
    await activate([{ rule: "bind", when: { operation: "bind_receiver" }, then: [{ answer }] }]);
    expect(statusOf(await esme.request(await open(), "bind_receiver", user))).toBe(name);
    expect(statusOf(await esme.request(await open(), "bind_transmitter", user))).toBe("ESME_ROK");
  });
});

describe("receivers", () => {
  it("get their receipts in order once they bind, first the session that submitted (D7, D8)", async () => {
    emulator = await startEmulator(options);
    const transmitter = await bound("bind_transmitter");
    const ids: unknown[] = [];
    for (let n = 0; n < 5; n++) ids.push((await esme.request(transmitter, "submit_sm", sms))["message_id"]);
    await emulator.clock.advance(10_000);
    expect(await emulator.callbacks({ state: "waiting" })).toHaveLength(5);
    const receiver = await bound("bind_receiver");
    const received: unknown[] = [];
    for (let n = 0; n < 5; n++) received.push((await esme.pdu(receiver, "deliver_sm"))["receipted_message_id"]);
    expect(received).toEqual(ids);
    const other = await bound();
    await esme.request(other, "submit_sm", sms);
    await emulator.clock.advance(10_000);
    await esme.pdu(other, "deliver_sm");
  });

  it("that stay away for 48 hours get nothing (D8)", async () => {
    emulator = await startEmulator(options);
    const transmitter = await bound("bind_transmitter");
    await esme.request(transmitter, "submit_sm", sms);
    await emulator.clock.advance(49 * 3_600_000);
    await bound("bind_receiver");
    await emulator.clock.advance(0);
    expect((await emulator.callbacks()).map(({ state }) => state)).toEqual(["dropped"]);
  });

  it("that stay away keep so many waiting; the oldest is dropped", async () => {
    emulator = await startEmulator({ ...options, providers: { mensagem: { receiverWaiting: 2 } } });
    const transmitter = await bound("bind_transmitter");
    const ids: unknown[] = [];
    for (let n = 0; n < 4; n++) ids.push((await esme.request(transmitter, "submit_sm", sms))["message_id"]);
    await emulator.clock.advance(10_000);
    expect((await emulator.callbacks()).map(({ state }) => state)).toEqual([
      "dropped",
      "dropped",
      "waiting",
      "waiting",
    ]);
    const receiver = await bound("bind_receiver");
    const received = [await esme.pdu(receiver, "deliver_sm"), await esme.pdu(receiver, "deliver_sm")];
    expect(received.map((pdu) => pdu["receipted_message_id"])).toEqual(ids.slice(2));
  });

  it("get what waited before a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "torpedo-smsc-"));
    try {
      const data = join(folder, "smsc.db");
      emulator = await startEmulator({ ...options, data });
      const transmitter = await bound("bind_transmitter");
      const { message_id } = await esme.request(transmitter, "submit_sm", sms);
      await emulator.clock.advance(10_000);
      await emulator.stop();
      emulator = await startEmulator({ ...options, data });
      expect((await esme.pdu(await bound("bind_receiver"), "deliver_sm"))["receipted_message_id"]).toBe(message_id);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("get a long inbound as segments of one session, an intermediate notification when asked for", async () => {
    emulator = await startEmulator(options);
    const session = await bound();
    await esme.request(session, "submit_sm", { ...sms, registered_delivery: 0x11 });
    await emulator.clock.advance(10_000);
    expect((await esme.pdu(session, "deliver_sm"))["esm_class"]).toBe(0x20);
    expect((await esme.pdu(session, "deliver_sm"))["esm_class"]).toBe(0x04);
    await emulator.sendInbound({ from: "11999990001", text: "Olá ".repeat(60), provider: "mensagem" });
    await emulator.clock.advance(0);
    const parts = [await esme.pdu(session, "deliver_sm"), await esme.pdu(session, "deliver_sm")];
    expect(parts.map((pdu) => pdu["esm_class"])).toEqual([0x40, 0x40]);
  });
});

describe("readings", () => {
  it.each([
    ["decimal", /^\d{1,10}$/, /^id:\d{1,10} /],
    ["hex-submit-decimal-receipt", /^[0-9a-f]{8}$/, /^id:\d{1,10} /],
  ])("messageId %s", async (messageId, submitted, receipted) => {
    emulator = await startEmulator({ ...options, providers: { mensagem: { messageId, receiptTlvs: false } } });
    const session = await bound();
    const { message_id } = await esme.request(session, "submit_sm", sms);
    expect(message_id).toMatch(submitted);
    await emulator.clock.advance(10_000);
    const receipt = await esme.pdu(session, "deliver_sm");
    expect(JSON.stringify(receipt["short_message"])).toMatch(new RegExp(receipted.source.slice(1)));
    expect(receipt["receipted_message_id"]).toBeUndefined();
    const answered = await esme.request(session, "query_sm", { message_id });
    expect([statusOf(answered), answered["message_state"]]).toEqual(["ESME_ROK", 2]);
  });
});

it("an account's queue has a limit, from its accounts file (M17)", async () => {
  const folder = await mkdtemp(join(tmpdir(), "torpedo-smsc-"));
  try {
    const accounts = join(folder, "accounts.yaml");
    writeFileSync(accounts, "accounts:\n  mensagem/main: { details: { smpp: { queueLimit: 1 } } }\n");
    emulator = await startEmulator({ ...options, accounts });
    const session = await bound();
    const answers = [await esme.request(session, "submit_sm", sms), await esme.request(session, "submit_sm", sms)];
    expect(answers.map(statusOf)).toEqual(["ESME_ROK", "ESME_RMSGQFUL"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("answers every request exactly once under a window of 500 with answers delayed at random", async () => {
  emulator = await startEmulator(options);
  const session = await bound();
  const delay = { between: ["0ms", "100ms"] };
  await activate([{ rule: "slow", when: { operation: "submit_sm" }, then: [{ delay }] }]);
  const answers = await Promise.all(Array.from({ length: 500 }, () => esme.request(session, "submit_sm", sms)));
  expect(new Set(answers.map((pdu) => pdu["message_id"])).size).toBe(500);
  expect(answers.every((pdu) => pdu.command_status === 0)).toBe(true);
  expect(await emulator.messages()).toHaveLength(500);
});
