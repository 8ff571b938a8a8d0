// From Express's request to ours.

import type { IncomingMessage } from "node:http";
import type { HttpRequest } from "./call.ts";

export const noBody = Buffer.alloc(0);

/** Express's request, after its body has been read. */
export interface AppRequest extends IncomingMessage {
  /** The request target as it was sent, also below a path that the app is mounted under. */
  readonly originalUrl: string;
  /** Path that the app is mounted under, without a slash at its end; usually empty. */
  readonly baseUrl: string;
  body: Buffer | undefined;
}

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

/** True if a body is announced, by length or in chunks. */
export function announcesBody(incoming: IncomingMessage): boolean {
  const length = incoming.headers["content-length"];
  return (length !== undefined && length !== "0") || incoming.headers["transfer-encoding"] !== undefined;
}

/** @param baseUrl address that clients reach the app's root by, where it is not the one of the Host header */
export function toRequest(incoming: AppRequest, baseUrl?: string): HttpRequest {
  const { path, query } = splitTarget(incoming.originalUrl);
  const mount = incoming.baseUrl;
  const scheme = "encrypted" in incoming.socket ? "https" : "http";
  const headers = plainHeaders(incoming);
  const base = baseUrl ?? (mount === "" ? null : `${scheme}://${headers["host"] ?? "localhost"}${mount}`);
  return {
    method: incoming.method ?? "GET",
    target: incoming.originalUrl,
    path: path.slice(mount.length) || "/",
    query,
    version: incoming.httpVersion,
    scheme,
    headers,
    rawHeaders: incoming.rawHeaders,
    body: incoming.body ?? noBody,
    remoteAddress: plainAddress(incoming.socket.remoteAddress ?? ""),
    ...(base === null ? {} : { baseUrl: base }),
  };
}

/** A listener on `::` sees IPv4 clients as `::ffff:127.0.0.1`. */
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
