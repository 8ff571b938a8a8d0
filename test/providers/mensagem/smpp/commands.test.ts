// The SMPP door by node-smpp in a process of its own: what each command does to the one ledger.

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
const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: "28149" };
const to = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: "11999990001" };
const tomorrow = "000001000000000R";

let emulator: Emulator;
let esme: Esme;
let session: number;

beforeEach(() => {
  esme = new Esme();
});
afterEach(async () => {
  await esme[Symbol.asyncDispose]();
  await emulator.stop();
});

async function begin(more: object = {}, bind = "bind_transceiver"): Promise<void> {
  emulator = await startEmulator({ ...options, ...more });
  session = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
  expect((await esme.request(session, bind, user)).command_status).toBe(0);
}

const request = (command: string, fields: object = {}): Promise<NodeSmppPdu> =>
  esme.request(session, command, { ...fields });
const submit = (fields: object = {}): Promise<NodeSmppPdu> =>
  request("submit_sm", { ...source, ...to, short_message: "Oi", ...fields });
const statusOf = ({ command_status }: NodeSmppPdu): string => statusName(command_status);
const idOf = ({ message_id }: NodeSmppPdu): string => String(message_id);
const textOf = (pdu: NodeSmppPdu): string => {
  const { short_message } = pdu;
  return typeof short_message === "object" && short_message !== null && "message" in short_message
    ? String(short_message.message)
    : "";
};

describe("submission", () => {
  it.each([
    ["message_payload", { short_message: "", message_payload: { message: "x".repeat(300) } }, 2],
    ["GSM with its extension", { short_message: { message: Buffer.from([0x1b, 0x65, 0x41]) }, data_coding: 0 }, 1],
    ["UCS-2 with a surrogate pair", { short_message: "Olá 😀", data_coding: 8 }, 1],
  ])("takes %s", async (_, fields, parts) => {
    await begin();
    expect(statusOf(await submit(fields))).toBe("ESME_ROK");
    expect((await emulator.messages())[0]?.parts).toBe(parts);
  });

  it("reads the text as it was meant", async () => {
    await begin();
    await submit({ short_message: { message: Buffer.from([0x1b, 0x65, 0x41]) }, data_coding: 0 });
    await submit({ short_message: "Olá 😀", data_coding: 8 });
    await submit({ short_message: "d'água", data_coding: 3 });
    await submit({ short_message: "já", data_coding: 0x18 });
    expect((await emulator.messages()).map(({ text, kind }) => [text, kind])).toEqual([
      ["€A", "long"],
      ["Olá 😀", "long"],
      ["d água", "long"],
      [expect.any(String), "flash"],
    ]);
  });

  it.each([
    ["ESME_RINVMSGLEN", { short_message: "" }],
    ["ESME_RINVMSGLEN", { short_message: "", message_payload: { message: "x".repeat(601) } }],
    ["ESME_RINVPRTFLG", { priority_flag: 4 }],
    ["ESME_RINVSRCADR", { source_addr_ton: 5, source_addr: "ALPHANUMERIC1" }],
    ["ESME_RINVDSTADR", { destination_addr: "1199" }],
    ["ESME_RINVDSTADR", { destination_addr: "20999990001" }],
    ["ESME_RINVESMCLASS", { esm_class: 0x40, short_message: { message: Buffer.from([9, 0, 3]) } }],
    ["ESME_RINVREPFLAG", { replace_if_present_flag: 2 }],
    ["ESME_RINVDFTMSGID", { sm_default_msg_id: 7 }],
    ["ESME_RSUBMITFAIL", { destination_addr: "11900000097" }],
  ])("%s for %j", async (name, fields) => {
    await begin();
    expect(statusOf(await submit(fields))).toBe(name);
    expect(await emulator.messages()).toEqual([]);
  });

  it("puts segments together in any order (M6, M7), each with its own id and receipt; a repeat costs nothing", async () => {
    await begin();
    const part = (number: number, text: string): object => ({
      esm_class: 0x40,
      registered_delivery: 1,
      short_message: { message: Buffer.concat([Buffer.from([5, 0, 3, 7, 2, number]), Buffer.from(text)]) },
    });
    const second = await submit(part(2, "mundo"));
    const again = await submit(part(2, "mundo"));
    const first = await submit(part(1, "Ola, "));
    expect(idOf(again)).toBe(idOf(second));
    expect(idOf(first)).not.toBe(idOf(second));
    const messages = await emulator.messages();
    expect(messages).toHaveLength(2);
    expect(messages.find(({ id }) => id === idOf(first))?.fields["longText"]).toBe("Ola, mundo");
    expect(messages.map(({ debits }) => debits.reduce((sum, { amount }) => sum + amount, 0))).toEqual([1, 1]);
    await emulator.clock.advance(10_000);
    const receipts = [await esme.pdu(session, "deliver_sm"), await esme.pdu(session, "deliver_sm")];
    expect(receipts.map((pdu) => pdu["receipted_message_id"]).toSorted()).toEqual(
      [idOf(first), idOf(second)].toSorted(),
    );
  });

  it("puts sar segments together, and refuses the one that makes over 600 characters", async () => {
    await begin();
    const part = (number: number, text: string): object => ({
      short_message: text,
      data_coding: 3,
      sar_msg_ref_num: 300,
      sar_total_segments: 5,
      sar_segment_seqnum: number,
    });
    for (const number of [1, 2, 3, 4]) expect(statusOf(await submit(part(number, "x".repeat(140))))).toBe("ESME_ROK");
    expect(statusOf(await submit(part(5, "x".repeat(41))))).toBe("ESME_RINVMSGLEN");
    const last = await submit(part(5, "y".repeat(40)));
    expect(statusOf(last)).toBe("ESME_ROK");
    expect(String((await emulator.messages())[0]?.fields["longText"])).toHaveLength(600);
    await emulator.clock.advance(3_600_000);
    // Another message may use the reference again once its time is over.
    expect(idOf(await submit(part(1, "z")))).not.toBe((await emulator.messages())[0]?.id);
  });

  it("data_sm takes the text in message_payload and refuses without (M20)", async () => {
    await begin();
    const data = { ...source, ...to, registered_delivery: 1 };
    expect(statusOf(await request("data_sm", data))).toBe("ESME_RMISSINGOPTPARAM");
    const taken = await request("data_sm", { ...data, message_payload: { message: "Por outra via" } });
    expect((await emulator.messages())[0]).toMatchObject({
      id: idOf(taken),
      text: "Por outra via",
      operation: "data_sm",
    });
  });

  it("submit_multi tells which destinations were refused; receipts carry the batch (M19)", async () => {
    await begin();
    const dest = (destination_addr: string): object => ({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr });
    const answer = await request("submit_multi", {
      ...source,
      dest_address: [dest("11999990001"), dest("20999990001"), dest("11999990002")],
      short_message: "Oi",
      registered_delivery: 1,
    });
    expect(statusOf(answer)).toBe("ESME_ROK");
    expect(answer["unsuccess_sme"]).toEqual([
      expect.objectContaining({ destination_addr: "20999990001", error_status_code: 0x0b }),
    ]);
    await emulator.clock.advance(10_000);
    const receipts = [await esme.pdu(session, "deliver_sm"), await esme.pdu(session, "deliver_sm")];
    expect(receipts.map((pdu) => [pdu["receipted_message_id"], pdu["source_addr"]])).toEqual([
      [idOf(answer), "5511999990001"],
      [idOf(answer), "5511999990002"],
    ]);
  });

  it("throttles by the account's rate (M17)", async () => {
    await begin();
    await emulator.scenario.put({
      scenario: "limits",
      accounts: { "mensagem/main": { rate: { rate: "1/s", burst: 2 } } },
    });
    const fast = [await submit(), await submit(), await submit()];
    expect(fast.map(statusOf)).toEqual(["ESME_ROK", "ESME_ROK", "ESME_RTHROTTLED"]);
  });
});

describe("times", () => {
  it("waits for its schedule, and expires with a receipt (M10)", async () => {
    await begin();
    await emulator.scenario.put({ scenario: "stuck", rules: [{ rule: "stuck", when: {}, then: [{ life: "stuck" }] }] });
    const id = idOf(await submit({ validity_period: "000000010000000R", registered_delivery: 2 }));
    await emulator.clock.advance(3_600_000);
    const receipt = await esme.pdu(session, "deliver_sm");
    expect(textOf(receipt)).toContain(`id:${id} sub:001 dlvrd:000 `);
    expect(textOf(receipt)).toContain("stat:EXPIRED");
    expect((await emulator.messages())[0]?.status).toBe("expired");
  });

  it.each([
    ["ESME_RINVSCHED", { schedule_delivery_time: "991332000000000R".replace("R", "+") }],
    ["ESME_RINVEXPIRY", { validity_period: "200101000000000+" }],
  ])("%s for %j", async (name, fields) => {
    await begin();
    expect(statusOf(await submit(fields))).toBe(name);
  });
});

describe("query, cancel, replace", () => {
  it("asks for a message of any door, by its protocol (Q1, Q2)", async () => {
    await begin();
    const sent = await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();
    const message_id = sent.slice(2);
    expect(await request("query_sm", { message_id })).toMatchObject({ message_id, message_state: 1, final_date: "" });
    await emulator.clock.advance(10_000);
    expect(await request("query_sm", { message_id })).toMatchObject({ message_id, message_state: 2 });
    expect(statusOf(await request("query_sm", { message_id: "nobody" }))).toBe("ESME_RINVMSGID");
    const own = idOf(await submit());
    expect(statusOf(await request("query_sm", { message_id: own }))).toBe("ESME_RQUERYFAIL");
    expect(statusOf(await request("query_sm", { message_id: own, ...source }))).toBe("ESME_ROK");
  });

  it("cancels one by its id, gives its credit back and sends the receipt (Q3)", async () => {
    await begin();
    const message_id = idOf(await submit({ schedule_delivery_time: tomorrow, registered_delivery: 1 }));
    expect(statusOf(await request("cancel_sm", { message_id, ...source, ...to }))).toBe("ESME_ROK");
    expect(textOf(await esme.pdu(session, "deliver_sm"))).toContain("stat:DELETED");
    expect((await emulator.messages())[0]).toMatchObject({ status: "cancelled", debits: [] });
    expect(statusOf(await request("cancel_sm", { message_id, ...source, ...to }))).toBe("ESME_RCANCELFAIL");
    expect(statusOf(await request("cancel_sm", { message_id: "x", ...source, ...to }))).toBe("ESME_RINVMSGID");
  });

  it("cancels all that is pending between two ends", async () => {
    await begin();
    for (let n = 0; n < 3; n++) await submit({ schedule_delivery_time: tomorrow });
    await submit({ schedule_delivery_time: tomorrow, destination_addr: "5511999990002" });
    expect(statusOf(await request("cancel_sm", { ...source, ...to }))).toBe("ESME_ROK");
    expect((await emulator.messages()).map(({ status }) => status)).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
      "scheduled",
    ]);
    expect(statusOf(await request("cancel_sm", { ...source, ...to }))).toBe("ESME_RCANCELFAIL");
  });

  it("replaces text and time while it is pending (Q4)", async () => {
    await begin();
    const message_id = idOf(await submit({ schedule_delivery_time: tomorrow }));
    const replace = (fields: object): Promise<NodeSmppPdu> =>
      request("replace_sm", { message_id, ...source, short_message: "Novo", ...fields });
    expect(statusOf(await replace({ short_message: "" }))).toBe("ESME_RINVMSGLEN");
    expect(statusOf(await replace({ validity_period: "200101000000000+" }))).toBe("ESME_RINVEXPIRY");
    expect(statusOf(await replace({ schedule_delivery_time: "000000000100000R" }))).toBe("ESME_ROK");
    expect((await emulator.messages())[0]?.text).toBe("Novo");
    await emulator.clock.advance(120_000);
    expect((await emulator.messages())[0]?.status).toBe("delivered");
    expect(statusOf(await replace({}))).toBe("ESME_RREPLACEFAIL");
    expect(statusOf(await replace({ message_id: "x" }))).toBe("ESME_RINVMSGID");
  });

  it("replace_if_present (M11) keeps the pending one's id; without one it is a new message", async () => {
    await begin();
    const fields = { schedule_delivery_time: tomorrow, replace_if_present_flag: 1, service_type: "CMT" };
    const first = await submit(fields);
    const second = await submit({ ...fields, short_message: "Outro" });
    expect(idOf(second)).toBe(idOf(first));
    expect((await emulator.messages()).map(({ text }) => text)).toEqual(["Outro"]);
  });

  it("CACL cancels what came over SMPP", async () => {
    await begin();
    const id = idOf(await submit({ schedule_delivery_time: tomorrow, registered_delivery: 1 }));
    const answer = await (await fetch(`${emulator.urls.mensagem}/sms/cacl?u=126b114c&h=${id}`)).text();
    expect(answer).toContain(`${id};9;`);
    expect(textOf(await esme.pdu(session, "deliver_sm"))).toContain("stat:DELETED");
  });
});
