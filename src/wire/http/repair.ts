// Raw accents in a request line (wire decisions, "text decoding"). Node's parser stops at such a byte, in its lenient
// mode too. We then read that line ourselves, percent-encode it, put it back in front of the socket's other bytes, and
// hand the connection to the HTTP server as if it were new. Clients without raw accents never come here.

import type { Socket } from "node:net";
import type { Connection } from "./connection.ts";
import { encodeLine, fromRequestLine, lineFault, lineLength } from "./raw-target.ts";
import type { Refused } from "./refuse.ts";

export interface Repairs {
  readonly maxHeadBytes: number;
  /** Hands the socket to the HTTP server as a new connection. */
  again(socket: Socket): void;
  refuse(connection: Connection, refused: Refused): void;
}

/**
 * @param packet the chunk that the parser refused, and `at` how far it came in it
 * @returns false when the bytes are no request line with accents, so that another refusal is due
 */
export function repair(connection: Connection, packet: Buffer, at: number, repairs: Repairs): boolean {
  const start = fromRequestLine(connection.tail.with(Buffer.alloc(0)), packet, at);
  if (start === null || encodeLine(start) === null) return false;
  const { socket } = connection;
  connection.state = "repairing";
  connection.tail.clear();
  const chunks = [start];
  let size = start.length;
  let whole = lineLength(start) > 0;
  let free = false;
  const proceed = (): void => {
    if (connection.state !== "repairing" || socket.destroyed || !whole || !free) return;
    const bytes = Buffer.concat(chunks);
    const line = encodeLine(bytes) ?? bytes;
    const fault = lineFault(line);
    if (fault !== null) {
      repairs.refuse(connection, { status: 400, sentence: fault });
      return;
    }
    // Whoever knew the connection forgets it, and the HTTP server gives its parser back.
    socket.emit("close", false);
    for (const event of serverEvents) socket.removeAllListeners(event);
    socket.setTimeout(0);
    // Paused meanwhile: a flowing stream hands what is put back to nobody.
    socket.pause();
    socket.unshift(line);
    repairs.again(socket);
    socket.resume();
  };
  socket.removeAllListeners("data");
  socket.on("data", (chunk: Buffer) => {
    if (connection.state !== "repairing") return;
    chunks.push(chunk);
    size += chunk.length;
    if (!whole && chunk.includes(10)) whole = true;
    if (size > repairs.maxHeadBytes) {
      if (whole) socket.pause();
      else
        repairs.refuse(connection, {
          status: 431,
          sentence: `The request line is over ${repairs.maxHeadBytes} bytes.`,
        });
    }
    proceed();
  });
  // The answers to requests before this one on the connection go out first.
  const { last } = connection;
  const release = (): void => {
    free = true;
    proceed();
  };
  if (last === null || last.closed) setImmediate(release);
  else last.once("close", () => setImmediate(release));
  return true;
}

/** What an HTTP server listens to on its sockets. */
const serverEvents = ["data", "end", "close", "drain", "error", "timeout", "pause", "resume"];
