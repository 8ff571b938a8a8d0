// Limits and timers of a bound session (S13) in place of its listener's, as the bind decided.

import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { defaultSmppSettings, type OwnSettings, withOwn } from "../../../src/protocols/smpp/settings.ts";
import type { RawClient } from "./support/client.ts";
import { decideBind, openListener, reply, type TestChannel } from "./support/listener.ts";
import { bindTransceiver, header, pdu, submitSm, submitSmResp } from "./support/octets.ts";

/** The door has what would let each of these tests wait for ever. */
async function openWith(own: OwnSettings, more: Parameters<typeof openListener>[0] = {}): Promise<TestChannel> {
  const listener: TestChannel = await openListener({
    ...more,
    hostTimers: { unbindMs: 60_000, quietMs: 60_000, finMs: 60_000, slowReaderMs: 60_000, ...more.hostTimers },
    handlers: { ...more.handlers, bind: (request) => ({ ...decideBind(request, listener.clock), own }) },
  });
  return listener;
}
async function bound(listener: TestChannel, allowHalfOpen = false): Promise<RawClient> {
  const client = await listener.connect(allowHalfOpen);
  client.send(bindTransceiver);
  await client.readPdu();
  return client;
}
const report = { command: "deliver_sm" } as const;

describe("a bound session's own", () => {
  it("unexpectedTlvs", async () => {
    await using listener = await openWith({ unexpectedTlvs: "refuse" });
    const client = await bound(listener);
    const rest = submitSm(2).subarray(4).toString("hex");
    client.send(pdu(`${rest} 001e 0002 '1' 00`));
    expect(await client.readPdu()).toEqual(header(0x80000004, 0xc1, 2));
  });

  it("pduOctets", async () => {
    await using listener = await openWith({ limits: { pduOctets: 100 } });
    const client = await bound(listener);
    client.send(submitSm(2), submitSm(3, "x".repeat(100)));
    expect(await client.readPdu()).toEqual(submitSmResp(2));
    expect(await client.readPdu()).toEqual(header(0x80000000, 2, 3));
    expect(await listener.nextClosed()).toBe("command-length");
  });

  it.each([
    ["processing", { processing: 1 }],
    ["processingOctets", { processingOctets: 20 }],
  ])("%s", async (_name, limits) => {
    const answers: (() => void)[] = [];
    await using listener = await openWith(
      { limits },
      { handlers: { request: (_, request) => new Promise((resolve) => answers.push(() => resolve(reply(request)))) } },
    );
    const client = await bound(listener);
    client.send(submitSm(2), submitSm(3));
    for (const sequence of [2, 3]) {
      while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(answers).toHaveLength(1);
      answers.pop()?.();
      expect(await client.readPdu()).toEqual(submitSmResp(sequence));
    }
  });

  it("window and waiting", async () => {
    await using listener = await openWith({ limits: { window: 2, waiting: 1 } });
    const client = await bound(listener);
    const outcomes = [1, 2, 3].map(() => listener.pool.deliver("acme", report));
    expect(await listener.pool.deliver("acme", report)).toEqual({ outcome: "busy" });
    for (const sequence of [1, 2, 3]) {
      await client.readPdu();
      client.send(header(0x80000005, 0, sequence));
    }
    expect(await Promise.all(outcomes)).toEqual(Array(3).fill({ outcome: "answered", status: 0 }));
  });

  it("sessionsPerAccount", async () => {
    await using listener = await openWith({ limits: { sessionsPerAccount: 1 } });
    await bound(listener);
    const second = await listener.connect();
    second.send(bindTransceiver);
    expect(await second.readPdu()).toEqual(header(0x80000009, 0x0d, 1));
  });

  it("responseMs", async () => {
    await using listener = await openWith({ boundTimers: { responseMs: 700 } });
    const client = await bound(listener);
    const outcome = listener.pool.deliver("acme", report);
    await client.readPdu();
    listener.clock.advance(700);
    expect(await outcome).toEqual({ outcome: "timeout" });
  });

  it("enquireLinkGraceMs and inactivityMs", async () => {
    await using listener = await openWith(
      {
        boundTimers: { enquireLinkMs: 1_000, responseMs: 1_000, inactivityMs: 3_000 },
        hostTimers: { enquireLinkGraceMs: 5 },
      },
      { hostTimers: { enquireLinkGraceMs: 60_000 } },
    );
    await bound(listener);
    let reason: string | undefined;
    const closed = listener.nextClosed().then((why) => {
      reason = why;
    });
    while (reason === undefined) {
      listener.clock.advance(500);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2))]);
    }
    expect(reason).toBe("inactivity");
  });

  it("unbindMs", async () => {
    await using listener = await openWith({ hostTimers: { unbindMs: 10 } });
    const client = await bound(listener);
    for (const session of listener.listener.sessions) session.unbind();
    expect(await client.readPdu()).toEqual(header(6, 0, 1));
    await client.waitGone();
  });

  it("quietMs", async () => {
    await using listener = await openWith(
      { hostTimers: { quietMs: 10 } },
      { handlers: { request: () => new Promise(() => {}) } },
    );
    const client = await bound(listener);
    client.send(submitSm(2), header(6, 0, 3));
    expect(await client.readPdu()).toEqual(header(0x80000006, 0, 3));
    await client.waitGone();
  });

  it("finMs", async () => {
    await using listener = await openWith({ hostTimers: { finMs: 10 } });
    const client = await bound(listener, true);
    client.send(header(6, 0, 2));
    expect(await client.readPdu()).toEqual(header(0x80000006, 0, 2));
    // It never sends a FIN of its own.
    expect(await listener.nextClosed()).toBe("unbind");
  });

  it.each([
    ["slowReaderMs", { hostTimers: { slowReaderMs: 10 }, limits: { pauseOctets: 1_000 } }],
    ["closeOctets", { limits: { pauseOctets: 1_000, closeOctets: 1_001 } }],
  ] as const)("%s", async (_name, own) => {
    await using listener = await openWith(own, { handlers: { onPdu: () => {} } });
    const client = await bound(listener);
    client.socket.pause();
    const flood = Buffer.concat(Array.from({ length: 4_096 }, (_, index) => header(0x15, 0, index + 1)));
    let reason: string | undefined;
    const closed = listener.nextClosed().then((why) => {
      reason = why;
    });
    while (reason === undefined) {
      const isFull = !client.socket.write(flood);
      const room = isFull
        ? once(client.socket, "drain").catch(() => {})
        : new Promise((resolve) => setImmediate(resolve));
      await Promise.race([room, closed]);
    }
    expect(reason).toBe("slow-reader");
  });
});

it("leaves what it does not name as the door has it", () => {
  const own = withOwn(defaultSmppSettings, { limits: { window: 3, waiting: undefined }, unexpectedTlvs: undefined });
  expect(own).toEqual({ ...defaultSmppSettings, limits: { ...defaultSmppSettings.limits, window: 3 } });
});
