// The HTTP GET and POST bindings (asmx.md section 7) beyond the recorded exchanges.

import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import type { AsmxReturn } from "../../../src/protocols/asmx/service.ts";
import { mpgateway, variants, wbsapi } from "../../support/asmx/echo-services.ts";
import { call, type Seen, service } from "../../support/asmx/soap-call.ts";

const ON = { httpGet: true, httpPost: true };
const FORM = "application/x-www-form-urlencoded";
const mpg = service({}, { ...mpgateway, ...ON });

const post = (
  body: string | Buffer,
  type: string | null = FORM,
  target = "/Service.asmx/MPG_Send_SMS",
): Promise<Seen> => call(mpg, { target, body, headers: type === null ? {} : { "Content-Type": type } });
const rest = "&Principal_User=&Aux_User=&Mobile=&Send_Project=&Message=";

test("GET takes the query, POST the form", async () => {
  const get = await call(mpg, {
    method: "GET",
    target: `/Service.asmx/MPG_Send_SMS?Credencial=ECHO${rest}Ol%C3%A1+%u20AC%2`,
  });
  expect(get).toMatchObject({ status: 200, type: "text/xml; charset=utf-8", cache: "private, max-age=0" });
  expect(get.body).toBe(
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<string xmlns=\"http://www.mpgateway.com/\">Credencial='ECHO';Principal_User='';Aux_User='';Mobile='';Send_Project='';Message='Olá €%2'</string>",
  );
  expect(get.result).toMatchObject({ channel: "get", operation: "MPG_Send_SMS", call: expect.anything() });
  const form = await post(`Credencial=ECHO${rest}m`);
  expect(form.result).toMatchObject({ channel: "form", operation: "MPG_Send_SMS", call: expect.anything() });
});

test.each([
  ["an empty value is there", "Credencial=", "Missing parameter: Principal_User."],
  ["the first missing one", "", "Missing parameter: Credencial."],
  ["a value without a name", "Credencial", "Missing parameter: Credencial."],
])("%s", async (_name, body, message) => {
  const seen = await post(body);
  expect(seen).toMatchObject({
    status: 500,
    type: "text/plain; charset=utf-8",
    cache: "private",
    body: `${message}\r\n`,
  });
  expect(seen.result).toMatchObject({ operation: "MPG_Send_SMS", call: null });
});

test.each([
  [null, "Request format is invalid: ."],
  ["text/plain", "Request format is invalid: text/plain."],
  ["application/json; x=<a>", "Request format is invalid: application/json; x=&lt;a&gt;."],
])("content type %s", async (type, message) => {
  expect((await post("Credencial=x", type)).body).toBe(`${message}\r\n`);
});

test.each([
  ["/Service.asmx/Nope", "Nope Web Service method name is not valid."],
  ["/Service.asmx/MPG_Send_SMS/", "MPG_Send_SMS/ Web Service method name is not valid."],
  ["/Service.asmx/%3Cb%3E", "&lt;b&gt; Web Service method name is not valid."],
  [
    "/Service.asmx/mpg_send_sms",
    "Invalid method name &#39;mpg_send_sms&#39;,  method names are case sensitive.   The method name &#39;MPG_Send_SMS&#39; with the same name but different casing was found.\r\nParameter name: methodName",
  ],
])("%s", async (target, message) => {
  expect((await post("", FORM, target)).body).toBe(`${message}\r\n`);
});

test("an alias is a name like any other", async () => {
  const asmx = service({}, { ...wbsapi, ...ON, aliases: { inbox: "inBox" } });
  const body = "Identificacao=u&DataInicial=2015-07-12+00:00:00&DataFinal=12/07/2015&Reexibir=1";
  const seen = await call(asmx, { target: "/wbsapi.asmx/inbox", body, headers: { "Content-Type": FORM } });
  expect(seen.body).toContain("DataInicial=2015-07-12T00:00:00.0000000/Unspecified;DataFinal=2015-12-07T");
  expect(seen.result.operation).toBe("inBox");
});

test("a value that does not convert, with its chain; details when customErrors is Off", async () => {
  const body = "Identificacao=u&Telefone=1&Mensagem=m&Agenda=x&TipoMensagem=0&CentroCustos=0&IdExterno=-1";
  const parts = { target: "/wbsapi.asmx/sendUnique", body, headers: { "Content-Type": FORM } };
  const messages = await call(service({}, { ...wbsapi, ...ON }), parts);
  expect(messages.body).toBe(
    "Cannot convert x to System.DateTime.\r\nParameter name: type ---> The string was not recognized as a valid DateTime. There is an unknown word starting at index 0.\r\n",
  );
  const details = await call(service({ customErrors: "Off" }, { ...wbsapi, ...ON }), parts);
  expect(details.body).toMatch(
    /^System\.ArgumentException: Cannot convert x to System\.DateTime\.\r\nParameter name: type ---> System\.FormatException: .*\r\n {3}at /s,
  );
  const range = await call(service({}, { ...wbsapi, ...ON }), {
    ...parts,
    body: body.replace("Agenda=x", "Agenda=2015-07-12"),
  });
  expect(range.body).toContain(
    "Cannot convert -1 to System.UInt64.\r\nParameter name: type ---> Value was either too large or too small for a UInt64.",
  );
});

test("request validation, and how to switch it off", async () => {
  const body = `Credencial=ECHO${rest}${encodeURIComponent("0123456789ab<script>alert(1234567890)")}`;
  const seen = await post(body);
  expect(seen.status).toBe(500);
  expect(seen.body).toBe(
    "A potentially dangerous Request.Form value was detected from the client (Message=&quot;...23456789ab&lt;script&gt;alert(123456...&quot;).\r\n",
  );
  const off = service({ requestValidation: false }, { ...mpgateway, ...ON });
  const open = await call(off, { target: "/Service.asmx/MPG_Send_SMS", body, headers: { "Content-Type": FORM } });
  expect(open.body).toContain("&lt;script&gt;");
  expect((await post(`Credencial=ECHO${rest}1 < 2`)).status).toBe(200);
});

test("the charset of the form", async () => {
  const seen = await post(Buffer.from(`Credencial=ECHO${rest}Ol\xe1 %E1`, "latin1"), `${FORM}; charset=iso-8859-1`);
  expect(seen.body).toContain("Message='Olá á'");
});

test("more than a thousand fields are refused", async () => {
  const seen = await post("a=1&".repeat(1001));
  expect(seen.body).toBe("Operation is not valid due to the current state of the object.\r\n");
});

describe("answers", () => {
  const NS = 'xmlns="http://tempuri.org/"';
  const XSI = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const answer = (operation: string, returned: AsmxReturn): Promise<Seen> =>
    call(
      service({}, { ...variants, ...ON }, () => returned),
      { method: "GET", target: `/v.asmx/${operation}?a=5` },
    );

  test.each<[string, string, AsmxReturn, string]>([
    ["int", "number", { kind: "value", result: 5 }, `<int ${NS}>5</int>`],
    ["null", "list", { kind: "value", result: null }, `<ArrayOfString ${XSI} xsi:nil="true" ${NS} />`],
    [
      "string[]",
      "list",
      { kind: "value", result: ["<x>", "", null] },
      `<ArrayOfString ${XSI} ${NS}>\r\n  <string>&lt;x&gt;</string>\r\n  <string />\r\n  <string xsi:nil="true" />\r\n</ArrayOfString>`,
    ],
    ["empty array", "list", { kind: "value", result: [] }, `<ArrayOfString ${XSI} ${NS} />`],
  ])("%s", async (_name, operation, returned, expected) => {
    const seen = await answer(operation, returned);
    expect(seen.body).toBe(`<?xml version="1.0" encoding="utf-8"?>\r\n${expected}`);
    expect(XMLValidator.validate(seen.body)).toBe(true);
  });

  test("void: no body, no content type", async () => {
    const seen = await answer("nothing", { kind: "value", result: null });
    expect(seen).toMatchObject({ status: 200, body: "", type: undefined, cache: "private, max-age=0" });
  });

  test("raw and fault", async () => {
    expect(await answer("list", { kind: "raw", body: "x", status: 502 })).toMatchObject({ status: 502, body: "x" });
    const fault = await answer("list", { kind: "fault", code: "Client", message: "não" });
    expect(fault).toMatchObject({ status: 500, cache: "private, max-age=0", body: "n&#227;o\r\n" });
    expect(fault.result.call).not.toBeNull();
  });

  test("a method that throws", async () => {
    const method = (): AsmxReturn => {
      throw new Error("boom");
    };
    const seen = await call(service({}, { ...variants, ...ON }, method), {
      method: "GET",
      target: "/v.asmx/nothing?a=",
    });
    expect(seen).toMatchObject({
      status: 500,
      type: "text/plain; charset=utf-8",
      cache: "private, max-age=0",
      body: "boom\r\n",
    });
  });

  test("an operation with nullable parameters is not on the binding", async () => {
    expect((await answer("sendUnique", { kind: "value", result: "" })).body).toBe(
      "sendUnique Web Service method name is not valid.\r\n",
    );
  });
});
