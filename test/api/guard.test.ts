// The control API: not for foreign pages, not by foreign names, and with a token where others can reach it.

import { afterEach, describe, expect, it } from "vitest";
import { roundTrip } from "../support/raw-http.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const inbound = JSON.stringify({ from: "11999990001", text: "Oi", provider: "sophia" });

async function request(
  http: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
  path = "/sandboxes",
  body = "",
): Promise<number> {
  const port = Number(new URL(http).port);
  const all = { Host: `127.0.0.1:${port}`, "Content-Length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return (await roundTrip(port, `${method} /torpedo/v1${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`)).status;
}

describe("the control API", () => {
  it("refuses a foreign Host and a foreign Origin", async () => {
    const { urls } = await emulate();
    const port = new URL(urls.http).port;
    expect(await request(urls.http, {})).toBe(200);
    expect(await request(urls.http, { Host: `localhost:${port}` })).toBe(200);
    expect(await request(urls.http, { Host: "evil.example" })).toBe(403);
    expect(await request(urls.http, { Origin: "http://evil.example" })).toBe(403);
    expect(await request(urls.http, { Origin: "null" })).toBe(403);
    expect(await request(urls.http, { Origin: `http://127.0.0.1:${port}` })).toBe(200);
  });

  it("knows the names it was told, and takes state changes as JSON only", async () => {
    const { urls } = await emulate({}, { allowedHosts: ["sms.test"] });
    expect(await request(urls.http, { Host: "SMS.test:80" })).toBe(200);
    const plain = { "Content-Type": "text/plain" };
    expect(await request(urls.http, plain, "POST", "/sandboxes/default/inbound", inbound)).toBe(415);
    const json = { "Content-Type": "application/json" };
    expect(await request(urls.http, json, "POST", "/sandboxes/default/inbound", inbound)).toBe(201);
    expect(await request(urls.http, {}, "GET", "/sandboxes/default/reset")).toBe(405);
  });

  it("wants the token where it has one, but for live and ready", async () => {
    const { urls, token } = await emulate({}, { token: "a-token-of-its-own" });
    expect(token).toBe("a-token-of-its-own");
    expect(await request(urls.http, {})).toBe(401);
    expect(await request(urls.http, { Authorization: "Bearer a-token-of-its-owm" })).toBe(401);
    expect(await request(urls.http, { Authorization: `Bearer ${token}` })).toBe(200);
    expect(await request(urls.http, {}, "GET", "/health/ready")).toBe(200);
    expect(await request(urls.http, {}, "GET", "/health/live")).toBe(200);
  });

  it("makes a token of its own when it is bound wider than this machine", async () => {
    const wide = await emulate({}, { host: ["0.0.0.0"] });
    expect(wide.token).toMatch(/^[\w-]{24}$/);
    expect((await emulate()).token).toBeNull();
    expect(await request(wide.urls.http.replace("0.0.0.0", "127.0.0.1"), {})).toBe(401);
    // The providers' doors ask for neither token nor Host.
    const port = Number(new URL(wide.urls.http).port);
    const send = "GET /sms/send?u=126b114c&n=11999990001&m=Oi HTTP/1.1\r\nHost: url.com.br\r\n\r\n";
    expect((await roundTrip(port, send)).body.toString()).toMatch(/^1;/);
  });

  it("cannot be used to spoil objects by their prototype", async () => {
    const { urls } = await emulate();
    const body = '{"name":"p","accounts":{"sophia/main":{"details":{"__proto__":{"spoilt":true}}}}}';
    expect(await request(urls.http, { "Content-Type": "application/json" }, "POST", "/sandboxes", body)).toBe(400);
    expect(await request(urls.http, {}, "GET", "/sandboxes/__proto__/messages")).toBe(404);
    expect(Reflect.get({}, "spoilt")).toBeUndefined();
  });
});
