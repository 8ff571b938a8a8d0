// Sends an SMS the whole way through each listener, through real sockets.

import supertest from "supertest";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { connect } from "../support/esme.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

const options = {
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  clock: "manual",
  logLevel: "silent",
} as const;
let emulator: Emulator;
afterEach(() => emulator.stop());
afterEach(undoAll);

describe("the roads", () => {
  it("Mensagem: send answers 1;<md5> on both HTTP ports, in any case", async () => {
    emulator = await startEmulator(options);
    const query = "u=126b114c&n=11999990001&m=Um%20primeiro%20envio";
    const item = await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
    const two = await (await fetch(`${emulator.urls.http}/SMS/SEND?${query.replace("u=", "U=")}`)).text();
    expect(item).toMatch(/^1;[0-9a-f]{32}$/);
    expect(two).toMatch(/^1;[0-9a-f]{32}$/);
    expect(item).not.toBe(two);
    expect(await (await fetch(`${emulator.urls.mensagem}/sms/send?u=nobody&n=1&m=`)).text()).toBe(
      "93;USUARIO/CLIENTE INVALIDO OU DESABILITADO",
    );
    expect((await emulator.messages()).map((message) => message.text)).toEqual([
      "Um primeiro envio",
      "Um primeiro envio",
    ]);
  });

  it("Sophia: unitario answers in the document's keys and dlr follows the clock", async () => {
    emulator = await startEmulator(options);
    const client = supertest(emulator.urls.http);
    const sms = { token: "DEMO-SOPHIA-TOKEN", destino: "11999999999", msg: "Olá", id: "1234" };
    const answer = await client
      .get("/api/unitario.php")
      .query(sms)
      .expect(200)
      .expect("Content-Type", "application/json");
    expect(answer.text).toBe(
      '{"envio":[{"destino":"11999999999","status":200,"mesageID":"1234","data":"2026-03-02 09:00:00","detailDescription":"OK"}]}',
    );
    await emulator.clock.advance(10_000);
    const dlr = await client.get("/api/dlr.php").query({ token: sms.token, id: sms.id });
    expect(dlr.text).toBe(
      '{"dlr":[{"data":"2026-03-02 09:00:00","enviado":"2026-03-02 09:00:01","entregue":"2026-03-02 09:00:03",' +
        '"status":"2","numero":"11999999999","mensagem":"Ol\\u00e1","id":"1234"}]}',
    );
  });

  it("SMPP: a submission is answered with the protocol id, its receipt and a reply come back", async () => {
    emulator = await startEmulator(options);
    const esme = await connect(emulator.urls.smpp);
    expect(
      (await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" })).command_status,
    ).toBe(0);
    const submit = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };
    const { message_id } = await esme.request("submit_sm", submit);
    expect(message_id).toBe((await emulator.messages())[0]?.id);
    await emulator.clock.advance(10_000);
    await emulator.sendInbound({ from: "11999990001", text: "Olá", provider: "mensagem" });
    await emulator.clock.advance(0);
    expect(esme.received.map((pdu) => [pdu.command, pdu.receipted_message_id, pdu.message_state])).toEqual([
      ["deliver_sm", message_id, 2],
      ["deliver_sm", undefined, undefined],
    ]);
    expect(esme.received.map((pdu) => pdu.short_message?.message)).toEqual([
      `id:${message_id} sub:001 dlvrd:001 submit date:2603020900 done date:2603020900 stat:DELIVRD err:000 text:Oi`,
      "Olá",
    ]);
    expect((await esme.request("unbind", {})).command_status).toBe(0);
    esme.close();
  });

  it("test numbers answer their code, and are no numbers at all when they are switched off", async () => {
    const send = async (on: Emulator): Promise<string> =>
      (await fetch(`${on.urls.mensagem}/sms/send?u=126b114c&n=11900000097&m=Oi`)).text();
    const off = await startEmulator({ ...options, testNumbers: "off" });
    emulator = await startEmulator(options);
    expect([await send(emulator), await send(off)]).toEqual([
      "97;CREDITOS INSUFICIENTES",
      "92;PREFIXO INVALIDO PARA O DDD INFORMADO",
    ]);
    await off.stop();
  });

  it("an accounts file makes sandboxes, told apart by their credentials", async () => {
    emulator = await emulate({}, {}, { "ci-1": { "sophia/main": { credits: 1, details: { token: "CI-1" } } } });
    const client = supertest(emulator.urls.http);
    const send = async (token: string): Promise<string> =>
      (await client.get("/api/unitario.php").query({ token, destino: "11999999999", msg: token })).text;
    for (const token of ["CI-1", "DEMO-SOPHIA-TOKEN"]) expect(await send(token)).toContain('"status":200');
    expect(await send("CI-1")).toContain("SALDO INSUFICIENTE");
    expect((await (await emulator.sandbox("ci-1")).messages()).map(({ text }) => text)).toEqual(["CI-1"]);
    expect((await emulator.messages()).map(({ text }) => text)).toEqual(["DEMO-SOPHIA-TOKEN"]);
  });

  it("a path without a door says which there are", async () => {
    emulator = await startEmulator(options);
    const answer = await fetch(`${emulator.urls.mensagem}/api/unitario.php`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("/sms/send")]);
  });
});
