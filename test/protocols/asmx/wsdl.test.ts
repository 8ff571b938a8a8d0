// Service descriptions and discovery, byte for byte against fixtures/asmx/wsdl and the recorded disco.

import { readFileSync } from "node:fs";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import { type AsmxService, defaultAsmxSettings } from "../../../src/protocols/asmx/service.ts";
import { echo, mpgateway, performing, pwgateway, variants, voice, wbsapi } from "../../support/asmx/echo-services.ts";
import { httpRequest } from "../../support/asmx/listener.ts";

const FIXTURES = new URL("../../../fixtures/asmx/", import.meta.url);
const settings = { ...defaultAsmxSettings, now: () => 0 };

async function get(
  service: AsmxService,
  url: string,
): Promise<{ status: number; type: string | undefined; body: string }> {
  const { host, pathname, search } = new URL(url);
  const request = httpRequest({ method: "GET", target: pathname + search, headers: { Host: host } });
  const { answer } = await createAsmx(service, settings, performing(echo)).answer(request);
  const type = answer.headers.find(([name]) => name === "Content-Type")?.[1];
  return { status: answer.status, type, body: String(answer.body) };
}

const FILES: readonly (readonly [file: string, service: AsmxService, url: string])[] = [
  ["mpgateway", mpgateway, "http://www.mpgateway.com/Service.asmx"],
  ["pwgateway", pwgateway, "http://www.pw-api.com/sms/v_2_00/service.asmx"],
  ["pwgatewayvoice", voice, "http://pw-api.com/voice/v_3_00/service.asmx"],
  ["wbsapi-typed", wbsapi, "http://url.com.br/wbsapi.asmx"],
  ["variants-nullable-array-void", variants, "http://example.invalid/variants/service.asmx"],
];

describe.each(FILES)("%s", (file, service, url) => {
  test.each([
    { suffix: "", bindings: false },
    { suffix: "-with-httpget-httppost", bindings: true },
  ])("WSDL$suffix", async ({ suffix, bindings }) => {
    const { status, type, body } = await get({ ...service, httpGet: bindings, httpPost: bindings }, `${url}?WSDL`);
    expect({ status, type }).toEqual({ status: 200, type: "text/xml; charset=utf-8" });
    expect(body).toBe(readFileSync(new URL(`wsdl/${file}${suffix}.wsdl`, FIXTURES), "utf8"));
    expect(XMLValidator.validate(body)).toBe(true);
  });
});

test("disco", async () => {
  const recorded = readFileSync(new URL("209-get-disco.ms.res.txt", FIXTURES), "utf8");
  const { body } = await get(mpgateway, "http://www.mpgateway.com/Service.asmx?DISCO");
  expect(body.replaceAll("\r\n", "\n")).toBe(recorded.slice(recorded.indexOf("<?xml")).replaceAll("\r\n", "\n"));
  expect(body.split("\r\n").length).toBe(6);
});

test("addresses are the client's: scheme, Host with port, path as requested", async () => {
  const { body } = await get(mpgateway, "http://localhost:8088/SERVICE.asmx?wsdl&x=1");
  expect(body).toContain('<soap:address location="http://localhost:8088/SERVICE.asmx" />');
  const again = await get(mpgateway, "http://other:1/SERVICE.asmx?wsdl");
  expect(again.body).toContain('location="http://other:1/SERVICE.asmx"');
});

test("a service's description, and ref and decimal values", async () => {
  const service: AsmxService = {
    name: "Credits",
    namespace: "urn:x",
    description: "Créditos & saldo",
    operations: [
      {
        name: "MPG_Credits",
        parameters: [
          { name: "Credencial", type: "string" },
          { name: "Status", type: "string", by: "ref" },
          { name: "Left", type: "int", by: "out" },
        ],
        result: "decimal",
      },
    ],
    aliases: { credits: "MPG_Credits" },
    httpGet: true,
    httpPost: true,
  };
  const { body } = await get(service, "http://h/Service.asmx?wsdl");
  expect(body).toContain(
    '  <wsdl:documentation xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">Créditos &amp; saldo</wsdl:documentation>\r\n  <wsdl:types>',
  );
  const response = body.slice(body.indexOf('<s:element name="MPG_CreditsResponse">'), body.indexOf("</s:schema>"));
  expect(
    [...response.matchAll(/minOccurs="(\d)" maxOccurs="1" name="(\w+)" type="s:(\w+)"/g)].map((m) => m.slice(1)),
  ).toEqual([
    ["1", "MPG_CreditsResult", "decimal"],
    ["0", "Status", "string"],
    ["1", "Left", "int"],
  ]);
  expect(body).not.toContain("credits");
  expect(body).toContain('soapAction="urn:x/MPG_Credits"');
});

test("an address with markup in the Host header stays an attribute", async () => {
  const request = httpRequest({ method: "GET", target: "/Service.asmx?wsdl", headers: { Host: 'a"<&>' } });
  const { answer } = await createAsmx(mpgateway, settings, performing(echo)).answer(request);
  expect(XMLValidator.validate(String(answer.body))).toBe(true);
});
