// Deliveries to bound receivers: choice, window, order, responses (D3, D6, D7, D9, D12).

import { describe, expect, it } from "vitest";
import type { RawClient } from "./support/client.ts";
import { openListener, type TestChannel } from "./support/listener.ts";
import { bindReceiver, bindTransceiver, bindTransmitter, header, pdu, word } from "./support/octets.ts";

const report = {
  command: "deliver_sm",
  body: { source_addr: "5511999990001", destination_addr: "28149", esm_class: 4, short_message: Buffer.from("id:1") },
} as const;

const reportOctets = (sequence: number) =>
  pdu(
    `00000005 00000000 ${word(sequence)} 00 00 00 '5511999990001' 00 00 00 '28149' 00 04 00 00 00 00 00 00 00 00 04 'id:1'`,
  );
const accepted = (sequence: number) => header(0x80000005, 0, sequence);

async function bound(listener: TestChannel, bind: Buffer): Promise<RawClient> {
  const client = await listener.connect();
  client.send(bind);
  await client.readPdu();
  return client;
}

describe("deliveries", () => {
  it("come back at once when nobody is bound to take them", async () => {
    await using listener = await openListener();
    await bound(listener, bindTransmitter);
    expect(await listener.pool.deliver("acme", report)).toEqual({ outcome: "no-receiver" });
    expect(await listener.pool.deliver("others", report)).toEqual({ outcome: "no-receiver" });
  });

  it("carry the octets of the specification and end with the response's status", async () => {
    await using listener = await openListener();
    const client = await bound(listener, bindReceiver);
    const outcome = listener.pool.deliver("acme", report);
    expect(await client.readPdu()).toEqual(reportOctets(1));
    client.send(pdu("80000005 00000064 00000001 00"));
    expect(await outcome).toEqual({ outcome: "answered", status: 0x64 });
  });

  it.each([
    ["16 octets", header(0x80000005, 0, 1)],
    ["17 octets (D12)", pdu("80000005 00000000 00000001 00")],
    ["a message_id", pdu("80000005 00000000 00000001 'abc' 00")],
  ])("take a deliver_sm_resp of %s", async (_name, response) => {
    await using listener = await openListener();
    const client = await bound(listener, bindReceiver);
    const outcome = listener.pool.deliver("acme", report);
    await client.readPdu();
    client.send(response);
    expect(await outcome).toEqual({ outcome: "answered", status: 0 });
  });

  it("are announced behind bind_resp and follow it in order (D8)", async () => {
    await using listener = await openListener();
    const outcomes: Promise<unknown>[] = [];
    listener.pool.onReady((key) => {
      for (let count = 0; count < 3; count++) outcomes.push(listener.pool.deliver(key, report));
    });
    const client = await bound(listener, bindTransceiver);
    for (const sequence of [1, 2, 3]) expect(await client.readPdu()).toEqual(reportOctets(sequence));
    client.send(accepted(3), accepted(1), accepted(2));
    expect(await Promise.all(outcomes)).toEqual(Array(3).fill({ outcome: "answered", status: 0 }));
  });

  it("keep the window: the next goes out on a response (D9)", async () => {
    await using listener = await openListener({ limits: { window: 2 } });
    const client = await bound(listener, bindReceiver);
    const outcomes = [1, 2, 3, 4].map(() => listener.pool.deliver("acme", report));
    await client.readPdu();
    await client.readPdu();
    client.send(header(0x15, 0, 9));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 9));
    client.send(accepted(2));
    expect(await client.readPdu()).toEqual(reportOctets(3));
    client.send(accepted(1), accepted(3));
    expect(await client.readPdu()).toEqual(reportOctets(4));
    client.send(accepted(4));
    expect(await Promise.all(outcomes)).toHaveLength(4);
  });

  it("prefer the session that submitted, else take turns, never a transmitter (D7)", async () => {
    await using listener = await openListener();
    const [tx, rx, trx] = [
      await bound(listener, bindTransmitter),
      await bound(listener, bindReceiver),
      await bound(listener, bindTransceiver),
    ];
    const ids = listener.pool.sessions("acme").map(({ id }) => id);
    for (let count = 0; count < 4; count++) listener.pool.deliver("acme", report);
    expect([await rx.readPdu(), await rx.readPdu()]).toEqual([reportOctets(1), reportOctets(2)]);
    expect([await trx.readPdu(), await trx.readPdu()]).toEqual([reportOctets(1), reportOctets(2)]);
    const prefer = ids[2] ?? 0;
    listener.pool.deliver("acme", report, { prefer });
    listener.pool.deliver("acme", report, { prefer });
    expect([await trx.readPdu(), await trx.readPdu()]).toEqual([reportOctets(3), reportOctets(4)]);
    expect(tx.unhandled).toHaveLength(0);
    expect(rx.unhandled).toHaveLength(0);
  });

  it("keep the segments of one message together and in order (D6)", async () => {
    await using listener = await openListener();
    const [first, second] = [await bound(listener, bindReceiver), await bound(listener, bindReceiver)];
    listener.pool.deliverTogether("acme", [report, report, report]);
    for (const sequence of [1, 2, 3]) expect(await first.readPdu()).toEqual(reportOctets(sequence));
    expect(second.unhandled).toHaveLength(0);
  });

  it("keep the window for the segments of one message too, and never spill them to another session", async () => {
    await using listener = await openListener({ limits: { window: 2 } });
    const [first, second] = [await bound(listener, bindReceiver), await bound(listener, bindReceiver)];
    const outcomes = listener.pool.deliverTogether("acme", [report, report, report, report]);
    expect([await first.readPdu(), await first.readPdu()]).toEqual([reportOctets(1), reportOctets(2)]);
    listener.pool.deliver("acme", report);
    expect(await second.readPdu()).toEqual(reportOctets(1));
    expect(first.unhandled).toHaveLength(0);
    first.send(accepted(1));
    expect(await first.readPdu()).toEqual(reportOctets(3));
    first.destroy();
    expect(await outcomes).toEqual([
      { outcome: "answered", status: 0 },
      { outcome: "lost" },
      { outcome: "lost" },
      { outcome: "no-receiver" },
    ]);
    expect(second.unhandled).toHaveLength(0);
  });

  it("are bounded while they wait", async () => {
    await using listener = await openListener({ limits: { window: 1, waiting: 2 } });
    const client = await bound(listener, bindReceiver);
    const outcomes = [1, 2, 3].map(() => listener.pool.deliver("acme", report));
    expect(listener.pool.free("acme")).toBe(0);
    expect(await listener.pool.deliver("acme", report)).toEqual({ outcome: "busy" });
    for (const sequence of [1, 2, 3]) {
      expect(await client.readPdu()).toEqual(reportOctets(sequence));
      client.send(accepted(sequence));
    }
    await Promise.all(outcomes);
    expect(listener.pool.free("acme")).toBe(1);
  });

  it("that wait can be withdrawn", async () => {
    await using listener = await openListener({ limits: { window: 1 } });
    const client = await bound(listener, bindReceiver);
    const cut = new AbortController();
    const [flying, waiting, other] = [
      listener.pool.deliver("acme", report, { cut: cut.signal }),
      listener.pool.deliver("acme", report, { cut: cut.signal }),
      listener.pool.deliver("acme", report),
    ];
    cut.abort();
    expect(await waiting).toEqual({ outcome: "no-receiver" });
    await client.readPdu();
    client.send(accepted(1));
    expect(await flying).toEqual({ outcome: "answered", status: 0 });
    await client.readPdu();
    client.send(accepted(2));
    expect(await other).toEqual({ outcome: "answered", status: 0 });
  });

  it("go where the address_range allows, when ranges are looked at (Appendix A)", async () => {
    await using listener = await openListener({ inRange: (range, address) => new RegExp(range).test(address) });
    const range = (pattern: string) =>
      pdu(`00000001 00000000 00000001 'user' 00 'secret' 00 00 34 00 00 '${pattern}' 00`);
    const [long, short] = [await bound(listener, range("^2814")), await bound(listener, range("^99"))];
    for (let count = 0; count < 2; count++) listener.pool.deliver("acme", report, { address: "28149" });
    expect([await long.readPdu(), await long.readPdu()]).toEqual([reportOctets(1), reportOctets(2)]);
    expect(await listener.pool.deliver("acme", report, { address: "555" })).toEqual({ outcome: "no-receiver" });
    expect(short.unhandled).toHaveLength(0);
  });

  it("are refused when they cannot be written, and cost no place", async () => {
    await using listener = await openListener({ limits: { window: 1 } });
    const client = await bound(listener, bindReceiver);
    const bad = { command: "deliver_sm", body: { short_message: Buffer.alloc(300) } } as const;
    await expect(listener.pool.deliver("acme", bad)).rejects.toThrow(/short_message/);
    expect(listener.pool.free("acme")).toBe(1);
    listener.pool.deliver("acme", report);
    expect((await client.readPdu()).readUInt32BE(4)).toBe(5);
  });

  it("carry no optional parameter to a peer of 3.3 (S6)", async () => {
    await using listener = await openListener();
    const client = await bound(listener, pdu("00000001 00000000 00000001 'user' 00 'secret' 00 00 33 00 00 00"));
    listener.pool.deliver("acme", { ...report, tlvs: [{ tag: 0x0427, value: Buffer.of(2) }] });
    expect(await client.readPdu()).toEqual(reportOctets(1));
  });

  it("time out on the bound session's clock; a late response is dropped", async () => {
    await using listener = await openListener();
    const client = await bound(listener, bindReceiver);
    const outcome = listener.pool.deliver("acme", report);
    await client.readPdu();
    listener.clock.advance(30_000);
    expect(await outcome).toEqual({ outcome: "timeout" });
    client.send(accepted(1), header(0x15, 0, 9));
    await client.readPdu();
    expect([...listener.listener.sessions][0]?.counters.stray).toBe(1);
  });

  it.each(["unbind", "reset"] as const)("are lost with their session: %s (S8, S10)", async (how) => {
    await using listener = await openListener({ limits: { window: 1 } });
    const client = await bound(listener, bindReceiver);
    const [flying, waiting] = [listener.pool.deliver("acme", report), listener.pool.deliver("acme", report)];
    await client.readPdu();
    if (how === "unbind") client.send(header(6, 0, 2));
    else client.socket.resetAndDestroy();
    expect(await flying).toEqual({ outcome: "lost" });
    expect(await waiting).toEqual({ outcome: "no-receiver" });
    if (how === "unbind") expect(await client.readToEnd()).toEqual(header(0x80000006, 0, 2));
  });

  it("are not settled by a response of another kind, but by a generic_nack", async () => {
    await using listener = await openListener();
    const client = await bound(listener, bindReceiver);
    const outcome = listener.pool.deliver("acme", report);
    await client.readPdu();
    client.send(header(0x80000015, 0, 1), header(0x80000000, 3, 1));
    expect(await outcome).toEqual({ outcome: "answered", status: 3 });
  });
});
