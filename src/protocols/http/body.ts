// Reads a request body within a bound. What is over the bound is drained, itself within a bound, so that a client that
// writes its whole body before it reads still sees the answer.

import type { IncomingMessage } from "node:http";
import { noBody } from "./request.ts";

/** `too-large`: over the bound and drained; `gone`: the client left or was too slow before the end. */
export type BodyRead = { readonly body: Buffer } | "too-large" | "gone";

/**
 * @param max bytes kept
 * @param drain bytes read and dropped beyond `max`; then the rest stays unread
 */
export function readBody(incoming: IncomingMessage, max: number, drain: number, done: (read: BodyRead) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let settled = false;
  const settle = (read: BodyRead): void => {
    if (settled) return;
    settled = true;
    chunks = [];
    done(read);
  };
  incoming.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= max) chunks.push(chunk);
    else chunks = [];
    if (size > max + drain) {
      incoming.pause();
      settle("too-large");
    }
  });
  incoming.on("end", () => {
    if (size > max) return settle("too-large");
    const [first] = chunks;
    settle({ body: chunks.length === 1 && first !== undefined ? first : size === 0 ? noBody : Buffer.concat(chunks) });
  });
  incoming.on("error", () => settle("gone"));
  incoming.on("close", () => settle("gone"));
}
