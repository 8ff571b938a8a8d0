// Reads a request body within a bound. A body over the bound is drained, itself within a bound, so that a client that
// writes its whole body before it reads still sees the answer.

import type { IncomingMessage } from "node:http";
import { Octets } from "./octets.ts";
import { largeBody, type PacketTurns } from "./packet-turns.ts";
import { noBody } from "./request.ts";

/** `too-large`: over the bound and drained; `gone`: the client left or was too slow before the end. */
export type BodyRead = { readonly body: Buffer } | "too-large" | "gone";

export interface BodyBounds {
  /** Octets that are kept. */
  readonly max: number;
  /** Octets that are read and dropped beyond `max`; then the rest stays unread. */
  readonly drain: number;
  readonly packets: PacketTurns;
}

/** @param done called once, in an event of the request */
export function readBody(
  incoming: IncomingMessage,
  { max, drain, packets }: BodyBounds,
  done: (read: BodyRead) => void,
): void {
  let isDone = false;
  const resolve = (read: BodyRead): void => {
    if (isDone) return;
    isDone = true;
    done(read);
  };
  const announced = Number(incoming.headers["content-length"]);
  const octets = new Octets(announced <= max ? announced : 0);
  let whole: Buffer | null = null;
  let size = 0;
  incoming.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size > max) octets.clear();
    else if (piece.length === announced) whole = piece;
    else octets.add(piece);
    if (size > max + drain) {
      incoming.pause();
      resolve("too-large");
    }
  });
  // The loop reads up to 2 MB of a connection in one turn otherwise.
  if (!(announced <= largeBody)) packets.watch(incoming);
  // Begins to read at once: pieces in the packet of the head would wait in a queue, as a Buffer each.
  incoming.read(0);
  incoming.on("end", () => {
    if (size > max) resolve("too-large");
    else resolve({ body: whole ?? (size === 0 ? noBody : octets.joined()) });
  });
  incoming.on("error", () => resolve("gone"));
  incoming.on("close", () => resolve("gone"));
}
