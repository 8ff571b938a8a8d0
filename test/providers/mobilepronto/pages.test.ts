// The pages and services that public clients of MobilePronto call: enviasms.aspx and its family, SOAP v_3_00.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { call, goodSimple, goodSms, start } from "../../support/mobilepronto/client.ts";

let emulator: Emulator;
afterEach(() => emulator.stop());

const credencial = goodSimple["Credencial"] ?? "";
const fields = {
  CREDENCIAL: credencial,
  PRINCIPAL_USER: "12345678000195",
  AUX_USER: "TESTE",
  MOBILE: "5511999990001",
  SEND_PROJECT: "N",
  MESSAGE: "Olá",
};
const get = async (path: string, query: Readonly<Record<string, string>>): Promise<string> =>
  (await fetch(`${emulator.urls.http}${path}?${new URLSearchParams(query)}`)).text();

describe("enviasms.aspx", () => {
  it.each([
    ["/v_2_00/smspush/enviasms.aspx", {}, "000"],
    ["/V_2_00/SMSPUSH/EnviaSMS.ASPX", {}, "000"],
    ["/v_3_00/sms/smspush/enviasms.aspx", { TOKEN: "TK0001" }, "000"],
    ["/sms/v_3_00/smspush/enviasms.aspx", { TOKEN: "TK0001" }, "000"],
    ["/sms/v_3_00/smspush/enviasms.aspx", {}, "X01"],
    ["/sms/v_3_00/smspush/enviasms.aspx", { TOKEN: "x" }, "019"],
    ["/v_2_00/smspush/enviasms.aspx", { TOKEN: "TK0001" }, "X02"],
    ["/v_2_00/smspush/enviasms.aspx", { SEND_PROJECT: "SIM" }, "000"],
    ["/v_2_00/smspush/enviasms.aspx", { SEND_PROJECT: "yes" }, "000"],
    ["/v_2_00/smspush/enviasms.aspx", { SEND_PROJECT: "NÃO" }, "000"],
    ["/v_2_00/smspush/enviasms.aspx", { SEND_PROJECT: "no" }, "000"],
    ["/v_2_00/smspush/enviasms.aspx", { SEND_PROJECT: "1" }, "007"],
    ["/v_2_00/smspush/enviasms.aspx", { CREDENCIAL: "DEMO0000000000000020" }, "000"],
    ["/v_2_00/smspush/enviasms.aspx", { CREDENCIAL: "x" }, "001"],
    ["/v_2_00/smspush/enviasms.aspx", { MESSAGE: "" }, "013"],
    ["/v_2_00/smspush/enviasms.aspx", { MESSAGE: "x".repeat(161) }, "008"],
    ["/v_2_00/smspush/enviasms.aspx", { MOBILE: "+55(11)900000009" }, "009"],
    ["/v_2_00/smspush/enviasms.aspx", { Remetente: "x" }, "X02"],
    ["/v_2_00/smspush/enviasms.aspx", { MESSAGE: "x".repeat(157), SEND_PROJECT: "S" }, "008"],
    ["/v_2_00/smspush/enviasms.aspx", { MESSAGE: "x".repeat(156), SEND_PROJECT: "S" }, "000"],
  ])("%s %o is %s", async (path, change, code) => {
    emulator = await start();
    expect(await get(path, { ...fields, ...change })).toBe(code);
    const [request] = await emulator.requests();
    expect(request).toMatchObject({ operation: "enviasms", channel: "get", code });
    const { text } = (await emulator.request(request?.seq ?? 0)).request;
    expect(text).toMatch(/^GET \/\w+.*enviasms\.aspx\?CREDENCIAL=\*+&/i);
  });

  it("answers the bare code as HTML, takes a form and names in any case", async () => {
    emulator = await start();
    const lower = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
    const answer = await fetch(`${emulator.urls.http}/v_2_00/smspush/enviasms.aspx`, {
      method: "POST",
      body: new URLSearchParams({ ...lower, send_project: "s" }),
    });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from("000"));
    expect(await emulator.messages()).toMatchObject([{ text: "MPG:Olá", operation: "enviasms", channel: "form" }]);
  });

  it("plays scenarios, and is left out with siblings: false", async () => {
    emulator = await start();
    await emulator.scenario.put(
      "scenario: s\nrules:\n  - when: { operation: enviasms }\n    then: [{ answer: '022' }]\n",
    );
    expect(await get("/v_2_00/smspush/enviasms.aspx", fields)).toBe("022");
    await emulator.stop();
    emulator = await start({}, { siblings: false });
    for (const path of ["/v_2_00/smspush/enviasms.aspx", "/sms/v_3_00/service.asmx"])
      expect((await fetch(emulator.urls.http + path)).status).toBe(404);
  });
});

it("smsfollow.aspx gives an id that status.aspx knows, with the Credencial and alone", async () => {
  emulator = await start();
  const answer = await get("/v_2_00/smsfollow/smsfollow.aspx", fields);
  expect(answer).toMatch(/^000:MPG\d{12}-\d{8}$/);
  const id = answer.slice(4);
  const status = (query: Readonly<Record<string, string>>) => get("/v_2_00/smsstatus/status.aspx", query);
  expect(await status({ ID: id })).toBe("024");
  await emulator.clock.advance(10_000);
  expect(await status({ ID: id })).toBe("200");
  expect(await status({ id, credencial })).toBe("200");
  expect(await status({ ID: "MPG000000000000" })).toBe("023");
  expect(await status({ ID: id, CREDENCIAL: "x" })).toBe("001");
  expect(await status({})).toBe("X01");
});

it("smsfollow.aspx of another sandbox gives an id that status.aspx knows alone", async () => {
  emulator = await start();
  const sandbox = await emulator.sandbox("shop");
  const account = (await sandbox.accounts.list()).find(({ provider }) => provider === "mobilepronto");
  const theirs = String(account?.details["credencial40"]);
  const answer = await get("/v_2_00/smsfollow/smsfollow.aspx", { ...fields, CREDENCIAL: theirs });
  const id = answer.slice(4);
  expect(await get("/v_2_00/smsstatus/status.aspx", { ID: id })).toBe("024");
  await sandbox.clock.advance(10_000);
  expect(await get("/v_2_00/smsstatus/status.aspx", { ID: id })).toBe("200");
  expect((await sandbox.requests()).map(({ operation }) => operation)).toEqual(["smsfollow", "smsstatus", "smsstatus"]);
});

describe("verbs", () => {
  const allow = "GET, HEAD, OPTIONS, TRACE";
  it("are those that IIS gives to a page: a HEAD sends, others do not", async () => {
    emulator = await start();
    const paths = [
      "/v_2_00/smspush/enviasms.aspx",
      "/v_2_00/smsfollow/smsfollow.aspx",
      "/v_2_00/smsstatus/status.aspx",
    ];
    for (const path of paths) {
      const answers: unknown[] = [];
      for (const method of ["OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"]) {
        const { status, headers } = await fetch(`${emulator.urls.http}${path}?${new URLSearchParams(fields)}`, {
          method,
        });
        answers.push([method, status, headers.get("allow")]);
      }
      expect(answers).toEqual([
        ["OPTIONS", 200, "OPTIONS, TRACE, GET, HEAD, POST"],
        ["PUT", 405, allow],
        ["DELETE", 405, allow],
        ["PATCH", 405, allow],
        ["PROPFIND", 405, allow],
      ]);
    }
    expect(await emulator.messages()).toEqual([]);
    const request = (await emulator.requests()).at(-1);
    expect(request).toMatchObject({ operation: "smsstatus", code: "405" });
    const { text } = (await emulator.request(request?.seq ?? 0)).request;
    expect(text).toMatch(/CREDENCIAL=\*+&/i);
    const head = await fetch(`${emulator.urls.http}${paths[0]}?${new URLSearchParams(fields)}`, { method: "HEAD" });
    expect([head.status, await head.text(), (await emulator.messages()).length]).toEqual([200, "", 1]);
  });
});

it("credits.aspx and query01.aspx answer the balance and the rows", async () => {
  emulator = await start();
  expect(await get("/v_2_00/smscredits/credits.aspx", { CREDENCIAL: credencial })).toBe("1000.00");
  await get("/v_2_00/smspush/enviasms.aspx", fields);
  expect(await get("/v_2_00/smscredits/credits.aspx", { CREDENCIAL: credencial })).toBe("999.00");
  const rows = await get("/sms/v_3_00/query01/query01.aspx", { CREDENCIAL: credencial, TOKEN: "TK0001" });
  expect(rows).toContain("<Message>Olá</Message>");
});

describe.each(["/sms/v_3_00/service.asmx", "/v_3_00/sms/service.asmx"])("%s", (path) => {
  const good = { ...goodSms, Credencial: credencial, Token: "TK0001" };
  it("sends, sends long texts and tells the balance, in SOAP 1.1 and 1.2", async () => {
    emulator = await start();
    expect((await call(emulator, path, "MPG_Send_SMS", good)).result).toBe("000");
    expect((await call(emulator, path, "MPG_Send_SMS", { ...good, Token: "" }, 12)).result).toBe("019");
    const long = { ...good, Message: "x".repeat(300) };
    expect((await call(emulator, path, "MPG_Send_SMS", long)).result).toBe("008");
    expect((await call(emulator, path, "MPG_Send_Long_SMS", long, 12)).result).toBe("000:000:");
    const balance = await call(emulator, path, "MPG_Credits", {
      Credencial: credencial,
      Token: "TK0001",
      v_st_Status: "",
    });
    expect([balance.result, balance.elements["v_st_Status"]]).toEqual(["997.00", "000"]);
    expect((await emulator.requests()).map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(["MPG_Send_SMS_v_3_00", "MPG_Send_Long_SMS", "MPG_Credits"]),
    );
  });

  it("describes itself", async () => {
    emulator = await start();
    const wsdl = await (await fetch(`${emulator.urls.http}${path}?wsdl`)).text();
    expect(wsdl).toContain(`targetNamespace="${path.startsWith("/sms") ? "PWGateway" : "MobileProntoMPGateway"}"`);
    expect(wsdl.match(/<wsdl:operation name="MPG_\w+"/g)?.length).toBe(9);
    expect(wsdl).toContain('name="MPG_Send_SMS"');
  });
});
