// node-soap through the served WSDL, in 1.1 and 1.2, and the form POST of the help page.

import { createClientAsync } from "soap";
import { afterEach, describe, expect, it } from "vitest";
import { start, user } from "../../support/mensagem/client.ts";
import { undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const mensagem = "Olá, ação & <b> € 10";

describe("/wbsapi.asmx", () => {
  it.each([
    { version: "1.1", options: {}, channel: "soap11" },
    { version: "1.2", options: { forceSoap12Headers: true }, channel: "soap12" },
  ])("node-soap, SOAP $version: sends, asks and cancels", async ({ options, channel }) => {
    const emulator = await start();
    const client = await createClientAsync(`${emulator.urls.http}/wbsapi.asmx?wsdl`, options);
    const request = async (method: string, fields: object): Promise<string> => {
      const [answer] = await client[`${method}Async`]({ Identificacao: user, ...fields });
      return answer[`${method}Result`];
    };
    const sent = await request("sendUnique", {
      Telefone: "11999990001",
      Mensagem: mensagem,
      Agenda: "2026-03-03T10:00:00",
      TipoMensagem: 0,
      CentroCustos: 622,
      IdExterno: "4294967295",
    });
    expect(sent).toMatch(/^1;[0-9a-f]{32}$/);
    expect((await emulator.messages()).at(-1)).toMatchObject({
      channel,
      text: mensagem,
      clientId: "4294967295",
      status: "scheduled",
    });
    const hash = sent.slice(2);
    expect(await request("status", { Hash: hash })).toBe(`${hash};0;AGUARDANDO`);
    expect(await request("cancel", { Hash: hash })).toMatch(
      new RegExp(`^${hash};9;CANCELADO;4294967295;11999990001;2026-03-02 `),
    );
    const lines = (
      await request("sendMultiple", {
        Conteudo: "11999990002|MSG 1;11999990002|MSG 2|435;11999990002|MSG 3|436|2015-07-12 00:00:00|1|622",
      })
    ).split(/\r?\n/);
    expect(lines.map((line) => line.slice(0, 2))).toEqual(["1;", "1;", "1;"]);
    const inbox = { DataInicial: "0001-01-01T00:00:00", DataFinal: "0001-01-01T00:00:00", Reexibir: 0 };
    expect(await request("inBox", inbox)).toBe("1");
    const replied = (await emulator.messages()).at(-2);
    await emulator.sendInbound({ from: "11999990002", text: "SIM;OK", answers: replied?.id ?? "" });
    expect(await request("inBox", inbox)).toBe(`1;${replied?.id};2026-03-02 09:00:00.000;11999990002;SIM OK;435;`);
    expect(await request("inBox", inbox)).toBe("1");
  });

  it("has the help pages and the form POST that the document shows, and no HTTP GET", async () => {
    const emulator = await start();
    const at = `${emulator.urls.http}/wbsapi.asmx`;
    const list = await (await fetch(at)).text();
    for (const method of ["cancel", "inBox", "sendMultiple", "sendUnique", "status"])
      expect(list).toContain(`?op=${method}`);
    expect(list).not.toContain("tempuri.org/ as its default namespace");
    const page = await (await fetch(`${at}?op=sendUnique`)).text();
    for (const name of [
      "Identificacao",
      "Telefone",
      "Mensagem",
      "Agenda",
      "TipoMensagem",
      "CentroCustos",
      "IdExterno",
    ]) {
      expect(page).toContain(`>${name}:<`);
    }
    const form = await fetch(`${at}/status`, {
      method: "POST",
      body: new URLSearchParams({ Identificacao: user, Hash: "ab" }),
    });
    expect(await form.text()).toContain(">ab;5;INVALIDO</string>");
    expect((await fetch(`${at}/status?Identificacao=${user}&Hash=ab`)).status).toBe(500);
  });
});
