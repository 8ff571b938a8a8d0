// A reset, or another clock, while a session is bound: what is under way belongs to the world of before.

import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, later, undoAll } from "../../../support/sandboxed.ts";
import { rawBound, readHeader, submitOctets } from "./support/smsc.ts";

afterEach(undoAll);
const deliverSm = 5;
const quiet = { enquireLinkMs: 0, inactivityMs: 0 };
const accepted = (sequence: number): Buffer => header(0x80000005, 0, sequence);

/** Whatever was sent to it before has arrived then. */
async function nothingCame(client: RawClient): Promise<void> {
  client.send(header(0x15, 0, 0x99));
  expect(await client.readPdu()).toEqual(header(0x80000015, 0, 0x99));
  expect(client.unhandled).toHaveLength(0);
}

async function delivered(client: RawClient): Promise<number> {
  const { command, sequence } = readHeader(await client.readPdu());
  expect(command).toBe(deliverSm);
  return sequence;
}

it.each([
  ["a reset", (emulator: Awaited<ReturnType<typeof emulate>>) => emulator.reset()],
  [
    "another clock",
    (emulator: Awaited<ReturnType<typeof emulate>>) =>
      emulator.clock.set({ mode: "manual", start: "2030-01-01T12:00:00-03:00" }),
  ],
])("a deliver_sm unanswered at %s gives its place up after responseMs by the new clock", async (_name, change) => {
  const emulator = await emulate({}, { smpp: { ...quiet, window: 1, responseMs: 20_000 } });
  const client = await rawBound(emulator);
  await emulator.sendInbound({ from: "11999990001", text: "um", provider: "mensagem" });
  const first = await delivered(client);
  await change(emulator);

  await emulator.clock.advance(20_000);
  await emulator.sendInbound({ from: "11999990001", text: "dois", provider: "mensagem" });
  const second = await delivered(client);
  expect(second).toBe(first + 1);
  client.send(accepted(second));
  await emulator.waitForCallback({ state: "delivered" });
});

it("the answer to one of before is no call of now, nor is the session's end with it unanswered", async () => {
  const emulator = await emulate({}, { smpp: quiet });
  const [client, silent] = [await rawBound(emulator), await rawBound(emulator)];
  for (const text of ["um", "dois"]) await emulator.sendInbound({ from: "11999990001", text, provider: "mensagem" });
  const first = await delivered(client);
  await delivered(silent);
  await emulator.reset();
  client.send(accepted(first));
  await nothingCame(client);
  silent.destroy();
  await emulator.sendInbound({ from: "11999990001", text: "outro", provider: "mensagem" });
  const next = await delivered(client);
  client.send(accepted(next));
  await emulator.waitForCallback({ state: "delivered" });
  const operations = (await emulator.requests()).map(({ operation }) => operation);
  expect(operations.filter((operation) => operation !== "enquire_link")).toEqual(["deliver_sm"]);
});

it("what waits for a receiver goes when a clock that was set back has reached it again", async () => {
  const emulator = await emulate({}, { smpp: quiet });
  const { clock } = emulator;
  await clock.set({ mode: "manual", start: "2030-01-01T12:00:00-03:00" });
  await emulator.sendInbound({ from: "11999990001", text: "um", provider: "mensagem" });
  await emulator.clock.advance("2h");
  await clock.set({ mode: "manual", start: "2030-01-01T11:00:00-03:00" });
  const client = await rawBound(emulator);
  await nothingCame(client);
  await emulator.clock.advance("59m");
  await nothingCame(client);
  const reached = emulator.clock.advance("1m");
  client.send(accepted(await delivered(client)));
  await reached;
  await emulator.waitForCallback({ state: "delivered" });
});

it("segments that wait for a window go with the world of before", async () => {
  const emulator = await emulate({}, { smpp: { ...quiet, window: 1 } });
  const client = await rawBound(emulator);
  await emulator.sendInbound({ from: "11999990001", text: "longo ".repeat(60), provider: "mensagem" });
  const first = await delivered(client);
  await emulator.reset();
  client.send(accepted(first));
  await nothingCame(client);
});

it("an ESME that was called is called again when something waits in the new world", async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  later(() => server.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const esme = `127.0.0.1:${address.port}`;
  const emulator = await emulate({ "mensagem/main": { details: { smpp: { esme } } } });
  for (let sandbox = 0; sandbox < 2; sandbox++) {
    const called = once(server, "connection");
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    await called;
    await emulator.reset();
  }
});

it("a submission whose answer is on its way has its connection closed", async () => {
  const emulator = await emulate({}, { smpp: quiet });
  await emulator.scenario.put({
    scenario: "slow",
    rules: [{ rule: "slow", when: { operation: "submit_sm" }, then: [{ delay: "10m" }] }],
  });
  const client = await rawBound(emulator);
  const call = emulator.waitForRequest({ operation: "submit_sm" });
  client.send(submitOctets(2));
  await call;
  await emulator.reset();
  expect(await client.readToEnd()).toHaveLength(0);
});
