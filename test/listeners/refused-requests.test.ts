// Requests that a listener refuses before a provider sees them are journal entries with the true reason.

import { afterEach, expect, it } from "vitest";
import { roundTrip } from "../support/raw-http.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const send = "/sms/send?u=126b114c&n=11999990001&m=Oi";
const soap = "POST /Service.asmx HTTP/1.1\r\nHost: a\r\n";

const refused: readonly [
  what: string,
  port: "http" | "mensagem",
  octets: string,
  status: number,
  operation: string,
  reason: RegExp,
][] = [
  [
    "a raw blank in the target",
    "mensagem",
    `GET ${send} e tchau HTTP/1.1\r\nHost: a\r\n\r\n`,
    400,
    "/sms/send",
    /raw blank .* character 40/,
  ],
  [
    "a raw blank and an accent",
    "mensagem",
    `GET ${send}\xe1 b HTTP/1.1\r\nHost: a\r\n\r\n`,
    400,
    "/sms/send",
    /raw blank/,
  ],
  [
    "a tab in the target",
    "mensagem",
    `GET ${send}\tb HTTP/1.1\r\nHost: a\r\n\r\n`,
    400,
    "/sms/send",
    /control character/,
  ],
  ["line feeds alone", "mensagem", `GET ${send} HTTP/1.1\nHost: a\n\n`, 400, "/sms/send", /line feed alone/],
  [
    "a line feed alone behind a header",
    "http",
    "GET /x HTTP/1.1\r\nHost: a\nA: b\r\n\r\n",
    400,
    "/x",
    /line feed alone/,
  ],
  ["a line feed alone at the end", "http", "GET /x HTTP/1.1\r\nHost: a\r\n\n", 400, "/x", /line feed alone/],
  ["a blank behind the version", "http", "GET /x HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "/x", /does not end in HTTP/],
  ["no Host", "mensagem", `GET ${send} HTTP/1.1\r\n\r\n`, 400, "/sms/send", /no Host header/],
  ["two Hosts", "http", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "/x", /two Host headers/],
  ["a Host that is none", "http", "GET /x HTTP/1.1\r\nHost: http://a\r\n\r\n", 400, "/x", /is no host/],
  ["a header without a colon", "http", "GET /x HTTP/1.1\r\nHost: a\r\nA b\r\n\r\n", 400, "/x", /Invalid header token/],
  [
    "a method in small letters",
    "mensagem",
    `get ${send} HTTP/1.1\r\nHost: a\r\n\r\n`,
    400,
    "/sms/send",
    /method in capitals/,
  ],
  ["TLS on the HTTP port", "http", "\x16\x03\x01\x00\x05\x01\r\n", 400, "-", /no HTTP request/],
  [
    "a WebSocket",
    "http",
    "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    400,
    "/x",
    /WebSocket/,
  ],
  ["CONNECT", "http", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 403, "a:443", /CONNECT/],
  [
    "a chunk without a size",
    "http",
    `${soap}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    "/Service.asmx",
    /chunk size/,
  ],
  [
    "two lengths",
    "http",
    `${soap}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    400,
    "/Service.asmx",
    /Duplicate Content-Length/,
  ],
  [
    "a POST without a length to http.sys",
    "http",
    `${soap}\r\n`,
    411,
    "/Service.asmx",
    /neither a Content-Length nor chunks/,
  ],
  ["a fragment to http.sys", "http", "GET /Service.asmx#a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "/Service.asmx", /raw #/],
  [
    "a body over the bound",
    "http",
    "POST /api/mo.php HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
    413,
    "/api/mo.php",
    /larger than/,
  ],
];

it.each(refused)("%s on the %s port", async (_what, port, octets, status, operation, reason) => {
  const emulator = await emulate();
  const url = port === "http" ? emulator.urls.http : emulator.urls.mensagem;
  const answer = await roundTrip(Number(new URL(url ?? "").port), Buffer.from(octets, "latin1"));
  expect(answer.status).toBe(status);
  const [request, ...more] = await emulator.requests();
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    listener: port,
    operation,
    channel: "page",
    code: String(status),
    decidedBy: "default: refused by the listener",
  });
  expect(request?.findings[0]?.text).toMatch(reason);
  expect(request?.findings[0]?.portuguese).not.toBe(request?.findings[0]?.text);
  const whole = await emulator.request(request?.seq ?? 0);
  expect(whole.response?.text).toMatch(new RegExp(`^HTTP/1.1 ${status}\\b`));
  expect(JSON.stringify(whole)).not.toContain("126b114c");
});

it("masks a credential that no account has, as far as its field tells", async () => {
  const emulator = await emulate();
  const port = Number(new URL(emulator.urls.http).port);
  const token = "WRONG-TOKEN-OF-SOMEBODY";
  await roundTrip(port, `GET /api/unitario.php?token=${token}&msg=a b HTTP/1.1\r\nHost: a\r\n\r\n`);
  await roundTrip(
    port,
    `POST /api/mo.php HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n`,
  );
  const [first, last] = await emulator.requests();
  const rows = [await emulator.request(first?.seq ?? 0), await emulator.request(last?.seq ?? 0)];
  expect(rows.map(({ request }) => request.text.split("\r\n")[0])).toEqual([
    `GET /api/unitario.php?token=${"*".repeat(token.length)}&msg=a b HTTP/1.1`,
    "POST /api/mo.php HTTP/1.1",
  ]);
});

const secret = "TOP-SECRET-9d1f";
const bearer = `Authorization: Bearer ${secret}\r\n`;

it.each([
  ["CONNECT", `CONNECT a:443 HTTP/1.1\r\nHost: a\r\nProxy-Authorization: Basic ${secret}\r\n\r\n`],
  ["two Hosts", `GET /torpedo/v1/about HTTP/1.1\r\nHost: a\r\n${bearer}Host: b\r\n\r\n`],
  ["a WebSocket", `GET /x HTTP/1.1\r\nHost: a\r\nCookie: s=${secret}\r\nUpgrade: websocket\r\n\r\n`],
  ["a raw blank", `GET /x y HTTP/1.1\r\nHost: a\r\n${bearer}\r\n`],
  ["line feeds alone", `GET /x HTTP/1.1\nHost: a\nAuthorization:Bearer ${secret}\n\n`],
  ["a blank before the colon", `GET /x HTTP/1.1\r\nHost: a\r\nAUTHORIZATION : ${secret}\r\n\r\n`],
  ["no colon", `GET /x HTTP/1.1\r\nHost: a\r\nAuthorization Bearer ${secret}\r\n\r\n`],
  ["a folded header", `GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: Bearer\r\n ${secret}\r\n\r\n`],
  ["a head that is too long", `GET /x HTTP/1.1\r\nHost: a\r\n${bearer}A: ${"x".repeat(100_000)}\r\n\r\n`],
])("masks credentials in headers, by their names: %s", async (_what, octets) => {
  const emulator = await emulate();
  const { status } = await roundTrip(Number(new URL(emulator.urls.http).port), Buffer.from(octets, "latin1"));
  expect(status).toBeGreaterThanOrEqual(400);
  const [row] = await emulator.requests();
  const whole = await emulator.request(row?.seq ?? 0);
  expect(whole.request.text).toMatch(/^(?:GET|CONNECT) /);
  expect(JSON.stringify([row, whole, Buffer.from(whole.request.base64, "base64").toString("latin1")])).not.toContain(
    secret,
  );
  expect(whole.request.text).toContain("*".repeat(secret.length));
});

it("a client that sends nothing leaves no entry, and a fragment that is cut off is a finding", async () => {
  const emulator = await emulate();
  const token = "DEMO-SOPHIA-TOKEN";
  const answer = await fetch(`${emulator.urls.http}/api/unitario.php?token=${token}&destino=11999990001&msg=a`);
  expect(answer.status).toBe(200);
  const raw = `GET /api/unitario.php?token=${token}&destino=11999990001&msg=Pedido+#7 HTTP/1.1\r\nHost: a\r\n\r\n`;
  expect(String((await roundTrip(Number(new URL(emulator.urls.http).port), raw)).body)).toContain('"OK"');
  expect((await emulator.messages()).map(({ text }) => text)).toEqual(["a", "Pedido "]);
  const result = (await emulator.requests()).map(({ findings }) => findings.map(({ text }) => text));
  expect(result.flat()).toEqual(["The target has a raw #, and ends there for the server: write it as %23"]);
});
