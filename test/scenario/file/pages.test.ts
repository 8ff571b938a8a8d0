// Documents, help pages and unknown paths obey rules and outages; `when` sees the request as HTTP.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { findingsOf } from "../../support/scenario/run-scenario.ts";

let emulator: Emulator;
beforeAll(async () => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
});
afterAll(() => emulator.stop());

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, emulator.urls.http), { redirect: "manual", ...init });
const put = (rules: readonly object[], more: object = {}) =>
  emulator.scenario.put({ scenario: "pages", rules, ...more });
const send = "/sms/send?u=126b114c&n=11999990001&m=Oi";

test("a WSDL moves to https", async () => {
  const headers = { Location: "https://${host}${target}" };
  await put([
    { when: { provider: "mobilepronto", operation: "wsdl" }, then: [{ response: { status: 301, headers } }] },
  ]);
  const moved = await get("/Service.asmx?WSDL");
  const { host } = new URL(emulator.urls.http);
  expect([moved.status, moved.headers.get("location")]).toEqual([301, `https://${host}/Service.asmx?WSDL`]);
  expect((await get("/wbsapi.asmx?wsdl")).status).toBe(200);
});

test.each([
  ["wsdl", "/Service.asmx?wsdl", "/Service.asmx"],
  ["disco", "/wbsapi.asmx?disco", "/wbsapi.asmx?wsdl"],
  ["help", "/wbsapi.asmx", "/wbsapi.asmx?wsdl"],
  ["help", "/Service.asmx?op=MPG_Send_SMS", "/Service.asmx?wsdl"],
  ["unknown", "/sms/nothing", send],
  ["unknown", "/voice/nothing", "/Service.asmx"],
])("%s is an operation: %s", async (operation, path, other) => {
  await put([{ when: { operation }, before: true, then: [{ response: { page: "nginx-502" } }] }]);
  expect((await get(path)).status).toBe(502);
  expect((await get(other)).status).toBe(200);
});

test("a rule without an operation presents pages too, one that answers leaves them alone", async () => {
  await put([{ when: { provider: "mobilepronto" }, then: [{ answer: "900" }] }]);
  expect((await get("/Service.asmx?wsdl")).status).toBe(200);
  await put([{ when: { provider: "mobilepronto" }, then: [{ response: { status: 503 } }] }]);
  expect((await get("/Service.asmx?wsdl")).status).toBe(503);
});

test("an outage takes the provider's pages and unknown paths with it", async () => {
  const outage = { provider: "mensagem", for: "10m", response: { page: "maintenance" } };
  await put([], { timeline: [{ at: "1m", do: { outage } }] });
  await emulator.clock.advance(60_000);
  for (const path of [send, "/wbsapi.asmx?wsdl", "/wbsapi.asmx", "/sms/nothing"]) {
    expect([path, (await get(path)).status]).toEqual([path, 503]);
  }
  expect((await get("/Service.asmx?wsdl")).status).toBe(200);
});

test.each<
  [when: object, hit: RequestInit & { readonly path?: string }, miss: RequestInit & { readonly path?: string }]
>([
  [
    { headers: { "User-Agent": "curl/*" } },
    { headers: { "user-agent": "curl/8" } },
    { headers: { "user-agent": "x" } },
  ],
  [{ headers: { "x-a": "1", "x-b": "*" } }, { headers: { "x-a": "1", "x-b": "2" } }, { headers: { "x-a": "1" } }],
  [{ method: "POST" }, { method: "POST", path: "/api/unitario.php" }, { path: "/api/unitario.php" }],
  [{ path: "/SMS/*" }, { path: send.replace("/sms/", "/SMS/") }, { path: send }],
  [{ remote: ["127.0.0.1", "::1", "::ffff:127.0.0.1"] }, {}, { path: "/api/mo.php?token=none", method: "DELETE" }],
])("when: %j", async (when, hit, miss) => {
  const rule = { when: { provider: ["mensagem", "sophia"], ...when }, then: [{ response: { status: 418 } }] };
  await put(JSON.stringify(when).includes("remote") ? [{ ...rule, limit: 1 }] : [rule]);
  expect((await get(hit.path ?? send, hit)).status).toBe(418);
  expect((await get(miss.path ?? send, miss)).status).not.toBe(418);
});

test("what cannot be is found", () => {
  const rule = (when: string, then: string): string => `scenario: t\nrules:\n  - when: ${when}\n    then: ${then}\n`;
  expect(findingsOf(rule("{ operation: wsdl }", '[ answer: "900" ]'))[0]).toMatch(
    /answer cannot happen: wsdl has no answer/,
  );
  expect(findingsOf(rule("{ operation: submit_sm, path: /x }", "[ delay: 1s ]"))[0]).toMatch(
    /the rule can never match: submit_sm has no path\. Take it out, or choose an HTTP operation/,
  );
});
