// A connection has a bounded number of PDUs, and time, in one turn, and another connection is served between two of its turns.

import { expect, it } from "vitest";
import type { RawClient } from "./support/client.ts";
import { openListener, reply, type TestChannel } from "./support/listener.ts";
import { bindTransceiver, header, submitSm } from "./support/octets.ts";

async function bound(listener: TestChannel): Promise<RawClient> {
  const client = await listener.connect();
  client.send(bindTransceiver);
  await client.readPdu();
  return client;
}
const many = 2_000;
const numbers = Array.from({ length: many }, (_, index) => index + 2);

it.each([
  ["submit_sm", submitSm],
  ["enquire_link", (sequence: number) => header(0x15, 0, sequence)],
])("an innocent connection has its answer between %s of another, which keep their order", async (_name, made) => {
  let innocent: RawClient | undefined;
  const order: string[] = [];
  const begin = (sequence: number): void => {
    order.push(String(sequence));
    // Leaves while the first PDU of the other connection is handled.
    if (sequence === 2) innocent?.send(header(0x15, 0, 0x7777));
  };
  await using listener = await openListener({
    limits: { processing: 10_000 },
    handlers: {
      request: (_session, pdu) => {
        begin(pdu.sequence);
        return reply(pdu);
      },
      sessionRequest: (_session, pdu) => {
        if (pdu.sequence === 0x7777) order.push("innocent");
        else begin(pdu.sequence);
        return {};
      },
    },
  });
  innocent = await bound(listener);
  const greedy = await bound(listener);
  greedy.send(...numbers.map((sequence) => made(sequence)));
  expect((await innocent.readPdu()).readUInt32BE(12)).toBe(0x7777);
  const answers: number[] = [];
  while (answers.length < many) answers.push((await greedy.readPdu()).readUInt32BE(12));
  expect(answers).toEqual(numbers);
  expect(order.filter((item) => item !== "innocent")).toEqual(numbers.map(String));
  expect(order.indexOf("innocent")).toBeLessThan(many / 4);
});

it("a PDU that takes long ends the turn of its connection", async () => {
  let innocent: RawClient | undefined;
  const order: number[] = [];
  await using listener = await openListener({
    handlers: {
      request: (_session, pdu) => {
        if (order.push(pdu.sequence) === 1) innocent?.send(submitSm(100));
        const began = performance.now();
        while (performance.now() - began < 12);
        return reply(pdu);
      },
    },
  });
  innocent = await bound(listener);
  const greedy = await bound(listener);
  greedy.send(...numbers.slice(0, 10).map((sequence) => submitSm(sequence)));
  await innocent.readPdu();
  // All of them would have had one turn.
  expect(order.indexOf(100)).toBeLessThan(9);
});

it("PDUs that wait for their turn are dropped with the connection", async () => {
  let handled = 0;
  await using listener = await openListener({
    handlers: {
      request: (session, pdu) => {
        handled += 1;
        if (handled === 1) session.destroy("closed");
        return reply(pdu);
      },
    },
  });
  const client = await bound(listener);
  client.send(...numbers.map((sequence) => submitSm(sequence)));
  await listener.nextClosed();
  await client.waitGone();
  expect(handled).toBe(1);
});

it("a FIN behind many PDUs ends the session once all of them are answered", async () => {
  await using listener = await openListener();
  const client = await listener.connect(true);
  client.send(bindTransceiver, ...numbers.map((sequence) => submitSm(sequence)));
  client.socket.end();
  const answers: Buffer[] = [];
  for (let octets = await client.readPdu(); octets.length > 0; octets = await client.readPdu()) answers.push(octets);
  expect(answers).toHaveLength(many + 1);
  expect(await listener.nextClosed()).toBe("peer");
});
