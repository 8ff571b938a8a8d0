// Each fault, octet for octet, as a raw socket sees it.

import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/core/fault.ts";
import { cert, key } from "../../support/tls.ts";
import { RawClient } from "./support/client.ts";
import { decideBind, openListener, reply, type TestChannel } from "./support/listener.ts";
import { bindTransceiver, bindTransceiverResp, header, octets, pdu, submitSm, submitSmResp } from "./support/octets.ts";

/** The first submit_sm meets the fault, later ones do not. */
async function open(
  fault: Fault,
  onSent?: () => void,
): Promise<{ readonly listener: TestChannel; readonly client: RawClient }> {
  const listener = await openListener({
    handlers: {
      request: (_session, request) =>
        request.sequence === 2 ? { ...reply(request), fault, ...(onSent && { onSent }) } : reply(request),
    },
  });
  const client = await listener.connect();
  client.send(bindTransceiver);
  await client.readPdu();
  return { listener, client };
}

const answer = submitSmResp(2);
const enquire = header(0x15, 0, 9);
const enquired = header(0x80000015, 0, 9);

const staying: readonly [name: string, fault: Fault, expected: Buffer][] = [
  ["lose-answer", { kind: "lose-answer" }, Buffer.alloc(0)],
  ["hang", { kind: "hang" }, Buffer.alloc(0)],
  ["twice", { kind: "twice" }, Buffer.concat([answer, answer])],
  ["wrong-sequence", { kind: "wrong-sequence" }, pdu("80000004 00000000 40000002 'm-2' 00")],
  ["bad-length", { kind: "bad-length" }, octets("0000000f 80000004 00000000 00000002 'm-2' 00")],
  ["unknown-command", { kind: "unknown-command" }, pdu("8000ffff 00000000 00000002 'm-2' 00")],
];

const ending: readonly [name: string, fault: Fault, expected: Buffer][] = [
  ["close", { kind: "close" }, Buffer.alloc(0)],
  ["hang for a time", { kind: "hang", forMs: 20 }, Buffer.alloc(0)],
  ["truncate after 7 octets", { kind: "truncate", after: 7 }, answer.subarray(0, 7)],
  ["truncate after 0 octets", { kind: "truncate", after: 0 }, Buffer.alloc(0)],
  ["truncate after more than there is", { kind: "truncate", after: 400 }, answer],
  ["truncate inside a field", { kind: "truncate", inside: "message_id" }, answer.subarray(0, 18)],
  ["truncate inside the header", { kind: "truncate", inside: "command_id" }, answer.subarray(0, 6)],
  ["truncate inside what it does not have", { kind: "truncate", inside: "nonsense" }, answer.subarray(0, 10)],
  ["garbage", { kind: "garbage", bytes: Buffer.from("c0ffee", "hex") }, octets("c0ffee")],
];

describe("a fault that leaves the session standing (D13)", () => {
  it.each(staying)("%s", async (_name, fault, expected) => {
    const { listener, client } = await open(fault);
    await using _ = listener;
    client.send(submitSm(2), enquire, submitSm(3));
    const wanted = Buffer.concat([expected, enquired, submitSmResp(3)]);
    expect((await client.read(wanted.length)).toString("hex")).toBe(wanted.toString("hex"));
    expect(listener.bugs).toEqual([]);
  });

  it("silence: no request of the session is answered any more, responses still count", async () => {
    const { listener, client } = await open({ kind: "silence" });
    await using _ = listener;
    const delivery = listener.pool.deliver("acme", { command: "deliver_sm" });
    expect((await client.readPdu()).readUInt32BE(4)).toBe(5);
    client.send(submitSm(2), enquire, submitSm(3), header(0x77, 0, 4), header(0x80000005, 0, 1));
    expect(await delivery).toEqual({ outcome: "answered", status: 0 });
    expect(client.unhandled).toHaveLength(0);
    expect(listener.seen.filter(({ direction }) => direction === "out")).toHaveLength(2);
  });

  it("drip: in pieces, and what follows waits behind them", async () => {
    const { listener, client } = await open({ kind: "drip", bytes: 5, everyMs: 20 });
    await using _ = listener;
    const start = performance.now();
    client.send(submitSm(2), enquire);
    expect(await client.read(5)).toEqual(answer.subarray(0, 5));
    expect(await client.read(15)).toEqual(answer.subarray(5));
    expect(await client.readPdu()).toEqual(enquired);
    expect(performance.now() - start).toBeGreaterThan(50);
  });
});

describe("a fault that ends the connection", () => {
  it.each(ending)("%s", async (_name, fault, expected) => {
    const { listener, client } = await open(fault);
    await using _ = listener;
    client.send(submitSm(2));
    expect((await client.readToEnd()).toString("hex")).toBe(expected.toString("hex"));
    expect(client.failure).toBeUndefined();
    expect(await listener.nextClosed()).toBe("fault");
  });

  it("reset over TLS: RST of the connection below", async () => {
    await using listener = await openListener({
      tls: { key, cert },
      handlers: { request: (_session, request) => ({ ...reply(request), fault: { kind: "reset" } }) },
    });
    const client = new RawClient(connectTls({ port: listener.port, host: "127.0.0.1", rejectUnauthorized: false }));
    client.send(bindTransceiver, submitSm(2));
    await client.waitGone();
    expect(client.failure).toBe("ECONNRESET");
    expect(await listener.nextClosed()).toBe("fault");
    expect(listener.bugs).toEqual([]);
  });

  it("reset: RST before any octet", async () => {
    const { listener, client } = await open({ kind: "reset" });
    await using _ = listener;
    client.send(submitSm(2));
    await client.waitGone();
    expect(client.failure).toBe("ECONNRESET");
    expect(await listener.nextClosed()).toBe("fault");
  });

  it("unbind: the answer, then our unbind, then FIN", async () => {
    const { listener, client } = await open({ kind: "unbind" });
    await using _ = listener;
    client.send(submitSm(2));
    expect(await client.readPdu()).toEqual(answer);
    expect(await client.readPdu()).toEqual(header(6, 0, 1));
    client.send(header(0x80000006, 0, 1));
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

describe("sending", () => {
  it("tells when an answer has left, and only then", async () => {
    let sent = 0;
    const count = () => {
      sent++;
    };
    for (const [fault, times] of [
      [{ kind: "twice" }, 1],
      [{ kind: "drip", bytes: 9, everyMs: 1 }, 1],
      [{ kind: "lose-answer" }, 0],
      [{ kind: "close" }, 0],
    ] as const) {
      sent = 0;
      const { listener, client } = await open(fault, count);
      await using _ = listener;
      client.send(submitSm(2), enquire);
      if (fault.kind === "close") await client.readToEnd();
      // The enquire_link stands behind the answer, so the answer has left or never will.
      else while (!(await client.readPdu()).equals(enquired));
      expect(sent).toBe(times);
    }
  });

  it("bends the answer to a bind as well", async () => {
    await using listener = await openListener({
      handlers: {
        bind: (request) => ({ ...decideBind(request, listener.clock), fault: { kind: "truncate", after: 20 } }),
      },
    });
    const client = await listener.connect();
    client.send(bindTransceiver);
    expect(await client.readToEnd()).toEqual(bindTransceiverResp.subarray(0, 20));
  });

  it("hangs a bind for as long as the client waits", async () => {
    await using listener = await openListener({
      hostTimers: { sessionInitMs: 20, refusedBindMs: 10 },
      handlers: { bind: () => ({ accepted: false, status: 0x0d, fault: { kind: "hang" } }) },
    });
    const client = await listener.connect();
    client.send(bindTransceiver);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(client.ended).toBe(false);
    client.socket.end();
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it("leaves nothing behind when a fault ends a session with its bind", async () => {
    await using listener = await openListener({
      handlers: { bind: (request) => ({ ...decideBind(request, listener.clock), fault: { kind: "close" } }) },
    });
    const client = await listener.connect();
    client.send(bindTransceiver);
    expect(await client.readToEnd()).toHaveLength(0);
    await listener.nextClosed();
    expect(listener.clock.planned()).toBe(0);
    expect(listener.pool.sessions("acme")).toEqual([]);
  });

  it("bends the answers that the room gives by itself", async () => {
    await using listener = await openListener({
      handlers: {
        sessionRequest: (_session, { command, sequence }) =>
          command === "unbind" || sequence === 2 ? { status: 8 } : { fault: { kind: "lose-answer" } },
      },
    });
    const client = await listener.connect();
    client.send(bindTransceiver, header(0x15, 0, 1), header(0x15, 0, 2), header(6, 0, 3));
    const wanted = Buffer.concat([bindTransceiverResp, header(0x80000015, 8, 2), header(0x80000006, 8, 3)]);
    expect(await client.readToEnd()).toEqual(wanted);
  });

  it("bounds what it delays by itself as it bounds requests", async () => {
    await using listener = await openListener({
      limits: { processing: 3 },
      handlers: { sessionRequest: () => ({ delayMs: 5 }) },
    });
    const client = await listener.connect();
    const sequences = Array.from({ length: 10 }, (_, index) => index + 2);
    client.send(bindTransceiver, ...sequences.map((sequence) => header(0x15, 0, sequence)), header(6, 0, 50));
    const answers = sequences.map((sequence) => header(0x80000015, 0, sequence));
    const wanted = Buffer.concat([bindTransceiverResp, ...answers, header(0x80000006, 0, 50)]);
    expect(await client.readToEnd()).toEqual(wanted);
    expect(listener.seen[0]?.session.counters.mostProcessing).toBe(3);
  });

  it("drips to the end, also when the session ends behind it", async () => {
    await using listener = await openListener({
      hostTimers: { finMs: 10 },
      handlers: {
        request: (_session, request) => ({ ...reply(request), fault: { kind: "drip", bytes: 2, everyMs: 10 } }),
      },
    });
    const client = await listener.connect();
    client.send(bindTransceiver, submitSm(2), header(6, 0, 3));
    const wanted = Buffer.concat([bindTransceiverResp, answer, header(0x80000006, 0, 3)]);
    expect(await client.readToEnd()).toEqual(wanted);
  });

  it("delays an answer, others overtake it", async () => {
    await using listener = await openListener({
      handlers: { request: (_session, request) => ({ ...reply(request), delayMs: request.sequence === 2 ? 30 : 0 }) },
    });
    const client = await listener.connect();
    client.send(bindTransceiver, submitSm(2), submitSm(3));
    await client.readPdu();
    expect(await client.readPdu()).toEqual(submitSmResp(3));
    expect(await client.readPdu()).toEqual(submitSmResp(2));
  });
});
