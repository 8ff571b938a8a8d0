// Help pages and what else a GET without path info gets (asmx.md section 8).

import { describe, expect, test } from "vitest";
import type { AsmxService, AsmxSettings } from "../../../src/protocols/asmx/service.ts";
import { mpgateway, variants, wbsapi } from "../../support/asmx/echo-services.ts";
import { call, type Seen, service } from "../../support/asmx/soap-call.ts";

const get = (
  target: string,
  declaration: AsmxService = mpgateway,
  settings: Partial<AsmxSettings> = {},
): Promise<Seen> => call(service(settings, declaration), { method: "GET", target, headers: { Host: "h:8080" } });

describe("the list", () => {
  test("head and links", async () => {
    const seen = await get("/x/Service.asmx", { ...mpgateway, description: "Um <b>serviço</b>" });
    expect(seen).toMatchObject({ status: 200, type: "text/html; charset=utf-8", cache: "private, max-age=0" });
    expect(seen.body.startsWith("\r\n\r\n<html>\r\n")).toBe(true);
    expect(seen.body.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(seen.body).toContain('<link rel="alternate" type="text/xml" href="/x/Service.asmx?disco" />');
    expect(seen.body).toContain("<title>\r\n\tMPGateway Web Service\r\n</title>");
    expect(seen.body.match(/<style/g)).toHaveLength(1);
    expect(seen.body.slice(0, seen.body.indexOf("</style>")).match(/\{/g)).toHaveLength(22);
    expect(seen.body).toContain('<div id="content">');
    expect(seen.body).not.toContain("</div>");
    expect(seen.body).toContain('<p class="heading1">MPGateway</p><br>');
    expect(seen.body).toContain('<p class="intro">Um <b>serviço</b></p>');
    expect(seen.body).toContain(
      'The following operations are supported.  For a formal definition, please review the <a href="Service.asmx?WSDL">Service Description</a>.',
    );
    expect(seen.body).toContain('<a href="Service.asmx?op=MPG_Send_SMS">MPG_Send_SMS</a>');
    expect(seen.body).toContain("<span><br>Envio de SMS Síncrono.</span>");
  });

  test("operations are sorted, capitals first, aliases left out", async () => {
    const operations = [
      ...wbsapi.operations,
      { ...variants.operations[3], name: "Zeta", parameters: [], result: "void" } as const,
    ];
    const seen = await get("/wbsapi.asmx", { ...wbsapi, operations, aliases: { inbox: "inBox" } });
    expect([...seen.body.matchAll(/\?op=(\w+)"/g)].map((match) => match[1])).toEqual([
      "Zeta",
      "cancel",
      "inBox",
      "sendMultiple",
      "sendUnique",
      "status",
    ]);
  });

  test("the section about tempuri.org, and how to leave it out", async () => {
    const callback = "This web service is using http://tempuri.org/ as its default namespace.";
    expect((await get("/wbsapi.asmx", wbsapi)).body).toContain(callback);
    expect((await get("/wbsapi.asmx", { ...wbsapi, tempuriAdvice: false })).body).not.toContain(callback);
    expect((await get("/Service.asmx")).body).not.toContain(callback);
  });

  test.each(["?schema", "?singleWsdl", "?", "?a=b", "?op"])("%s is the list", async (query) => {
    expect((await get(`/Service.asmx${query}`)).body).toContain("The following operations are supported.");
  });
});

describe("an operation", () => {
  test("of a stock server, for a remote client", async () => {
    const { body } = await get("/Service.asmx?op=MPG_Send_SMS");
    expect(body).toContain('Click <a href="Service.asmx">here</a> for a complete list of operations.');
    expect(body).toContain("<h2>MPG_Send_SMS</h2>");
    expect(body).toContain('<p class="intro">Envio de SMS Síncrono.</p>');
    expect(body).toContain(
      "<h3>Test</h3>\r\n          The test form is only available for requests from the local machine.",
    );
    expect([...body.matchAll(/<h3>(SOAP.*?|HTTP.*?)<\/h3>/g)].map((match) => match[1])).toEqual([
      "SOAP 1.1",
      "SOAP 1.2",
    ]);
    expect(body).toContain(
      "The following is a sample SOAP 1.1 request and response.  The <font class=value>placeholders</font> shown need to be replaced with actual values.",
    );
    expect(body).toContain(
      [
        "<pre>POST /Service.asmx HTTP/1.1",
        "Host: h:8080",
        "Content-Type: text/xml; charset=utf-8",
        "Content-Length: <font class=value>length</font>",
        'SOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"',
        "",
        '&lt;?xml version="1.0" encoding="utf-8"?&gt;',
        '&lt;soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"&gt;',
        "  &lt;soap:Body&gt;",
        '    &lt;MPG_Send_SMS xmlns="http://www.mpgateway.com/"&gt;',
        "      &lt;Credencial&gt;<font class=value>string</font>&lt;/Credencial&gt;",
      ].join("\r\n"),
    );
    expect(body).toContain(
      '&lt;soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope"&gt;',
    );
    expect(body).toContain("&lt;MPG_Send_SMSResult&gt;<font class=value>string</font>&lt;/MPG_Send_SMSResult&gt;");
  });

  test("with HttpPost on: the form, and the HTTP POST sample", async () => {
    const { body } = await get("/wbsapi.asmx?op=sendUnique", { ...wbsapi, httpPost: true });
    expect(body).toContain("To test the operation using the HTTP POST protocol, click the 'Invoke' button.");
    expect(body).toContain(`<form target="_blank" action='http://h:8080/wbsapi.asmx/sendUnique' method="POST">`);
    expect(
      [...body.matchAll(/<input class="frmInput" type="text" size="50" name="(\w+)">/g)].map((match) => match[1]),
    ).toEqual(["Identificacao", "Telefone", "Mensagem", "Agenda", "TipoMensagem", "CentroCustos", "IdExterno"]);
    expect([...body.matchAll(/<h3>(SOAP.*?|HTTP.*?)<\/h3>/g)].map((match) => match[1])).toEqual([
      "SOAP 1.1",
      "SOAP 1.2",
      "HTTP POST",
    ]);
    for (const type of ["long", "dateTime", "int", "unsignedLong"]) {
      expect(body).toContain(`&gt;<font class=value>${type}</font>&lt;`);
    }
    expect(body).toContain("<pre>POST /wbsapi.asmx/sendUnique HTTP/1.1\r\n");
  });

  test("for a local client of a stock server: form and HTTP POST too", async () => {
    const { body } = await get("/Service.asmx?op=MPG_Send_SMS", mpgateway, { clients: "local" });
    expect(body).toContain("click the 'Invoke' button.");
    expect(body).toContain("<h3>HTTP POST</h3>");
  });

  test("with HttpGet on: the HTTP GET sample", async () => {
    const { body } = await get("/v.asmx?op=list", { ...variants, httpGet: true });
    expect(body).toContain("<h3>HTTP GET</h3>");
    expect(body).toContain("<pre>GET /v.asmx/list?");
    expect(body).toContain("&lt;ArrayOfString ");
  });

  test("parameters that are not primitive", async () => {
    const { body } = await get("/v.asmx?op=sendUnique", { ...variants, httpPost: true });
    expect(body).toContain("The test form is only available for methods with primitive types as parameters.");
    expect(body).not.toContain("<h3>HTTP POST</h3>");
  });

  test("by an alias", async () => {
    const seen = await get("/Service.asmx?op=send", { ...mpgateway, aliases: { send: "MPG_Send_SMS" } });
    expect(seen.body).toContain("<h2>MPG_Send_SMS</h2>");
  });

  test("unknown", async () => {
    const seen = await get("/Service.asmx?op=%3CNope%3E");
    expect(seen.status).toBe(200);
    expect(seen.body).toContain("<h2>Method Not Found</h2>");
    expect(seen.body).toContain("Method '&lt;Nope&gt;' was not found in service MPGateway.");
  });
});

test.each([
  ["?wsdl=", "XML Web service description was not found."],
  ["?WSDL=wsdl1", "XML Web service description was not found."],
  ["?schema=x", "Schema not found."],
])("%s", async (query, message) => {
  expect(await get(`/Service.asmx${query}`)).toMatchObject({
    status: 500,
    type: "text/plain; charset=utf-8",
    cache: "private, max-age=0",
    body: `${message}\r\n`,
  });
});

test.each(["?WSDL", "?wsdl", "?wSdL&x=1", "?x=1&wsdl", "?disco", "?DISCO"])("%s is XML", async (query) => {
  expect(await get(`/Service.asmx${query}`)).toMatchObject({
    status: 200,
    type: "text/xml; charset=utf-8",
    cache: "private, max-age=0",
  });
});
