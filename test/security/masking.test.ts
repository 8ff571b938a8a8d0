// A property: wherever and however a client sends a credential, no journal, export or log shows it.

import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { connect } from "../support/esme.ts";
import { RawClient } from "../support/raw-http.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const details = {
  "mobilepronto/main": { credencial20: "K20aaaabbbbccccddddq", credencial40: `K40${"q".repeat(37)}`, token: "KTOK01" },
  "mensagem/main": { integrationUser: "5ec7e7aa", smppPassword: "kpass#1" },
  "sophia/main": { token: "K sophia/token+1é" },
};
const secrets = Object.values(details).flatMap((item) => Object.values(item));

const encodings: Readonly<Record<string, (text: string) => string>> = {
  percent: encodeURIComponent,
  "percent whole": (text) => [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, "0")}`).join(""),
  references: (text) => [...text].map((char) => `&#${char.codePointAt(0)};`).join(""),
  json: (text) => [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  plain: (text) => text,
};

const places: Readonly<Record<string, (sent: string) => string>> = {
  query: (sent) => `GET /sms/send?u=${sent.replaceAll(" ", "+")}&n=11999990001&m=Oi HTTP/1.1\r\nHost: a\r\n\r\n`,
  "another name": (sent) => `GET /api/unitario.php?x${sent.replaceAll(" ", "+")} HTTP/1.1\r\nHost: a\r\n\r\n`,
  path: (sent) => `GET /nowhere/${sent.replaceAll(" ", "+")}/ HTTP/1.1\r\nHost: a\r\n\r\n`,
  header: (sent) => `GET /Service.asmx HTTP/1.1\r\nHost: a\r\nX-Key: ${sent}\r\n\r\n`,
  form: (sent) => body("application/x-www-form-urlencoded", `token=${sent}&msg=1`),
  soap: (sent) => body("text/xml", `<a><Credencial>${sent}</Credencial>`),
  envio: (sent) => body("application/json", `{"token":"${sent}","mensagens":[]}`),
  text: (sent) => body("application/x-www-form-urlencoded", `token=1&msg=${sent}`),
};

function body(type: string, text: string): string {
  const path =
    type === "text/xml" ? "/Service.asmx" : type === "application/json" ? "/api/envio.php" : "/api/unitario.php";
  const length = Buffer.byteLength(text);
  return `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${text}`;
}

it("no credential is shown, wherever and however it was sent", async () => {
  const emulator = await emulate({}, { logLevel: "debug" });
  const accounts = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, { details: value }]));
  await emulator.sandbox("shop", { accounts });
  const sent: string[] = [...secrets];
  const ports = [emulator.urls.http, emulator.urls.mensagem ?? emulator.urls.http].map((url) =>
    Number(new URL(url).port),
  );
  const request = fc.record({
    secret: fc.constantFrom(...secrets),
    encoding: fc.constantFrom(...Object.keys(encodings)),
    place: fc.constantFrom(...Object.keys(places)),
    port: fc.constantFrom(...ports),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ secret, encoding, place, port }) => {
      const encoded = encodings[encoding]?.(secret) ?? "";
      const raw = places[place]?.(encoded) ?? "";
      sent.push(encoded);
      const client = await RawClient.open(port);
      await client.send(raw).answer();
      client.socket.destroy();
    }),
    { numRuns: 150 },
  );
  const esme = await connect(emulator.urls.smpp);
  await esme.request("bind_transceiver", { system_id: "5ec7e7aa", password: "kpass#1" });
  for (const secret of secrets)
    await esme.request("submit_sm", { destination_addr: "11999990001", short_message: secret });
  await esme.request("submit_sm", { destination_addr: "5ec7e7aa", short_message: "Oi" });
  await esme.request("unbind", {});
  esme.close();

  let requests = 0;
  for (const name of ["default", "shop"]) {
    const sandbox = await emulator.sandbox(name);
    for (const { seq, ...row } of await sandbox.requests({ limit: 1_000 })) {
      requests++;
      const { request, response } = await sandbox.request(seq);
      const octets = [request, response].map((part) => Buffer.from(part?.base64 ?? "", "base64").toString("latin1"));
      for (const value of sent) {
        for (const visible of [JSON.stringify(row), ...octets]) {
          expect(visible.includes(value), `request ${seq} shows ${value}: ${visible}`).toBe(false);
          expect(visible.includes(Buffer.from(value).toString("latin1")), `request ${seq}: ${value}`).toBe(false);
        }
      }
    }
  }
  expect(requests).toBeGreaterThan(150);
});
