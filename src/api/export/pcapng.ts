// The SMPP calls of a sandbox as a capture (draft-ietf-opsawg-pcapng): Ethernet, IPv4 and TCP made up around the real PDUs,
// a TCP stream a session, so that Wireshark dissects and follows them.

import { Buffer } from "node:buffer";
import type { Instant } from "../../core/clock.ts";
import type { Api } from "../api.ts";
import { bytesOf } from "../views.ts";
import { requests } from "./jsonl.ts";

const smppPort = 2775;
const server = [10, 0, 0, 1] as const;
const client = [10, 0, 0, 2] as const;

/** A direction of a stream: its ports and the next octet's number. */
interface Side {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly fromPort: number;
  readonly toPort: number;
  next: number;
}

export function* pcapng(api: Api, sandbox: string): Generator<Buffer, void, void> {
  yield sectionHeader;
  yield interfaceDescription;
  const streams = new Map<string, { readonly request: Side; readonly answer: Side }>();
  for (const call of requests(api.store.journal, sandbox)) {
    if (call.channel !== "smpp") {
      yield Buffer.alloc(0);
      continue;
    }
    const port = 40_000 + (streams.size % 20_000);
    const stream = streams.get(call.remote) ?? {
      request: { from: client, to: server, fromPort: port, toPort: smppPort, next: 1 },
      answer: { from: server, to: client, fromPort: smppPort, toPort: port, next: 1 },
    };
    streams.set(call.remote, stream);
    yield* packets(call.at, stream.request, stream.answer, bytesOf(call.request));
    if (call.answer !== null) yield* packets(call.at, stream.answer, stream.request, bytesOf(call.answer));
  }
}

function* packets(at: Instant, side: Side, other: Side, octets: Buffer): Generator<Buffer, void, void> {
  for (let from = 0; from < octets.length; from += maxInPacket) {
    const part = octets.subarray(from, from + maxInPacket);
    yield packet(at, frame(side, other.next, part));
    side.next = (side.next + part.length) >>> 0;
  }
}

/** IPv4's length has 16 bits. */
const maxInPacket = 60_000;

function frame(side: Side, acknowledged: number, payload: Buffer): Buffer {
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(side.fromPort, 0);
  tcp.writeUInt16BE(side.toPort, 2);
  tcp.writeUInt32BE(side.next, 4);
  tcp.writeUInt32BE(acknowledged, 8);
  tcp.writeUInt16BE(0x5018, 12); // five words of header; ACK and PSH
  tcp.writeUInt16BE(0xffff, 14);
  const pseudo = Buffer.from([...side.from, ...side.to, 0, 6, 0, 0]);
  pseudo.writeUInt16BE(tcp.length + payload.length, 10);
  tcp.writeUInt16BE(checksum(Buffer.concat([pseudo, tcp, payload])), 16);

  const ip = Buffer.alloc(20);
  ip.writeUInt16BE(0x4500, 0);
  ip.writeUInt16BE(ip.length + tcp.length + payload.length, 2);
  ip.writeUInt16BE(0x4000, 6); // do not fragment
  ip.writeUInt8(64, 8);
  ip.writeUInt8(6, 9);
  Buffer.from(side.from).copy(ip, 12);
  Buffer.from(side.to).copy(ip, 16);
  ip.writeUInt16BE(checksum(ip), 10);
  const ethernet = Buffer.from([2, 0, ...side.to, 2, 0, ...side.from, 8, 0]);
  return Buffer.concat([ethernet, ip, tcp, payload]);
}

/** RFC 1071. */
function checksum(octets: Buffer): number {
  let sum = 0;
  for (let at = 0; at < octets.length; at += 2) {
    sum += ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
    if (sum > 0xffff) sum = (sum & 0xffff) + 1;
  }
  return ~sum & 0xffff;
}

function block(type: number, body: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
  body.copy(padded);
  const out = Buffer.alloc(8);
  out.writeUInt32LE(type, 0);
  out.writeUInt32LE(padded.length + 12, 4);
  const end = Buffer.alloc(4);
  end.writeUInt32LE(padded.length + 12, 0);
  return Buffer.concat([out, padded, end]);
}

// Byte order magic, version 1.0, unknown length.
const sectionHeader = block(0x0a0d0d0a, Buffer.from("4d3c2b1a01000000ffffffffffffffff", "hex"));
// LINKTYPE_ETHERNET, no limit; if_tsresol 3: milliseconds.
const interfaceDescription = block(1, Buffer.from("01000000000000000900010003000000" + "00000000", "hex"));

function packet(at: number, data: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(Math.floor(at / 2 ** 32), 4);
  head.writeUInt32LE(at % 2 ** 32, 8);
  head.writeUInt32LE(data.length, 12);
  head.writeUInt32LE(data.length, 16);
  return block(6, Buffer.concat([head, data]));
}
