// PROXY protocol, versions 1 and 2 (haproxy's proxy-protocol.txt): a balancer's header with the peer's address. Read
// only from addresses that the settings list, and required from them (S15).

import type { Socket } from "node:net";
import type { Clock, Millis } from "../../core/clock.ts";

export interface ClaimedPeer {
  readonly address: string;
  readonly port: number;
}

type Header =
  | { readonly header: "incomplete" }
  | { readonly header: "bad" }
  /** `peer` is undefined when the balancer speaks for itself (UNKNOWN, LOCAL). */
  | { readonly header: "whole"; readonly length: number; readonly peer: ClaimedPeer | undefined };

const signature = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const longestLine = 107;
/** Addresses and whatever extensions a balancer adds; more is not believed. */
const longestBody = 1_024;
const line =
  /^PROXY (?:UNKNOWN(?: [ -~]*)?|(TCP4|TCP6) ([0-9a-fA-F:.]{2,39}) [0-9a-fA-F:.]{2,39} (\d{1,5}) \d{1,5})\r\n/;

/** Reads the first octets of a connection; `incomplete` until the header is whole. */
export function readProxyHeader(octets: Buffer): Header {
  const common = Math.min(octets.length, signature.length);
  if (octets.subarray(0, common).equals(signature.subarray(0, common))) {
    return octets.length < 16 ? { header: "incomplete" } : readBinary(octets);
  }
  const text = octets.toString("latin1", 0, longestLine);
  const match = line.exec(text);
  if (match !== null) {
    const [{ length }, family, address, port] = match;
    const hasAddress = family !== undefined && address !== undefined;
    return { header: "whole", length, peer: hasAddress ? { address, port: Number(port) } : undefined };
  }
  const start = "PROXY ".slice(0, text.length);
  const canGrow = text.startsWith(start) && !text.includes("\n") && text.length < longestLine;
  return { header: canGrow ? "incomplete" : "bad" };
}

function readBinary(octets: Buffer): Header {
  const [version = 0, family = 0] = octets.subarray(12);
  const size = octets.readUInt16BE(14);
  if (version >> 4 !== 2 || (version & 0x0f) > 1 || size > longestBody) return { header: "bad" };
  const length = 16 + size;
  if (octets.length < length) return { header: "incomplete" };
  const body = octets.subarray(16, length);
  if ((version & 0x0f) === 0) return { header: "whole", length, peer: undefined };
  if (family === 0x11 && size >= 12) {
    return {
      header: "whole",
      length,
      peer: { address: [...body.subarray(0, 4)].join("."), port: body.readUInt16BE(8) },
    };
  }
  if (family === 0x21 && size >= 36) {
    const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => body.readUInt16BE(at).toString(16));
    return { header: "whole", length, peer: { address: groups.join(":"), port: body.readUInt16BE(32) } };
  }
  return { header: family === 0 ? "whole" : "bad", length, peer: undefined };
}

/**
 * Takes the header off a fresh connection, pauses the socket and calls `done` with the peer. Destroys a connection
 * whose header is bad or does not come within `patienceMs`.
 */
export function takeProxyHeader(
  socket: Socket,
  clock: Clock,
  patienceMs: Millis,
  done: (peer: ClaimedPeer | undefined) => void,
): void {
  let octets: Buffer = Buffer.alloc(0);
  const cancel = clock.after(patienceMs, () => socket.destroy());
  const fail = () => socket.destroy();
  const stop = () => {
    cancel();
    socket.off("data", look);
    socket.off("error", fail);
    socket.off("end", fail);
    socket.off("close", stop);
  };
  const look = (chunk: Buffer) => {
    octets = Buffer.concat([octets, chunk]);
    const read = readProxyHeader(octets);
    if (read.header === "incomplete") return;
    stop();
    if (read.header === "bad") {
      socket.destroy();
      return;
    }
    socket.pause();
    const rest = octets.subarray(read.length);
    if (rest.length > 0) socket.unshift(rest);
    done(read.peer);
  };
  socket.on("data", look);
  socket.on("error", fail);
  socket.on("end", fail);
  socket.on("close", stop);
}
