// Number, TON and NPI agree in every PDU of ours (D15, dialect option phoneNumbers): receipts, inbound messages,
// alert_notification, unsuccess_sme.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { Esme, NodeSmppPdu } from "../../../protocols/smpp/support/esme.ts";
import { user as integration, sms as legacy } from "../../../support/mensagem/client.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { bind, startEsme, statusOf } from "./support/smsc.ts";

afterEach(undoAll);
type Kind = "international" | "as-sent";
type Address = readonly [ton: number, npi: number, address: string];

const sourceOf = (pdu: NodeSmppPdu): Address => [
  Number(pdu["source_addr_ton"]),
  Number(pdu["source_addr_npi"]),
  String(pdu["source_addr"]),
];
const destinationOf = (pdu: NodeSmppPdu): Address => [
  Number(pdu["dest_addr_ton"]),
  Number(pdu["dest_addr_npi"]),
  String(pdu["destination_addr"]),
];
const from = ([source_addr_ton, source_addr_npi, source_addr]: Address): object => ({
  source_addr_ton,
  source_addr_npi,
  source_addr,
});
const to = ([dest_addr_ton, dest_addr_npi, destination_addr]: Address): object => ({
  dest_addr_ton,
  dest_addr_npi,
  destination_addr,
});

const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };

async function begin(phoneNumbers: Kind, accounts: object = {}): Promise<[Emulator, Esme, number]> {
  const emulator = await emulate(accounts, { providers: { mensagem: { phoneNumbers } }, smpp: timersOff });
  const esme = startEsme();
  return [emulator, esme, await bind(esme, emulator.urls.smpp)];
}

async function submit(esme: Esme, session: number, source: Address, destination: Address): Promise<void> {
  const fields = { ...from(source), ...to(destination), short_message: "Oi", registered_delivery: 1 };
  expect(statusOf(await esme.request(session, "submit_sm", fields))).toBe("ESME_ROK");
}

const code: Address = [1, 1, "28149"];
const international: Address = [1, 1, "5511999990001"];

/** Destination as sent, dialect option, phone in the receipt and in an inbound message from the same phone. */
const destinations: readonly [Address, Kind, Address][] = [
  [[1, 1, "11999990001"], "international", international],
  [[1, 1, "5511999990001"], "international", international],
  [[1, 1, "+5511999990001"], "international", international],
  [[0, 0, "5511999990001"], "international", international],
  [[2, 8, "11999990001"], "international", international],
  [[1, 1, "1199990001"], "international", international],
  [[1, 1, "11999990001"], "as-sent", [1, 1, "11999990001"]],
  [[2, 1, "11999990001"], "as-sent", [2, 1, "11999990001"]],
  [[0, 0, "5511999990001"], "as-sent", [0, 0, "5511999990001"]],
  [[1, 1, "+5511999990001"], "as-sent", [1, 1, "+5511999990001"]],
];

describe("D15: phones", () => {
  it.each(destinations)("sent to %j, with %s: %j", async (destination, kind, phone) => {
    const [emulator, esme, session] = await begin(kind);
    await submit(esme, session, code, destination);
    await emulator.clock.advance(60_000);
    expect(sourceOf(await esme.pdu(session, "deliver_sm"))).toEqual(phone);
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    expect(sourceOf(await esme.pdu(session, "deliver_sm"))).toEqual(phone);
  });

  it.each(["international", "as-sent"] as const)("that nobody sent to, with %s: international", async (kind) => {
    const [emulator, esme, session] = await begin(kind);
    await emulator.sendInbound({ from: "(11) 99999-0001", text: "Oi", provider: "mensagem" });
    const inbound = await esme.pdu(session, "deliver_sm");
    expect(sourceOf(inbound)).toEqual(international);
    expect(destinationOf(inbound)).toEqual(code);
  });

  it("that another phone's form is known for, with as-sent: the form last used", async () => {
    const [emulator, esme, session] = await begin("as-sent");
    await submit(esme, session, code, [0, 0, "5511999990001"]);
    await submit(esme, session, code, [2, 1, "11999990001"]);
    await emulator.sendInbound({ from: "21999990002", text: "Oi", provider: "mensagem" });
    expect(sourceOf(await esme.pdu(session, "deliver_sm"))).toEqual([2, 1, "21999990002"]);
  });

  it.each([
    ["international", international],
    ["as-sent", [2, 8, "11999990001"]],
  ] as const)("in alert_notification, with %s: %j", async (kind, phone) => {
    const [emulator, esme, session] = await begin(kind);
    const away = [{ rule: "away", when: { operation: "data_sm" }, then: [{ life: "undelivered" }] }];
    await emulator.scenario.put({ scenario: "away", rules: away });
    const message_payload = { message: Buffer.from("Oi") };
    const fields = { ...from([3, 4, "28149"]), ...to([2, 8, "11999990001"]), message_payload, set_dpf: 1 };
    expect(statusOf(await esme.request(session, "data_sm", fields))).toBe("ESME_ROK");
    await emulator.clock.advance(60_000);
    await emulator.reachable("11999990001");
    const alert = await esme.pdu(session, "alert_notification");
    expect(sourceOf(alert)).toEqual(phone);
    expect([alert["esme_addr_ton"], alert["esme_addr_npi"], alert["esme_addr"]]).toEqual([3, 4, "28149"]);
  });

  it("of a distribution list, refused or accepted: international", async () => {
    const list = { name: "todos", numbers: ["11999990001", "11900000077"] };
    const accounts = { "mensagem/main": { details: { integrationUser: integration, smpp: { lists: [list] } } } };
    const [emulator, esme, session] = await begin("international", accounts);
    const fields = { ...from(code), dest_address: [{ dl_name: "todos" }], short_message: "Oi", registered_delivery: 1 };
    const answer = await esme.request(session, "submit_multi", fields);
    expect(answer["unsuccess_sme"]).toEqual([
      expect.objectContaining({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: "5511900000077" }),
    ]);
    await emulator.clock.advance(60_000);
    expect(sourceOf(await esme.pdu(session, "deliver_sm"))).toEqual(international);
  });
});

describe("D15: addresses of the client", () => {
  it.each<Address>([
    [1, 1, "28149"],
    [0, 0, "28149"],
    [3, 0, "28149"],
    [5, 0, "LOJA"],
    [0, 1, "551140028922"],
  ])("have the TON and NPI last used, %j, in receipts and inbound messages", async (...source) => {
    const [emulator, esme, session] = await begin("international");
    await submit(esme, session, [2, 8, source[2]], international);
    await submit(esme, session, source, international);
    await emulator.clock.advance(60_000);
    await esme.pdu(session, "deliver_sm");
    expect(destinationOf(await esme.pdu(session, "deliver_sm"))).toEqual(source);
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    expect(destinationOf(await esme.pdu(session, "deliver_sm"))).toEqual(source);
  });

  it("that the client never used have TON 1 and NPI 1, after a reset too", async () => {
    const [emulator, esme, session] = await begin("international");
    await submit(esme, session, [0, 0, "28149"], international);
    await emulator.clock.advance(60_000);
    await esme.pdu(session, "deliver_sm");
    await emulator.sendInbound({ from: "11999990001", to: "27000", text: "Oi", provider: "mensagem" });
    expect(destinationOf(await esme.pdu(session, "deliver_sm"))).toEqual([1, 1, "27000"]);
    await emulator.reset();
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    expect(destinationOf(await esme.pdu(session, "deliver_sm"))).toEqual(code);
  });

  it("keep the kind of another account's address apart", async () => {
    const second = { integrationUser: "aaaaaaaa", smppPassword: "smpp9500" };
    const [emulator, esme, session] = await begin("international", { "mensagem/second": { details: second } });
    await submit(esme, session, [0, 0, "28149"], international);
    await emulator.clock.advance(60_000);
    await esme.pdu(session, "deliver_sm");
    const other = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
    const credentials = { system_id: "aaaaaaaa", password: "smpp9500", interface_version: 0x34 };
    expect(statusOf(await esme.request(other, "bind_receiver", credentials))).toBe("ESME_ROK");
    await emulator.sendInbound({ from: "21999990002", text: "Oi", provider: "mensagem", account: "mensagem/second" });
    expect(destinationOf(await esme.pdu(other, "deliver_sm"))).toEqual(code);
  });

  it("of an HTTP message whose reports go over SMPP, too", async () => {
    const emulator = await emulate({}, { providers: { mensagem: { reports: "smpp" } }, smpp: timersOff });
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const fields = { u: integration, n: "11999990001", m: "Oi" };
    expect(await legacy(emulator, "send", fields)).toMatch(/^1;/);
    await emulator.clock.advance(60_000);
    const receipt = await esme.pdu(session, "deliver_sm");
    expect([sourceOf(receipt), destinationOf(receipt)]).toEqual([international, code]);
  });
});
