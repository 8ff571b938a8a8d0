// Conversations as octets sent and octets expected, each in several fragmentations. Numbers in titles are those of the
// requirements (W, S) and of SMPP 3.4.

import { describe, expect, it } from "vitest";
import { decideBind, openListener } from "./support/listener.ts";
import {
  bindReceiver,
  bindReceiverResp,
  bindTransceiver,
  bindTransceiverResp,
  bindTransmitter,
  bindTransmitterResp,
  header,
  pdu,
  submitSm,
  submitSmResp,
} from "./support/octets.ts";

type Turn = readonly [sent: readonly Buffer[], expected: readonly Buffer[]];
interface Conversation {
  readonly name: string;
  readonly turns: readonly Turn[];
  /** Whether we close behind the last answer. */
  readonly ends?: boolean;
}

const wrongBind = (system: string, password: string) =>
  pdu(`00000009 00000000 00000007 '${system}' 00 '${password}' 00 00 34 00 00 00`);
const query = pdu("00000003 00000000 00000004 'm-1' 00 01 01 '28149' 00");
const cancel = pdu("00000008 00000000 00000005 00 'm-1' 00 01 01 '28149' 00 01 01 '5511999990001' 00");
const replace = pdu("00000007 00000000 00000006 'm-1' 00 01 01 '28149' 00 00 00 01 00 02 'Oi'");
const multi = pdu(
  "00000021 00000000 00000007 00 01 01 '28149' 00 02 01 01 01 '5511999990001' 00 02 'list' 00 00 00 00 00 00 01 00 00 00 02 'Oi'",
);
const data = pdu("00000103 00000000 00000008 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 01 00 0424 0002 'Oi'");
const services = [submitSm(3), query, cancel, replace, multi, data];
const refused = [
  header(0x80000004, 4, 3),
  header(0x80000003, 4, 4),
  header(0x80000008, 4, 5),
  header(0x80000007, 4, 6),
  header(0x80000021, 4, 7),
  header(0x80000103, 4, 8),
];
const answered = [
  submitSmResp(3),
  pdu("80000003 00000000 00000004 'm-1' 00 00 01 00"),
  header(0x80000008, 0, 5),
  header(0x80000007, 0, 6),
  pdu("80000021 00000000 00000007 'm-7' 00 00"),
  pdu("80000103 00000000 00000008 'm-8' 00"),
];
const enquire = header(0x15, 0, 9);
const enquired = header(0x80000015, 0, 9);
const unbind = header(0x06, 0, 10);
const unbound = header(0x80000006, 0, 10);

const conversations: readonly Conversation[] = [
  { name: "bind_transmitter (S1, S6)", turns: [[[bindTransmitter], [bindTransmitterResp]]] },
  { name: "bind_receiver", turns: [[[bindReceiver], [bindReceiverResp]]] },
  { name: "bind_transceiver", turns: [[[bindTransceiver], [bindTransceiverResp]]] },
  {
    name: "a transmitter submits, asks, cancels, replaces",
    turns: [
      [[bindTransmitter], [bindTransmitterResp]],
      [services, answered],
    ],
  },
  {
    name: "bind, submit and unbind in one write, a transceiver",
    turns: [
      [
        [bindTransceiver, ...services, unbind],
        [bindTransceiverResp, ...answered, unbound],
      ],
    ],
    ends: true,
  },
  {
    name: "nothing is served before a bind (S2)",
    turns: [
      [
        [...services, unbind],
        [...refused, header(0x80000006, 4, 10)],
      ],
    ],
  },
  {
    name: "a receiver does not submit (S1, S2)",
    turns: [
      [[bindReceiver], [bindReceiverResp]],
      [services, refused],
    ],
  },
  {
    name: "enquire_link in every state (S2)",
    turns: [
      [[enquire], [enquired]],
      [[bindReceiver], [bindReceiverResp]],
      [[enquire], [enquired]],
    ],
  },
  {
    name: "a second bind is refused, the session stays (S3)",
    turns: [
      [[bindTransmitter], [bindTransmitterResp]],
      [[bindTransceiver], [header(0x80000009, 5, 1)]],
      [[submitSm(2)], [submitSmResp(2)]],
    ],
  },
  {
    name: "wrong system_id and wrong password (S4), then the right ones on the same connection",
    turns: [
      [[wrongBind("nobody", "secret")], [header(0x80000009, 0x0f, 7)]],
      [[wrongBind("user", "guess")], [header(0x80000009, 0x0e, 7)]],
      [[bindTransmitter], [bindTransmitterResp]],
    ],
  },
  {
    name: "an interface_version below 3.4 gets no optional parameter (S6)",
    turns: [
      [
        [pdu("00000002 00000000 00000001 'user' 00 'secret' 00 00 33 00 00 00")],
        [pdu("80000002 00000000 00000001 'SMSC' 00")],
      ],
    ],
  },
  {
    name: "interface_version 0 counts as 3.3",
    turns: [
      [
        [pdu("00000002 00000000 00000001 'user' 00 'secret' 00 00 00 00 00 00")],
        [pdu("80000002 00000000 00000001 'SMSC' 00")],
      ],
    ],
  },
  {
    name: "unknown command: generic_nack 0x03, the session stays (W4)",
    turns: [
      [[bindTransmitter], [bindTransmitterResp]],
      [[header(0x77, 0, 0xfffffffe)], [header(0x80000000, 3, 0xfffffffe)]],
      [[submitSm(0x80000001)], [submitSmResp(0x80000001)]],
    ],
  },
  {
    name: "responses nobody waits for, outbind and alert_notification are dropped (W10)",
    turns: [
      [[bindTransceiver], [bindTransceiverResp]],
      [
        [
          header(0x80000005, 0, 44),
          pdu("80000005 00000000 0000002c 00"),
          header(0x80000000, 3, 45),
          header(0x800000ff, 0, 46),
          pdu("0000000b 00000000 0000002f 'x' 00 'y' 00"),
          pdu("00000102 00000000 00000030 01 01 '5511' 00 01 01 '28149' 00"),
          enquire,
        ],
        [enquired],
      ],
    ],
  },
  {
    name: "deliver_sm from an ESME is out of place (S2)",
    turns: [
      [[bindTransceiver], [bindTransceiverResp]],
      [
        [pdu("00000005 00000000 00000009 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")],
        [header(0x80000005, 4, 9)],
      ],
    ],
  },
  {
    name: "command_length below 16: generic_nack 0x02 with sequence 0, then the end (W2, W3)",
    turns: [[[Buffer.from("0000000f00000015", "hex")], [header(0x80000000, 2, 0)]]],
    ends: true,
  },
  {
    name: "command_length 0",
    turns: [[[Buffer.alloc(16)], [header(0x80000000, 2, 0)]]],
    ends: true,
  },
  {
    name: "command_length over 1 KB before a bind: its own sequence number (W2, W3)",
    turns: [[[Buffer.from("00000401000000150000000000000063", "hex")], [header(0x80000000, 2, 0x63)]]],
    ends: true,
  },
  {
    name: "command_length over the maximum after a bind",
    turns: [
      [[bindTransmitter], [bindTransmitterResp]],
      [[Buffer.from("000101d1000000040000000000000064", "hex")], [header(0x80000000, 2, 0x64)]],
    ],
    ends: true,
  },
];

const fragmentations = ["whole", "byte by byte", "cut in the middle"] as const;

describe.each(fragmentations)("conversations (W1), %s", (fragmentation) => {
  it.each(conversations)("$name", async ({ turns, ends }) => {
    await using listener = await openListener();
    const client = await listener.connect();
    for (const [sent, expected] of turns) {
      const octets = Buffer.concat(sent);
      if (fragmentation === "whole") client.send(octets);
      else if (fragmentation === "byte by byte") await client.sendBytewise(octets);
      else {
        const middle = octets.length >> 1;
        client.send(octets.subarray(0, middle));
        await new Promise((resolve) => setImmediate(resolve));
        client.send(octets.subarray(middle));
      }
      const wanted = Buffer.concat(expected);
      expect((await client.read(wanted.length)).toString("hex")).toBe(wanted.toString("hex"));
    }
    if (ends) await expect(client.readToEnd()).resolves.toEqual(Buffer.alloc(0));
    else {
      client.send(header(0x15, 0, 0x1234));
      expect(await client.readPdu()).toEqual(header(0x80000015, 0, 0x1234));
    }
    expect(listener.bugs).toEqual([]);
  });
});

describe("answers", () => {
  it("keeps the connection of a refused bind for 500 ms (S5)", async () => {
    await using listener = await openListener();
    const client = await listener.connect();
    const start = performance.now();
    client.send(wrongBind("nobody", "x"));
    await client.readToEnd();
    expect(performance.now() - start).toBeGreaterThanOrEqual(495);
    expect(await listener.nextClosed()).toBe("bind-refused");
  });

  it("waits with what came behind a bind until the bind is decided", async () => {
    await using listener = await openListener({
      handlers: { bind: async (request) => decideBind(request, listener.clock) },
    });
    const client = await listener.connect();
    client.send(bindTransmitter, submitSm(2));
    expect(await client.readPdu()).toEqual(bindTransmitterResp);
    expect(await client.readPdu()).toEqual(submitSmResp(2));
  });
});
