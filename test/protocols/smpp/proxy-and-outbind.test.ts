// Connections whose other end is not who it seems (S15), and those that we open ourselves (S11).

import { once } from "node:events";
import { createServer } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { readProxyHeader } from "../../../src/protocols/smpp/proxy-protocol.ts";
import { cert, key } from "../../support/tls.ts";
import { RawClient } from "./support/client.ts";
import { type ChannelOptions, openListener } from "./support/listener.ts";
import {
  bindReceiver,
  bindReceiverResp,
  bindTransceiver,
  bindTransceiverResp,
  header,
  octets,
  pdu,
} from "./support/octets.ts";

const v1 = Buffer.from("PROXY TCP4 203.0.113.9 192.0.2.1 40000 9500\r\n");
const v2 = octets("0d0a0d0a000d0a515549540a 21 11 000c cb007109 c0000201 9c40 251c");
const balancer: ChannelOptions = { proxyFrom: ["127.0.0.1"] };

describe("the PROXY protocol", () => {
  it.each([
    ["version 1", v1, { address: "203.0.113.9", port: 40_000 }],
    ["version 2", v2, { address: "203.0.113.9", port: 40_000 }],
    ["version 2, the balancer's own check", octets("0d0a0d0a000d0a515549540a 20 00 0000"), { address: "127.0.0.1" }],
    ["version 1, unknown", Buffer.from("PROXY UNKNOWN\r\n"), { address: "127.0.0.1" }],
  ])("%s", async (_name, first, peer) => {
    await using listener = await openListener(balancer);
    for (const bytewise of [false, true]) {
      const client = await listener.connect();
      if (bytewise) await client.sendBytewise(Buffer.concat([first, bindTransceiver]));
      else client.send(first, bindTransceiver);
      expect(await client.readPdu()).toEqual(bindTransceiverResp);
      expect([...listener.listener.sessions][0]?.peer).toMatchObject(peer);
      client.send(header(0x15, 0, 5));
      expect(await client.readPdu()).toEqual(header(0x80000015, 0, 5));
      client.destroy();
      await listener.nextClosed();
    }
  });

  it("stands in front of TLS", async () => {
    await using listener = await openListener({ ...balancer, tls: { key, cert } });
    const raw = await listener.connect();
    raw.socket.removeAllListeners("data");
    raw.send(v1);
    const secure = new RawClient(connectTls({ socket: raw.socket, rejectUnauthorized: false }));
    secure.send(bindTransceiver);
    expect(await secure.readPdu()).toEqual(bindTransceiverResp);
    expect([...listener.listener.sessions][0]?.peer).toMatchObject({ address: "203.0.113.9", secure: true });
    secure.destroy();
  });

  it("is required of who is listed", async () => {
    await using listener = await openListener(balancer);
    const client = await listener.connect();
    client.send(bindTransceiver);
    expect(await client.readToEnd()).toHaveLength(0);
    const silent = await openListener({ ...balancer, hostTimers: { sessionInitMs: 30 } });
    await (await silent.connect()).waitGone();
    await silent.listener.stop();
  });

  it("is taken from nobody else", async () => {
    await using listener = await openListener({ proxyFrom: ["192.0.2.200"] });
    const client = await listener.connect();
    client.send(v1);
    expect(await client.readToEnd()).toEqual(header(0x80000000, 2, v1.readUInt32BE(12)));
  });

  it.each([
    ["an address that is none", "PROXY TCP4 <script> 192.0.2.1 1 2\r\n"],
    ["no end of line", `PROXY TCP4 ${"1".repeat(110)}`],
    ["another word", "PROXX TCP4 203.0.113.9 192.0.2.1 1 2\r\n"],
    ["a bare line feed", "PROXY UNKNOWN\n"],
    ["a third version", "\r\n\r\n\0\r\nQUIT\n\x31\x11\0\x0c"],
    ["two megabytes of addresses", "\r\n\r\n\0\r\nQUIT\n\x21\x11\xff\xff"],
    ["too few addresses", "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x02ab"],
  ])("is bad with %s", (_name, text) => {
    expect(readProxyHeader(Buffer.from(text, "latin1")).header).toBe("bad");
  });

  it("reads an address of version 6", () => {
    const address = "2001 0db8 0000 0000 0000 0000 0000 0009";
    const read = readProxyHeader(octets(`0d0a0d0a000d0a515549540a 21 21 0024 ${address} ${address} 9c40 251c`));
    expect(read).toMatchObject({
      header: "whole",
      length: 52,
      peer: { address: "2001:db8:0:0:0:0:0:9", port: 40_000 },
    });
  });
});

describe("outbind (S11)", () => {
  const target = { host: "127.0.0.1", systemId: "SMSC", password: "ours" };

  it("calls, names us, takes the bind and delivers", async () => {
    await using listener = await openListener();
    const waiting = createServer();
    waiting.listen(0, "127.0.0.1");
    await once(waiting, "listening");
    const address = waiting.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    const called = once(waiting, "connection");
    const session = await listener.listener.outbind({ ...target, port: address.port });
    const esme = new RawClient((await called)[0]);
    expect(await esme.readPdu()).toEqual(pdu("0000000b 00000000 00000001 'SMSC' 00 'ours' 00"));
    esme.send(bindReceiver);
    expect(await esme.readPdu()).toEqual(bindReceiverResp);
    const outcome = listener.pool.deliver("acme", { command: "deliver_sm" });
    expect((await esme.readPdu()).readUInt32BE(4)).toBe(5);
    esme.send(header(0x80000005, 0, 2));
    expect(await outcome).toEqual({ outcome: "answered", status: 0 });
    expect(session.state).toBe("BOUND_RX");
    const stopped = listener.listener.stop();
    expect(await esme.readPdu()).toEqual(header(6, 0, 3));
    esme.send(header(0x80000006, 0, 3));
    await stopped;
    expect(session.state).toBe("CLOSED");
    await expect(listener.listener.outbind({ ...target, port: address.port })).rejects.toThrow(
      /the listener is closed/,
    );
    esme.destroy();
    waiting.close();
  });

  it("fails where nobody listens", async () => {
    await using listener = await openListener();
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const address = free.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    free.close();
    await once(free, "close");
    await expect(listener.listener.outbind({ ...target, port: address.port })).rejects.toThrow(/ECONNREFUSED/);
  });
});
