// alert_notification (SMPP 3.4 4.12): a data_sm with set_dpf that failed, and its phone that is reachable again.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { Esme, NodeSmppPdu } from "../../../protocols/smpp/support/esme.ts";
import { emulate, scratch, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { bind, startEsme, statusOf } from "./support/smsc.ts";

afterEach(undoAll);
const phone = "5511999990001";
/** Octets, so that node-smpp says nothing of its own about the alphabet. */
const payload = { message: Buffer.from("Oi") };
const data = {
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: "28149",
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: phone,
  message_payload: payload,
  set_dpf: 1,
};

/** The first message of the account fails by a life, what comes later is delivered. */
const firstFails = (life: unknown) => ({
  scenario: "away",
  rules: [{ rule: "away", when: { operation: "data_sm" }, then: [{ life }], limit: 1 }],
});

async function away(emulator: Emulator, esme: Esme, session: number, life: unknown = "undelivered"): Promise<void> {
  await emulator.scenario.put(untyped(firstFails(life)));
  expect(statusOf(await esme.request(session, "data_sm", { ...data, registered_delivery: 1 }))).toBe("ESME_ROK");
  await emulator.clock.advance(60_000);
}

/** The next receipt of a session, past inbounds. */
async function receipt(esme: Esme, session: number): Promise<NodeSmppPdu> {
  for (;;) {
    const pdu = await esme.pdu(session, "deliver_sm");
    if (pdu["receipted_message_id"] !== undefined) return pdu;
  }
}

/** How many have left, once whatever is due has. */
async function alerts(emulator: Emulator): Promise<number> {
  await emulator.clock.advance(60_000);
  return (await emulator.requests({ operation: "alert_notification" })).length;
}

const expected: Partial<NodeSmppPdu> = {
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: phone,
  esme_addr_ton: 1,
  esme_addr_npi: 1,
  esme_addr: "28149",
};

it.each([
  [1, 1],
  [0, 0],
  // Reserved: the default, which is 1.
  [2, 1],
  [255, 1],
])("set_dpf %i: %i alerts (S12, W9)", async (set_dpf, wanted) => {
  const emulator = await emulate();
  const esme = startEsme();
  const session = await bind(esme, emulator.urls.smpp);
  await emulator.scenario.put(untyped(firstFails("undelivered")));
  expect(statusOf(await esme.request(session, "data_sm", { ...data, set_dpf }))).toBe("ESME_ROK");
  await emulator.clock.advance(60_000);
  await emulator.reachable(phone);
  expect(await alerts(emulator)).toBe(wanted);
});

describe("a phone is reachable again (S12)", () => {
  it.each<[string, (emulator: Emulator) => Promise<unknown>]>([
    ["a later SMS of the account is delivered", sendMensagem],
    ["it sends one", (emulator) => emulator.sendInbound({ from: phone, text: "Cheguei", provider: "mensagem" })],
    [
      "a timeline has it send one",
      (emulator) =>
        emulator.scenario.put({
          scenario: "back",
          rules: [],
          timeline: [{ at: "1m", do: { inbound: { provider: "mensagem", from: phone, text: "Cheguei" } } }],
        }),
    ],
    ["somebody says so", (emulator) => emulator.reachable("(11) 99999-0001")],
    [
      "a timeline says so",
      (emulator) =>
        emulator.scenario.put({
          scenario: "back",
          rules: [],
          timeline: [{ at: "1m", do: { reachable: "11999990001" } }],
        }),
    ],
    [
      "a message to it that is stuck is reported delivered",
      async (emulator) => {
        await emulator.scenario.put({ scenario: "stuck", rules: [{ rule: "stuck", then: [{ life: "stuck" }] }] });
        await sendMensagem(emulator);
        await emulator.report(2, "delivered");
      },
    ],
  ])("when %s: the session that submitted is told, once, behind its receipt", async (_, happens) => {
    const emulator = await emulate();
    const esme = startEsme();
    const [item, two] = [await bind(esme, emulator.urls.smpp), await bind(esme, emulator.urls.smpp)];
    for (const session of [two, item]) {
      await away(emulator, esme, session);
      await happens(emulator);
      expect(await receipt(esme, session)).toMatchObject({ message_state: 5 });
      await emulator.clock.advance(60_000);
      expect(await esme.pdu(session, "alert_notification")).toMatchObject(expected);
      await emulator.reset();
    }
    await away(emulator, esme, item);
    await happens(emulator);
    await emulator.clock.advance(60_000);
    await emulator.sendInbound({ from: phone, text: "E de novo", provider: "mensagem" });
    expect(await alerts(emulator)).toBe(1);
  });

  it("an expired one sets the flag too", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await away(emulator, esme, session, "expired");
    await emulator.clock.advance("7d");
    await sendMensagem(emulator);
    expect(await alerts(emulator)).toBe(1);
  });

  it.each([
    ["set_dpf was 0", { ...data, set_dpf: 0 }, "undelivered"],
    ["there was none", { ...data, set_dpf: undefined }, "undelivered"],
    ["it was delivered", data, "delivered"],
    ["the number does not exist", data, [{ invalid: "1s" }]],
  ])("nothing is told when %s", async (_, fields, life) => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await emulator.scenario.put(untyped(firstFails(life)));
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    expect(statusOf(await esme.request(session, "data_sm", given))).toBe("ESME_ROK");
    await emulator.clock.advance(60_000);
    await emulator.sendInbound({ from: phone, text: "Oi", provider: "mensagem" });
    expect(await alerts(emulator)).toBe(0);
  });

  it("is told to whoever receives when the session that submitted cannot, also after a restart", async () => {
    const file = join(scratch(), "data.db");
    const first = await emulate({}, { data: file });
    const esme = startEsme();
    await away(first, esme, await bind(esme, first.urls.smpp, "bind_transmitter"));
    await first.stop();
    const second = await emulate({}, { data: file });
    await second.sendInbound({ from: phone, text: "Oi", provider: "mensagem", account: "mensagem/main" });
    expect(await alerts(second)).toBe(0);
    await second.stop();
    const third = await emulate({}, { data: file });
    const receiver = await bind(esme, third.urls.smpp, "bind_receiver");
    expect(await esme.pdu(receiver, "alert_notification")).toMatchObject(expected);
    expect(await alerts(third)).toBe(1);
  });

  it("is forgotten with a reset", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await away(emulator, esme, session);
    await emulator.reset();
    await emulator.sendInbound({ from: phone, text: "Oi", provider: "mensagem", account: "mensagem/main" });
    expect(await alerts(emulator)).toBe(0);
  });
});

describe("dpf_result", () => {
  const transaction = { ...data, esm_class: 2 };
  it.each([
    ["1 when the message will fail", transaction, "undelivered", 1],
    ["0 when it will not", transaction, "delivered", 0],
    ["1 when its time runs out first", { ...transaction, qos_time_to_live: 1 }, "delivered", 1],
    ["absent outside of the transaction mode", data, "undelivered", undefined],
    ["absent without set_dpf", { ...transaction, set_dpf: 0 }, "undelivered", undefined],
  ])("is %s", async (_, fields, life, result) => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await emulator.scenario.put(untyped(firstFails(life)));
    const answer = await esme.request(session, "data_sm", fields);
    expect(statusOf(answer)).toBe("ESME_ROK");
    expect(answer["dpf_result"]).toBe(result);
    if (result === undefined) return;
    // The bit stands for the outcome: the flag is set, or it is not.
    await emulator.clock.advance("48h");
    const reported = await emulator.reachable(phone);
    expect(reported).toHaveLength(result);
  });
});

it("what tells of it is what saying so answers with, once; a phone nobody waits for brings about nothing", async () => {
  const emulator = await emulate();
  const [esme, api] = [startEsme(), emulator.existing("default")];
  const session = await bind(esme, emulator.urls.smpp);
  await away(emulator, esme, session);
  expect(await api.reachable("11999990009")).toEqual([]);
  const reported = await api.reachable(phone);
  expect(reported).toMatchObject([{ about: "report", ref: 1, by: "smpp", data: { what: "alert" } }]);
  expect(await api.reachable(phone)).toEqual([]);
  expect(await esme.pdu(session, "alert_notification")).toMatchObject(expected);
  const { callbacks } = await api.message(1);
  expect(callbacks.map(({ seq }) => seq)).toContain(reported[0]?.seq);
  await expect(api.reachable("ninguém")).rejects.toThrow("phone: must be a phone number");
});
