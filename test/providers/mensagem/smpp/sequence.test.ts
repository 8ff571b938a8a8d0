// Our own sequence numbers at their end (W5, 5.1.4): 0x7fffffff is followed by 1, and no answer is taken for another's.

import { afterEach, expect, it } from "vitest";
import { openListener } from "../../../protocols/smpp/support/listener.ts";
import { bindTransceiver, header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { bind, idOf, readHeader, receiptedOf, sms, startEsme } from "./support/smsc.ts";

afterEach(undoAll);
const last = 0x7fffffff;

it("deliver_sm, alert_notification and enquire_link share them (W5), and each answer is its own request's", async () => {
  await using listener = await openListener({ settings: { firstSequence: last - 2 } });
  const client = await listener.connect();
  client.send(bindTransceiver);
  await client.readPdu();
  const before = [
    listener.pool.deliver("acme", { command: "deliver_sm" }),
    listener.pool.deliver("acme", { command: "deliver_sm" }),
  ];
  const alert = { command: "alert_notification", body: { source_addr: "5511", esme_addr: "28149" } } as const;
  expect(await listener.pool.deliver("acme", alert)).toEqual({ outcome: "sent" });
  const after = [
    listener.pool.deliver("acme", { command: "deliver_sm" }),
    listener.pool.deliver("acme", { command: "deliver_sm" }),
  ];
  const seen: [number, number][] = [];
  for (let n = 0; n < 5; n++) {
    const { command, sequence } = readHeader(await client.readPdu());
    seen.push([command, sequence]);
  }
  expect(seen).toEqual([
    [5, last - 2],
    [5, last - 1],
    [0x102, last],
    [5, 1],
    [5, 2],
  ]);
  // The latest first, each with a status of its own; one more than the last number is nobody's.
  client.send(header(0x80000005, 4, 2), header(0x80000005, 3, 1), header(0x80000005, 0, 0x80000000));
  client.send(header(0x80000005, 2, last - 1), header(0x80000005, 1, last - 2));
  const outcomes = await Promise.all([...before, ...after]);
  expect(outcomes).toEqual([1, 2, 3, 4].map((status) => ({ outcome: "answered", status })));
  listener.clock.advance(60_000);
  expect(await client.readPdu()).toEqual(header(0x15, 0, 3));
});

it("a client of node-smpp gets every receipt once across the wrap, by a setting of the door", async () => {
  const emulator = await emulate({}, { smpp: { firstSequence: last - 3 } });
  const esme = startEsme();
  const session = await bind(esme, emulator.urls.smpp);
  const ids: string[] = [];
  for (let n = 0; n < 10; n++) ids.push(idOf(await esme.request(session, "submit_sm", sms)));
  await emulator.clock.advance(10_000);
  const sequences: number[] = [];
  const reported: string[] = [];
  for (let n = 0; n < 10; n++) {
    const receipt = await esme.pdu(session, "deliver_sm");
    sequences.push(Number(receipt["sequence_number"]));
    reported.push(receiptedOf(receipt));
  }
  expect(reported).toEqual(ids);
  expect(sequences).toEqual([last - 3, last - 2, last - 1, last, 1, 2, 3, 4, 5, 6]);
  expect((await emulator.callbacks()).map(({ state, attemptCount }) => [state, attemptCount])).toEqual(
    Array(10).fill(["delivered", 1]),
  );
  await emulator.clock.advance(60_000);
  expect((await esme.pdu(session, "enquire_link"))["sequence_number"]).toBe(7);
});
