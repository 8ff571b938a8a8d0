// From Express's request to ours.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { HttpRequest } from "./call.ts";
import { normalPath, parseTarget } from "./target.ts";

export const noBody = Buffer.alloc(0);

/** Express's request, after its body has been read. */
export interface AppRequest extends IncomingMessage {
  /** The request target as it was sent, also below a path that the app is mounted under. */
  readonly originalUrl: string;
  /** Path that the app is mounted under, without a slash at its end; usually empty. */
  readonly baseUrl: string;
  body: Buffer | undefined;
}

/** True if a body is announced, by length or in chunks. */
export function announcesBody(incoming: IncomingMessage): boolean {
  const length = incoming.headers["content-length"];
  return (length !== undefined && length !== "0") || incoming.headers["transfer-encoding"] !== undefined;
}

/**
 * @param baseUrl address that clients reach the app's root by, where it is not the one of the Host header
 * @param connection its number at the listener
 */
export function toRequest(incoming: AppRequest, baseUrl?: string, connection?: number): HttpRequest {
  const { authority, path, query } = parseTarget(incoming.originalUrl);
  const mount = incoming.baseUrl;
  const scheme = "encrypted" in incoming.socket ? "https" : "http";
  const headers = plainHeaders(incoming);
  // The host of a proxy form counts, whatever the Host header says (RFC 9112 3.2.2).
  if (authority !== null) headers["host"] = authority;
  const host = headers["host"] ?? localHost(incoming.socket);
  const isPlain = mount === "" && headers["host"] !== undefined;
  const base = baseUrl ?? (isPlain ? null : `${scheme}://${host}${mount}`);
  return {
    method: incoming.method ?? "GET",
    target: incoming.originalUrl,
    path: normalPath(path.slice(mount.length) || "/"),
    query,
    version: incoming.httpVersion,
    scheme,
    headers,
    rawHeaders: incoming.rawHeaders,
    body: incoming.body ?? noBody,
    remoteAddress: plainAddress(incoming.socket.remoteAddress ?? ""),
    ...(base === null ? {} : { baseUrl: base }),
    ...(connection === undefined ? {} : { connection }),
  };
}

/** Address that a client without a Host header (HTTP/1.0) has connected to. */
function localHost({ localAddress = "localhost", localPort }: Socket): string {
  const address = plainAddress(localAddress);
  const host = address.includes(":") ? `[${address}]` : address;
  return localPort === undefined ? host : `${host}:${localPort}`;
}

/** A listener on `::` sees IPv4 clients as `::ffff:127.0.0.1`. */
export function plainAddress(address: string): string {
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
