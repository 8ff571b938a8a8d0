// Sophia's paths in the Express app, asked by supertest without a port.

import supertest from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalEmulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

let emulator: LocalEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ listen: false, data: ":memory:", clock: "manual", logLevel: "error" });
});
afterAll(() => emulator.stop());

const sms = { token: "DEMO-SOPHIA-TOKEN", destino: "11999990001", msg: "Oi" };

it.each(["/api/unitario.php", "/API/Unitario.PHP"])("GET %s sends", async (path) => {
  const answer = await supertest(emulator.app)
    .get(path)
    .query(sms)
    .expect(200)
    .expect("Content-Type", "application/json");
  expect(answer.body).toMatchObject({ envio: [{ status: 200, destino: sms.destino }] });
});

it.each(["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"] as const)(
  "%s runs the script, as PHP under Apache does; it reads the query, and no form",
  async (method) => {
    const sent = async () => (await emulator.messages({ limit: 100 })).length;
    const before = await sent();
    const request = supertest(emulator.app);
    const send = {
      HEAD: request.head,
      OPTIONS: request.options,
      PUT: request.put,
      PATCH: request.patch,
      DELETE: request.delete,
    };
    await send[method].call(request, "/api/unitario.php").query(sms).expect(200);
    expect(await sent()).toBe(before + 1);
    if (method === "HEAD") return;
    const form = await send[method].call(request, "/api/unitario.php").type("form").send(sms).expect(200);
    expect(form.body).toMatchObject({ envio: [{ status: 0, detailDescription: "TOKEN INVALIDO" }] });
    expect(await sent()).toBe(before + 1);
  },
);

it("cause 010 is HTTP 429", async () => {
  const answer = await supertest(emulator.app)
    .get("/api/unitario.php")
    .query({ ...sms, destino: "11900000010" });
  expect([answer.status, answer.body.envio[0].status]).toEqual([429, 0]);
});

it.each([
  ["/api/dlr.php", "dlr"],
  ["/api/mo.php", "mo"],
])("GET %s gives a list", async (path, key) => {
  const answer = await supertest(emulator.app).get(path).query({ token: sms.token, id: "none" }).expect(200);
  expect(answer.body).toEqual({ [key]: [] });
});

it("an unknown path is 404 without a trace of Express", async () => {
  const answer = await supertest(emulator.app).get("/api/none.php").expect(404);
  expect(answer.headers["x-powered-by"]).toBeUndefined();
  expect(answer.headers["etag"]).toBeUndefined();
});
