// MobilePronto's services in the Express app, asked by supertest without a port.

import { XMLParser } from "fast-xml-parser";
import supertest from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalEmulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

let emulator: LocalEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ listen: false, data: ":memory:", clock: "manual", logLevel: "error" });
});
afterAll(() => emulator.stop());

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });
const body =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
  '<MPG_Credits xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial></MPG_Credits>' +
  "</s:Body></s:Envelope>";

it.each(["/Service.asmx", "/service.ASMX"])("POST %s answers SOAP", async (path) => {
  const answer = await supertest(emulator.app)
    .post(path)
    .set("Content-Type", "text/xml; charset=utf-8")
    .set("SOAPAction", '"http://www.mpgateway.com/MPG_Credits"')
    .send(body)
    .expect(200)
    .expect("Content-Type", "text/xml; charset=utf-8");
  expect(parser.parse(answer.text)).toHaveProperty("Envelope.Body.MPG_CreditsResponse");
});

it("a service has its help page and its description", async () => {
  await supertest(emulator.app)
    .get("/Service.asmx")
    .expect(200, /MPG_Send_SMS/);
  const wsdl = await supertest(emulator.app).get("/Service.asmx?wsdl").expect(200);
  expect(parser.parse(wsdl.text)).toHaveProperty("definitions.portType");
});

it("an unknown service is 404", async () => {
  await supertest(emulator.app).get("/Nothing.asmx").expect(404);
});
