// Timers, limits, back-pressure, bugs of handlers, and the ways a session ends.

import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { ConnectionLimits } from "../../../src/protocols/smpp/connection-limits.ts";
import type { PduReply } from "../../../src/protocols/smpp/session-types.ts";
import { defaultSmppSettings } from "../../../src/protocols/smpp/settings.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { handClock } from "../../support/host-clock.ts";
import type { RawClient } from "./support/client.ts";
import { decideBind, openListener, reply, type TestChannel } from "./support/listener.ts";
import {
  bindReceiver,
  bindTransceiver,
  bindTransceiverResp,
  bindTransmitter,
  header,
  pdu,
  submitSm,
  submitSmResp,
} from "./support/octets.ts";

async function bound(listener: TestChannel, bind = bindTransceiver): Promise<RawClient> {
  const client = await listener.connect();
  client.send(bind);
  await client.readPdu();
  return client;
}
const enquired = async (client: RawClient): Promise<void> => {
  client.send(header(0x15, 0, 0x99));
  expect(await client.readPdu()).toEqual(header(0x80000015, 0, 0x99));
};

describe("timers (S13)", () => {
  it("session_init: closed when no bind comes", async () => {
    await using listener = await openListener({ hostTimers: { sessionInitMs: 30 } });
    const client = await listener.connect();
    expect(await client.readToEnd()).toHaveLength(0);
    expect(await listener.nextClosed()).toBe("session-init");
  });

  it("session_init does not cut short a decision that takes its time", async () => {
    await using listener = await openListener({
      hostTimers: { sessionInitMs: 5_000 },
      handlers: { bind: (request) => ({ ...decideBind(request, listener.clock), delayMs: 5_200 }) },
    });
    const client = await listener.connect();
    client.send(bindTransceiver);
    expect(await client.readPdu()).toEqual(bindTransceiverResp);
  });

  it("sends enquire_link after 60 s without traffic, and not before", async () => {
    await using listener = await openListener();
    const client = await bound(listener);
    listener.clock.advance(59_000);
    await enquired(client);
    listener.clock.advance(59_000);
    await enquired(client);
    listener.clock.advance(1_000);
    await enquired(client);
    listener.clock.advance(60_000);
    expect(await client.readPdu()).toEqual(header(0x15, 0, 1));
    client.send(header(0x80000015, 0, 1));
    await enquired(client);
    listener.clock.advance(60_000);
    expect(await client.readPdu()).toEqual(header(0x15, 0, 2));
  });

  it("sends one enquire_link a session when a manual clock jumps two days, and keeps who answers", async () => {
    await using listener = await openListener({ hostTimers: { enquireLinkGraceMs: 2_000 } });
    const client = await bound(listener);
    listener.clock.advance(48 * 3_600_000);
    expect(await client.readPdu()).toEqual(header(0x15, 0, 1));
    client.send(header(0x80000015, 0, 1));
    await enquired(client);
    expect(client.unhandled).toHaveLength(0);
    expect([...listener.listener.sessions][0]?.state).toBe("BOUND_TRX");
  });

  it("closes after 300 s without a sign of life", async () => {
    await using listener = await openListener();
    const client = await bound(listener);
    let reason: string | undefined;
    listener.nextClosed().then((closed) => {
      reason = closed;
    });
    for (let waited = 0; reason === undefined && waited < 600; waited += 10) {
      listener.clock.advance(10_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (waited < 280) expect(reason).toBeUndefined();
    }
    expect(reason).toBe("inactivity");
    const sent = await client.readToEnd();
    expect(sent.subarray(0, 16)).toEqual(header(0x15, 0, 1));
  });

  it("goes by what has passed, wherever the date is set", async () => {
    await using listener = await openListener({ boundTimers: { enquireLinkMs: 0, inactivityMs: 300_000 } });
    const client = await bound(listener);
    listener.clock.advance(299_000);
    await enquired(client);
    listener.clock.setDate(48 * 3_600_000);
    listener.clock.advance(1_000);
    await enquired(client);
    listener.clock.setDate(-72 * 3_600_000);
    listener.clock.advance(299_999);
    expect(listener.closed).toEqual([]);
    listener.clock.advance(1);
    expect(await client.readToEnd()).toHaveLength(0);
    expect(await listener.nextClosed()).toBe("inactivity");
  });

  it("takes the timers of the bind decision", async () => {
    await using listener = await openListener({
      handlers: {
        bind: (request) => ({ ...decideBind(request, listener.clock), own: { boundTimers: { enquireLinkMs: 5_000 } } }),
      },
    });
    const client = await bound(listener);
    listener.clock.advance(5_000);
    expect(await client.readPdu()).toEqual(header(0x15, 0, 1));
  });

  it("leaves nothing planned on the sandbox's clock", async () => {
    await using listener = await openListener();
    const client = await bound(listener);
    expect(listener.clock.planned()).toBe(1);
    client.destroy();
    await listener.nextClosed();
    expect(listener.clock.planned()).toBe(0);
  });
});

describe("one response per request", () => {
  it("under a window of 500 answered in any order (W5, M18)", async () => {
    const waiting: (() => void)[] = [];
    await using listener = await openListener({
      handlers: {
        request: (_session, request) => new Promise((resolve) => waiting.push(() => resolve(reply(request)))),
      },
    });
    const client = await bound(listener);
    const sequences = Array.from({ length: 500 }, (_, index) => index + 10);
    client.send(...sequences.map((sequence) => submitSm(sequence)));
    while (waiting.length < 500) await new Promise((resolve) => setImmediate(resolve));
    waiting.sort((a, b) => ((waiting.indexOf(a) * 7919) % 500) - ((waiting.indexOf(b) * 104_729) % 500));
    for (const answer of waiting) answer();
    const got = new Set<number>();
    for (const _ of sequences) {
      const answer = await client.readPdu();
      expect(answer.readUInt32BE(4)).toBe(0x80000004);
      got.add(answer.readUInt32BE(12));
    }
    expect([...got].sort((a, b) => a - b)).toEqual(sequences);
    await enquired(client);
  });

  it("holds answers until they are durable and sends those of one commit in one write", async () => {
    let commit = (): void => {};
    const until = new Promise<void>((resolve) => {
      commit = resolve;
    });
    await using listener = await openListener({
      handlers: { request: (_session, request) => ({ ...reply(request), until }) },
    });
    const client = await bound(listener);
    let writes = 0;
    client.socket.on("data", () => writes++);
    client.send(...[2, 3, 4, 5].map((sequence) => submitSm(sequence)));
    client.send(header(0x15, 0, 1));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 1));
    expect(client.unhandled).toHaveLength(0);
    writes = 0;
    commit();
    for (const sequence of [2, 3, 4, 5]) expect(await client.readPdu()).toEqual(submitSmResp(sequence));
    expect(writes).toBe(1);
  });

  it("writes the answers of one read at once (W11)", async () => {
    await using listener = await openListener();
    const client = await bound(listener);
    let writes = 0;
    client.socket.on("data", () => writes++);
    client.send(...[2, 3, 4, 5].map((sequence) => submitSm(sequence)));
    await client.read(4 * submitSmResp(2).length);
    expect(writes).toBe(1);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("a bug");
      },
    ],
    ["rejects", () => Promise.reject(new Error("a bug"))],
    ["is never durable", (): PduReply => ({ status: 0, until: Promise.reject(new Error("a bug")) })],
    ["gives what cannot be written", (): PduReply => ({ status: 0, body: { message_id: "x".repeat(70) } })],
  ] as const)("is ESME_RSYSERR when the handler %s", async (_name, request) => {
    await using listener = await openListener({ handlers: { request } });
    const client = await bound(listener);
    client.send(submitSm(2));
    expect(await client.readPdu()).toEqual(header(0x80000004, 8, 2));
    await enquired(client);
    expect(listener.bugs).toHaveLength(1);
  });

  it("is ESME_RSYSERR when the bind handler throws, and observers that throw end nothing", async () => {
    const bug = () => {
      throw new Error("a bug");
    };
    await using listener = await openListener({ handlers: { bind: bug, onPdu: bug } });
    const client = await listener.connect();
    client.send(bindTransmitter);
    expect(await client.readPdu()).toEqual(header(0x80000002, 8, 1));
    await enquired(client);
    expect(listener.bugs.length).toBeGreaterThan(2);
  });

  it("leaves requests above the limit unread until there is room (M18)", async () => {
    const waiting: (() => void)[] = [];
    await using listener = await openListener({
      limits: { processing: 3 },
      handlers: {
        request: (_session, request) => new Promise((resolve) => waiting.push(() => resolve(reply(request)))),
      },
    });
    const client = await bound(listener);
    client.send(...[2, 3, 4, 5, 6].map((sequence) => submitSm(sequence)));
    while (waiting.length < 3) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waiting).toHaveLength(3);
    waiting.shift()?.();
    expect(await client.readPdu()).toEqual(submitSmResp(2));
    for (const sequence of [3, 4, 5, 6]) {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      waiting.shift()?.();
      expect(await client.readPdu()).toEqual(submitSmResp(sequence));
    }
    expect([...listener.listener.sessions][0]?.counters.mostProcessing).toBe(3);
  });
});

describe("the end of a session", () => {
  it("unbind by the ESME: answers in the making first, then unbind_resp, then FIN (S8)", async () => {
    await using listener = await openListener({
      handlers: { request: (_session, request) => ({ ...reply(request), delayMs: 20 }) },
    });
    const client = await bound(listener);
    client.send(submitSm(2), header(6, 0, 3), submitSm(4));
    const wanted = Buffer.concat([header(0x80000004, 4, 4), submitSmResp(2), header(0x80000006, 0, 3)]);
    expect(await client.readToEnd()).toEqual(wanted);
    expect(await listener.nextClosed()).toBe("unbind");
  });

  it.each([0, 20])("unbind and FIN in one write: everything is answered, the unbind after %i ms", async (delayMs) => {
    await using listener = await openListener({
      handlers: {
        request: (_session, request) => ({ ...reply(request), delayMs: 20 }),
        sessionRequest: () => ({ delayMs }),
      },
    });
    const client = await listener.connect(true);
    client.send(bindTransceiver, submitSm(2), header(6, 0, 3));
    client.socket.end();
    const wanted = Buffer.concat([bindTransceiverResp, submitSmResp(2), header(0x80000006, 0, 3)]);
    expect(await client.readToEnd()).toEqual(wanted);
  });

  it("unbind by us: still acknowledges what arrives, then FIN (S9)", async () => {
    await using listener = await openListener();
    const client = await bound(listener);
    const delivery = listener.pool.deliver("acme", { command: "deliver_sm" });
    await client.readPdu();
    for (const session of listener.listener.sessions) session.unbind();
    expect(await client.readPdu()).toEqual(header(6, 0, 2));
    expect(await listener.pool.deliver("acme", { command: "deliver_sm" })).toEqual({ outcome: "no-receiver" });
    client.send(header(0x80000005, 0, 1));
    expect(await delivery).toEqual({ outcome: "answered", status: 0 });
    await enquired(client);
    client.send(header(0x80000006, 0, 2));
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it("unbind by us that nobody answers ends all the same", async () => {
    await using listener = await openListener({ hostTimers: { unbindMs: 20 } });
    const client = await bound(listener);
    for (const session of listener.listener.sessions) session.unbind();
    expect(await client.readToEnd()).toEqual(header(6, 0, 1));
  });

  it("sends alert_notification, which has no response (S12)", async () => {
    await using listener = await openListener();
    const client = await bound(listener, bindReceiver);
    const alert = { command: "alert_notification", body: { source_addr: "5511", esme_addr: "28149" } } as const;
    expect(await listener.pool.deliver("acme", alert)).toEqual({ outcome: "sent" });
    expect(await client.readPdu()).toEqual(pdu("00000102 00000000 00000001 00 00 '5511' 00 00 00 '28149' 00"));
  });
});

describe("limits (W13)", () => {
  it.each([
    ["in all", { connections: 2 }],
    ["per address", { connectionsPerAddress: 2 }],
    ["not bound", { unbound: 2 }],
  ])("connections %s", async (name, limits) => {
    await using listener = await openListener({ limits });
    const clients = [await listener.connect(), await listener.connect()];
    const third = await listener.connect();
    expect(await third.readToEnd()).toHaveLength(0);
    expect(listener.listener.turnedAway).toBe(1);
    for (const client of clients) await enquired(client);
    if (name === "not bound") {
      clients[0]?.send(bindTransceiver);
      await clients[0]?.readPdu();
    } else {
      clients[0]?.destroy();
      await listener.nextClosed();
    }
    await enquired(await listener.connect());
  });

  it("sessions per account: too many are ESME_RBINDFAIL", async () => {
    await using listener = await openListener({ limits: { sessionsPerAccount: 2 } });
    const first = await bound(listener);
    await bound(listener);
    const third = await listener.connect();
    third.send(bindTransceiver);
    expect(await third.readPdu()).toEqual(header(0x80000009, 0x0d, 1));
    first.destroy();
    await listener.nextClosed();
    third.send(bindTransceiver);
    expect(await third.readPdu()).toEqual(bindTransceiverResp);
  });

  const wrongBind = pdu("00000009 00000000 00000001 'user' 00 'guess' 00 00 34 00 00 00");

  it("refused binds per address, system_id and password: ESME_RBINDFAIL, and the right password binds (S7)", async () => {
    const limits = { bindAttempts: 2, bindAttemptsMs: 60_000 };
    await using listener = await openListener({ limits, proxyFrom: ["127.0.0.1"] });
    const client = await listener.connect();
    client.send(Buffer.from("PROXY TCP4 203.0.113.9 192.0.2.1 40000 9500\r\n"));
    for (const status of [0x0e, 0x0e, 0x0d, 0x0d]) {
      client.send(wrongBind);
      expect(await client.readPdu()).toEqual(header(0x80000009, status, 1));
    }
    client.send(bindTransceiver);
    expect(await client.readPdu()).toEqual(bindTransceiverResp);
  });

  it("refused binds of this machine are not counted", async () => {
    await using listener = await openListener({ limits: { bindAttempts: 2, bindAttemptsMs: 60_000 } });
    const client = await listener.connect();
    for (let n = 0; n < 5; n++) {
      client.send(wrongBind);
      expect(await client.readPdu()).toEqual(header(0x80000009, 0x0e, 1));
    }
    client.send(bindTransceiver);
    expect(await client.readPdu()).toEqual(bindTransceiverResp);
  });

  it("refused binds are forgotten after a minute, wherever the date is set", () => {
    const clock = handClock();
    const limits = new ConnectionLimits({ ...defaultSmppSettings.limits, bindAttempts: 1 }, clock);
    const tried = { system_id: "user", password: "guess" };
    limits.refused("192.0.2.1", tried);
    clock.setDate(-3_600_000);
    clock.advance(59_999);
    expect(limits.mayBind("192.0.2.1", tried)).toBe(false);
    expect(limits.mayBind("192.0.2.1", { ...tried, password: "right" })).toBe(true);
    expect(limits.mayBind("192.0.2.2", tried)).toBe(true);
    clock.advance(1);
    expect(limits.mayBind("192.0.2.1", tried)).toBe(true);
  });

  it("interface_version below 3.4 is refused when told to", async () => {
    await using listener = await openListener({ settings: { acceptVersion33: false } });
    const client = await listener.connect();
    client.send(pdu("00000002 00000000 00000001 'user' 00 'secret' 00 00 33 00 00 00"));
    expect(await client.readPdu()).toEqual(header(0x80000002, 0x0d, 1));
  });
});

describe("a peer that does not read (W12)", () => {
  const flood = (count: number) =>
    Buffer.concat(Array.from({ length: count }, (_, index) => header(0x15, 0, index + 1)));
  const unwatched = { handlers: { onPdu: () => {} } };

  it("costs at most 1 MB, and is closed in the end", async () => {
    await using listener = await openListener({ ...unwatched, hostTimers: { slowReaderMs: 300 } });
    const client = await bound(listener);
    client.socket.pause();
    const [session] = [...listener.listener.sessions];
    const requests = flood(4_096);
    let max = 0;
    let reason: string | undefined;
    const closed = listener.nextClosed().then((why) => {
      reason = why;
    });
    while (reason === undefined) {
      const drained = client.socket.write(requests)
        ? new Promise((resolve) => setImmediate(resolve))
        : Promise.race([once(client.socket, "drain").catch(() => {}), closed]);
      await drained;
      max = Math.max(max, session?.unsent ?? 0);
    }
    expect(reason).toBe("slow-reader");
    expect(max).toBeGreaterThan(65_536);
    expect(max).toBeLessThan(1_048_576);
  });

  it("is read again once it reads", async () => {
    // Long answers to short questions: fewer are more than the kernel keeps for both ends.
    const message_id = "m".repeat(64);
    const body = { message_id, final_date: "", message_state: 1, error_code: 0 };
    await using listener = await openListener({ handlers: { onPdu: () => {}, request: () => ({ status: 0, body }) } });
    const client = await bound(listener);
    client.socket.pause();
    const [count, answer] = [250_000, 16 + message_id.length + 1 + 3];
    const question = pdu("00000003 00000000 00000001 'm' 00 00 00 00");
    client.socket.write(Buffer.concat(Array.from({ length: count }, () => question)));
    const [session] = [...listener.listener.sessions];
    if (session === undefined) throw new Error("no session");
    while (session.unsent <= 65_536) await new Promise((resolve) => setImmediate(resolve));
    expect(session.counters.received).toBeLessThan(count);
    let octets = 0;
    const all = new Promise<void>((resolve) => {
      client.socket.removeAllListeners("data").on("data", (chunk: Buffer) => {
        octets += chunk.length;
        if (octets === count * answer) resolve();
      });
    });
    client.socket.resume();
    await all;
    expect(session.counters.received).toBe(count + 1);
  });
});

describe("stop", () => {
  it("unbinds everyone, waits for the answers, leaves no handle", async () => {
    const listener = await openListener({
      handlers: { request: (_session, request) => ({ ...reply(request), delayMs: 50 }) },
    });
    const client = await bound(listener);
    const idle = await listener.connect();
    client.send(submitSm(2));
    while (![...listener.listener.sessions].some(({ counters }) => counters.mostProcessing > 0)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const stopped = listener.listener.stop();
    expect(await client.readPdu()).toEqual(header(6, 0, 1));
    client.send(header(0x80000006, 0, 1));
    expect(await client.readPdu()).toEqual(submitSmResp(2));
    expect(await client.readToEnd()).toHaveLength(0);
    expect(await idle.readToEnd()).toHaveLength(0);
    await stopped;
    expect(listener.listener.sessions.size).toBe(0);
    expect(listener.clock.planned()).toBe(0);
    await expect(listener.connect()).rejects.toThrow(/ECONNREFUSED/);
  });

  it("takes at most 2 s, whatever the peers do", async () => {
    const listener = await openListener();
    const deaf = await listener.connect(true);
    deaf.send(bindTransceiver);
    await deaf.readPdu();
    const start = performance.now();
    await listener.listener.stop();
    expect(performance.now() - start).toBeLessThan(allowed(2_000));
    deaf.destroy();
  });
});
