// The same ledger behind every listener: receipts in their order to the answer, both ways of reporting, and messages of one door
// asked for and cancelled through another.

import { afterEach, describe, expect, it } from "vitest";
import { pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { startCatcher } from "../../../support/catcher.ts";
import { user as integration, sms as legacy, md5, wbsapi } from "../../../support/mensagem/client.ts";
import { emulate, later, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import {
  bind,
  idOf,
  rawBound,
  readHeader,
  receiptedOf,
  sms,
  startEsme,
  statusOf,
  submitOctets,
} from "./support/smsc.ts";

afterEach(undoAll);
const submitSmResp = 0x80000004;
const deliverSm = 0x05;
const acknowledged = (sequence: number): Buffer => pdu(`80000005 00000000 ${word(sequence)} 00`);
const tomorrow = "000001000000000R";

describe("a receipt and the answer to its submission", () => {
  const scenarioWith = (then: object[]): object => ({ scenario: "race", rules: [{ rule: "race", when: {}, then }] });
  const atOnce = { life: { sent: "0s", delivered: "0s" } };

  it("never comes before the answer (D4), however long a scenario delays that one", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await emulator.scenario.put(untyped(scenarioWith([{ delay: "80ms" }, atOnce])));
    client.send(submitOctets(1), submitOctets(2), submitOctets(3));
    const answered = new Set<string>();
    for (let receipts = 0; receipts < 3; ) {
      const { command, body, sequence } = readHeader(await client.readPdu());
      if (command === submitSmResp) {
        answered.add(body.subarray(0, -1).toString());
        continue;
      }
      expect(command).toBe(deliverSm);
      expect(answered).toContain(/id:([0-9a-f]{32}) /.exec(body.toString("latin1"))?.[1]);
      client.send(acknowledged(sequence));
      receipts++;
    }
    expect(answered.size).toBe(3);
  });

  it("overtakes it when a scenario says so", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await emulator.scenario.put(
      untyped(scenarioWith([{ delay: "80ms" }, atOnce, { callbacks: { "before-answer": true } }])),
    );
    client.send(submitOctets(1));
    const receipt = readHeader(await client.readPdu());
    expect(receipt.command).toBe(deliverSm);
    client.send(acknowledged(receipt.sequence));
    const answer = readHeader(await client.readPdu());
    expect(answer).toMatchObject({ command: submitSmResp, status: 0, sequence: 1 });
    expect(receipt.body.toString("latin1")).toContain(`id:${answer.body.subarray(0, -1)} `);
  });
});

describe("reading `reports`", () => {
  it.each([
    { reports: "both", http: true, smpp: true },
    { reports: "http", http: true, smpp: false },
    { reports: "smpp", http: false, smpp: true },
    { reports: "channel", http: false, smpp: true },
  ])("$reports: HTTP $http, SMPP $smpp", async ({ reports, http, smpp }) => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const main = { callbacks: { dlr: `${catcher.url}/dlr` } };
    const emulator = await emulate({ "mensagem/main": main }, { providers: { mensagem: { reports } } });
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const id = idOf(await esme.request(session, "submit_sm", sms));
    await emulator.clock.advance(60_000);
    if (smpp) expect(receiptedOf(await esme.pdu(session, "deliver_sm"))).toBe(id);
    expect(catcher.caught.some(({ query }) => query.get("md5") === id)).toBe(http);
    const ways = new Set((await emulator.callbacks()).map(({ by }) => by));
    expect([ways.has("http"), ways.has("smpp")]).toEqual([http, smpp]);
  });
});

describe("one ledger", () => {
  it("query_sm knows what /sms/send and wbsapi sendUnique have sent, and what became of it", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const unique = {
      Identificacao: integration,
      Telefone: "11999990002",
      Mensagem: "Oi",
      Agenda: "0001-01-01T00:00:00",
    };
    const more = { TipoMensagem: "0", CentroCustos: "0", IdExterno: "7" };
    const ids = [await sendMensagem(emulator), md5(await wbsapi(emulator, "sendUnique", { ...unique, ...more }))];
    for (const message_id of ids) {
      const answered = await esme.request(session, "query_sm", { message_id });
      expect(answered).toMatchObject({ command_status: 0, message_id, message_state: 1, final_date: "" });
    }
    await emulator.clock.advance(60_000);
    for (const message_id of ids) {
      const answered = await esme.request(session, "query_sm", { message_id });
      expect(answered).toMatchObject({ command_status: 0, message_id, message_state: 2 });
      expect(answered["final_date"]).not.toBe("");
    }
  });

  it("wbsapi status and STAT know what submit_sm has sent; CACL cancels it, with a receipt", async () => {
    const emulator = await emulate({}, { providers: { mensagem: { legacyQueries: true } } });
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const id = idOf(await esme.request(session, "submit_sm", { ...sms, schedule_delivery_time: tomorrow }));
    const status = (): Promise<string> => wbsapi(emulator, "status", { Identificacao: integration, Hash: id });
    const stat = (): Promise<string> => legacy(emulator, "stat", { u: integration, h: id });
    expect(await status()).toBe(`${id};0;AGUARDANDO`);
    expect(await stat()).toBe("2026-03-02 09:00:00.000;AGUARDANDO ENVIO");
    expect(await legacy(emulator, "cacl", { u: integration, h: id })).toMatch(new RegExp(`^${id};9;CANCELADO`));
    expect(receiptedOf(await esme.pdu(session, "deliver_sm"))).toBe(id);
    expect(await status()).toMatch(new RegExp(`^${id};9;`));
    expect(await stat()).toMatch(/;CANCELADO$/);
    expect(await esme.request(session, "query_sm", { message_id: id })).toMatchObject({ message_state: 4 });
    expect(statusOf(await esme.request(session, "cancel_sm", { message_id: id, ...sms }))).toBe("ESME_RCANCELFAIL");
  });
});
