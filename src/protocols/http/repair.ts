// Raw accents in a request line (wire decisions, "text decoding"). Node's parser stops at such a byte, in its lenient
// mode too. We then read that line ourselves, percent-encode it, put it back in front of the socket's other bytes, and
// hand the connection to the HTTP server as if it were new. Clients without raw accents never come here.

import type { Socket } from "node:net";
import { onNextTurn } from "../../core/timers.ts";
import type { HttpConnection } from "./connections.ts";
import { Octets } from "./octets.ts";
import { encodeLine, lineFault } from "./raw-target.ts";
import { refusalSentence } from "./refusal-sentences.ts";
import type { RefusedRequest } from "./refuse.ts";

export interface Repairs {
  readonly maxHeadBytes: number;
  /** Hands the socket to the HTTP server as a new connection. */
  again(socket: Socket): void;
  /** @param received the request line, as far as it came */
  refuse(connection: HttpConnection, refused: RefusedRequest, received: Buffer): void;
}

/**
 * @param start the request line that the parser refused, from its beginning, and all that came after it
 * @returns false when it has no accents, so that another refusal is due
 */
export function repair(connection: HttpConnection, start: Buffer, repairs: Repairs): boolean {
  if (encodeLine(start) === null) return false;
  const { socket } = connection;
  connection.state = "repairing";
  connection.tail.clear();
  const octets = new Octets();
  const putBack = (bytes: Buffer): void => {
    // Kept in the paused stream, the line also keeps the client's FIN from being seen before it.
    socket.pause();
    socket.unshift(bytes);
  };
  const take = (chunk: Buffer): void => {
    if (connection.state === "refused") return;
    if (connection.state === "held") {
      putBack(chunk);
      return;
    }
    octets.add(chunk);
    if (chunk.includes(10)) {
      const bytes = octets.joined();
      const line = encodeLine(bytes) ?? bytes;
      const fault = lineFault(line);
      if (fault === null) {
        connection.state = "held";
        putBack(line);
      } else repairs.refuse(connection, { status: 400, sentence: fault }, bytes);
    } else if (octets.size > repairs.maxHeadBytes) {
      const sentence = refusalSentence("line-too-long", { bytes: repairs.maxHeadBytes });
      repairs.refuse(connection, { status: 431, sentence }, octets.joined());
    } else return;
    octets.clear();
    proceed();
  };
  let free = false;
  const proceed = (): void => {
    if (connection.state !== "held" || socket.destroyed || !free) return;
    // The listener forgets the connection, and the HTTP server gives its parser back.
    socket.emit("close", false);
    for (const event of serverEvents) socket.removeAllListeners(event);
    socket.setTimeout(0);
    repairs.again(socket);
    socket.resume();
  };
  socket.removeAllListeners("data");
  socket.on("data", take);
  take(start);
  // The answers to requests before this one on the connection go out first.
  const { last } = connection;
  const release = (): void => {
    free = true;
    proceed();
  };
  if (last === null || last.closed) onNextTurn(release);
  else last.once("close", () => onNextTurn(release));
  return true;
}

/** Events that an HTTP server listens to on its sockets. */
const serverEvents = ["data", "end", "close", "drain", "error", "timeout", "pause", "resume"];
