// From Node's request to ours.

import type { IncomingMessage } from "node:http";
import type { HttpRequest } from "./call.ts";

export const noBody = Buffer.alloc(0);

/** Path and query of a request target in origin form (`/a?b`), proxy form (`http://host/a?b`) or `*`. Never throws. */
export function splitTarget(target: string): { path: string; query: string } {
  let from = 0;
  if (target.charCodeAt(0) !== 47) {
    const scheme = target.indexOf("://");
    if (scheme > 0 && scheme < 6) {
      from = scheme + 3;
      while (from < target.length && target[from] !== "/" && target[from] !== "?") from++;
    }
  }
  const mark = target.indexOf("?", from);
  const path = mark < 0 ? target.slice(from) : target.slice(from, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : target.slice(mark + 1) };
}

/** Whether a body is announced, by length or in chunks. */
export function announcesBody(incoming: IncomingMessage): boolean {
  const length = incoming.headers["content-length"];
  return (length !== undefined && length !== "0") || incoming.headers["transfer-encoding"] !== undefined;
}

/** @param target path and query of `incoming.url`, split already to find the route */
export function toRequest(
  incoming: IncomingMessage,
  target: { readonly path: string; readonly query: string },
  scheme: "http" | "https",
  body: Buffer,
): HttpRequest {
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    path: target.path,
    query: target.query,
    version: incoming.httpVersion,
    scheme,
    headers: plainHeaders(incoming),
    rawHeaders: incoming.rawHeaders,
    body,
    remoteAddress: plainAddress(incoming.socket.remoteAddress ?? ""),
  };
}

/** A door on `::` sees IPv4 clients as `::ffff:127.0.0.1`. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in incoming.headers) {
    const value = incoming.headers[name];
    if (typeof value === "string") headers[name] = value;
    else if (value !== undefined) headers[name] = value.join(", ");
  }
  return headers;
}
