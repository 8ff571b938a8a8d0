// Dialect options of Mensagem: the form binding of the web service, numbers in callbacks, ids, and what is out of date.

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { emulate, later, sendMensagem, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

type Fields = Readonly<Record<string, string | undefined>>;
type MensagemOptions = Readonly<Record<string, string | boolean>>;

const started = (options: MensagemOptions = {}) => emulate({}, { providers: { mensagem: options } });

async function post(
  urls: { readonly http: string },
  method: string,
  fields: Fields,
): Promise<{ status: number; text: string }> {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  const answer = await fetch(`${urls.http}/wbsapi.asmx/${method}`, {
    method: "POST",
    body: new URLSearchParams(given),
  });
  const text = await answer.text();
  return { status: answer.status, text: />([^<]*)<\/string>/.exec(text)?.[1] ?? text };
}

const unique = {
  Identificacao: "126b114c",
  Telefone: "11999990001",
  Mensagem: "Oi",
  Agenda: "",
  TipoMensagem: "",
  CentroCustos: "",
  IdExterno: "",
};
const box = { Identificacao: "126b114c", DataInicial: "", DataFinal: "", Reexibir: "" };
const sent = /^1;[0-9a-f]{32}$/;

describe("optional parameters over the form binding", () => {
  it.each<[string, Fields, number, RegExp]>([
    ["sendUnique", {}, 200, sent],
    [
      "sendUnique",
      { Agenda: undefined, TipoMensagem: undefined, CentroCustos: undefined, IdExterno: undefined },
      200,
      sent,
    ],
    ["sendUnique", { Agenda: undefined }, 200, sent],
    ["sendUnique", { TipoMensagem: undefined }, 200, sent],
    ["sendUnique", { CentroCustos: undefined }, 200, sent],
    ["sendUnique", { IdExterno: undefined }, 200, sent],
    ["sendUnique", { Agenda: "  ", IdExterno: " " }, 200, sent],
    ["sendUnique", { TipoMensagem: "2", Agenda: "2026-03-02 12:00:00", IdExterno: "7" }, 200, sent],
    ["sendUnique", { TipoMensagem: "x" }, 500, /Cannot convert x to System.Int32/],
    ["sendUnique", { Agenda: "amanhã" }, 500, /Cannot convert amanh.* to System.DateTime/],
    ["sendUnique", { IdExterno: "-1" }, 500, /Cannot convert -1 to System.UInt64/],
    ["sendUnique", { Telefone: undefined }, 500, /Missing parameter: Telefone/],
    ["sendUnique", { Telefone: "" }, 500, /Cannot convert {2}to System.Int64/],
    ["sendUnique", { Mensagem: undefined }, 500, /Missing parameter: Mensagem/],
    ["sendUnique", { Mensagem: "" }, 200, /^95;/],
    ["sendUnique", { Identificacao: undefined }, 500, /Missing parameter: Identificacao/],
    ["inBox", {}, 200, /^1$/],
    ["inBox", { DataInicial: undefined, DataFinal: undefined, Reexibir: undefined }, 200, /^1$/],
    ["inBox", { DataInicial: "2026-03-01" }, 200, /^1$/],
    ["inBox", { Reexibir: "sim" }, 500, /Cannot convert sim to System.Int32/],
    ["inbox", { Reexibir: undefined }, 200, /^1$/],
  ])("%s %o is %i", async (method, change, status, text) => {
    const { urls } = await started();
    const answer = await post(urls, method, { ...(method === "sendUnique" ? unique : box), ...change });
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(text)]);
  });

  it("are refused with aspnet, and are strings with wbsapiTypes: text", async () => {
    const { urls } = await started({ wbsapiForm: "aspnet" });
    expect(await post(urls, "sendUnique", unique)).toMatchObject({
      status: 500,
      text: expect.stringContaining("Cannot convert"),
    });
    expect(await post(urls, "inBox", { ...box, Reexibir: undefined })).toMatchObject({
      status: 500,
      text: expect.stringContaining("Cannot convert"),
    });
    await undoAll();
    const text = await started({ wbsapiTypes: "text" });
    expect(await post(text.urls, "sendUnique", { ...unique, Agenda: undefined })).toMatchObject({ status: 200 });
  });
});

it.each([
  ["answer", /^1$/],
  ["out-of-date", /^OUT-OF-DATE$/],
])("status and inBox with wbsapiQueries: %s", async (wbsapiQueries, inBox) => {
  const { urls } = await started({ wbsapiQueries });
  const hash = (await post(urls, "sendUnique", unique)).text.slice(2);
  const status = await post(urls, "status", { Identificacao: "126b114c", Hash: hash });
  expect(status.text).toMatch(wbsapiQueries === "answer" ? new RegExp(`^${hash};3;`) : inBox);
  expect((await post(urls, "inBox", box)).text).toMatch(inBox);
});

describe("IdExterno 0", () => {
  it.each([
    ["none", undefined],
    ["id", "0"],
  ])("is as idExternoZero: %s says", async (idExternoZero, clientId) => {
    const emulator = await started({ idExternoZero });
    await post(emulator.urls, "sendUnique", { ...unique, IdExterno: "0" });
    await post(emulator.urls, "sendMultiple", { Identificacao: "126b114c", Conteudo: "11999990001|Oi|0" });
    await post(emulator.urls, "sendMultiple", { Identificacao: "126b114c", Conteudo: "11999990001|Oi|7" });
    const ids = (await emulator.messages()).map(({ clientId }) => clientId);
    expect(ids.toSorted()).toEqual([clientId, clientId, "7"].toSorted());
  });
});

describe("the document's misprint MSG 2/435", () => {
  const conteudo = "11999990002|MSG 1;11999990002|MSG 2/435;11999990002|MSG 3/436|2026-07-12 00:00:00|1|2";
  it("is text by default, so that the third record is wrong", async () => {
    const emulator = await started();
    const { text } = await post(emulator.urls, "sendMultiple", { Identificacao: "126b114c", Conteudo: conteudo });
    expect(text.split(/\r?\n/).map((line) => line.slice(0, 2))).toEqual(["1;", "1;", "95"]);
    expect((await emulator.messages()).map(({ text }) => text).toSorted()).toEqual(["MSG 1", "MSG 2/435"]);
  });

  it("is the pipe with conteudoSlash: pipe", async () => {
    const emulator = await emulate(
      { "mensagem/main": { details: { integrationUser: "126b114c", costCentres: [{ id: 2, name: "DOIS" }] } } },
      { providers: { mensagem: { conteudoSlash: "pipe" } } },
    );
    const { text } = await post(emulator.urls, "sendMultiple", { Identificacao: "126b114c", Conteudo: conteudo });
    expect(text.split(/\r?\n/).map((line) => line.slice(0, 2))).toEqual(["1;", "1;", "1;"]);
    const all = (await emulator.messages()).map(({ text, clientId, kind }) => [text, clientId, kind]);
    expect(all.toSorted()).toEqual([
      ["MSG 1", undefined, "long"],
      ["MSG 2", "435", "long"],
      ["MSG 3", "436", "flash"],
    ]);
  });
});

describe("id of SEND", () => {
  it.each([
    ["any", "pedido-7", "1;"],
    ["any", "a b", "1;"],
    ["alphanumeric", "pedido7", "1;"],
    ["alphanumeric", "", "1;"],
    ["alphanumeric", "pedido-7", "95"],
    ["alphanumeric", "é", "95"],
    ["alphanumeric", "a b", "95"],
  ])("with sendId: %s, %j is %s", async (sendId, id, code) => {
    const { urls } = await started({ sendId });
    const query = new URLSearchParams({ u: "126b114c", n: "11999990001", m: "Oi", id });
    expect((await (await fetch(`${urls.mensagem}/sms/send?${query}`)).text()).slice(0, 2)).toBe(code);
  });
});

describe("msisdn of callbacks", () => {
  it.each([
    ["normal", "11999990001"],
    ["as-sent", "+55 (11) 99999-0001"],
  ])("is as msisdnForm: %s says", async (msisdnForm, msisdn) => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
    const emulator = await emulate({ "mensagem/main": { callbacks } }, { providers: { mensagem: { msisdnForm } } });
    await sendMensagem(emulator, { n: "+55 (11) 99999-0001", z: "1" });
    await emulator.clock.advance(60_000);
    await emulator.sendInbound({ from: "11999990001", text: "SIM", provider: "mensagem" });
    await emulator.clock.advance(0);
    expect(catcher.caught.map(({ query }) => query.get("msisdn"))).toEqual([msisdn, msisdn, msisdn]);
  });
});
