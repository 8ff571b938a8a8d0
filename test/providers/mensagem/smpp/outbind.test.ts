// An ESME that waits to be called (S11).

import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, later, undoAll } from "../../../support/sandboxed.ts";

afterEach(undoAll);
const phone = { from: "11999990001", text: "Oi", provider: "mensagem" };

it.each([
  ["is called and given what waits", {}, true],
  ["is left alone when its host may not be called", { callbacks: { allowedHosts: ["example.com"] } }, false],
])("%s", async (_name, more, called) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  later(() => server.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const esme = `127.0.0.1:${address.port}`;
  const emulator = await emulate({ "mensagem/main": { ...more, details: { smpp: { esme } } } });
  let requests = 0;
  server.on("connection", () => requests++);
  const connected = once(server, "connection");
  await emulator.sendInbound(phone);
  await emulator.sendInbound(phone);
  if (!called) {
    await emulator.clock.advance(60_000);
    expect(requests).toBe(0);
    return;
  }
  const client = new RawClient((await connected)[0]);
  later(() => client.destroy());
  expect((await client.readPdu()).readUInt32BE(4)).toBe(0x0b);
  client.send(pdu("00000001 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 34 00 00 00"));
  expect((await client.readPdu()).readUInt32BE(8)).toBe(0);
  const delivered = await client.readPdu();
  expect(delivered.readUInt32BE(4)).toBe(5);
  client.send(header(0x80000005, 0, delivered.readUInt32BE(12)));
  expect(requests).toBe(1);
});
