// Mensagem's paths in the Express app, asked by supertest without a port.

import supertest from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalEmulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

let emulator: LocalEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ listen: false, data: ":memory:", clock: "manual", logLevel: "error" });
});
afterAll(() => emulator.stop());

it.each(["/sms/send", "/SMS/Send"])("GET %s sends", async (path) => {
  const answer = await supertest(emulator.app)
    .get(path)
    .query({ u: "126b114c", n: "11999990001", m: "Oi" })
    .expect(200);
  expect(answer.text).toMatch(/^1;[0-9a-f]{32}$/);
});

it("an unknown function is 404, another method 405", async () => {
  await supertest(emulator.app)
    .get("/sms/sendd")
    .expect(404, /Did you mean \/sms\/send\?/);
  await supertest(emulator.app).delete("/sms/send").expect(405);
});

it("the web service describes itself and takes a form", async () => {
  const wsdl = await supertest(emulator.app)
    .get("/wbsapi.asmx?WSDL")
    .expect(200)
    .expect("Content-Type", /^text\/xml/);
  expect(wsdl.text).toContain('<wsdl:operation name="sendUnique">');
  await supertest(emulator.app)
    .get("/WBSAPI.asmx")
    .expect(200, /sendUnique/);
});
