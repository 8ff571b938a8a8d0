// Where a request went: the service's file, what follows it (path info), and the address that WSDL and disco give back.

import type { HttpRequest } from "../http/call.ts";

export interface AsmxAddress {
  /** Path of the .asmx file as clients request it, percent-encoded. */
  readonly path: string;
  /** Last part of that path. */
  readonly file: string;
  /** Path behind the file, decoded: `/MPG_Send_SMS`, or empty. */
  readonly pathInfo: string;
  readonly host: string;
  /** Base address and path; no query. */
  readonly url: string;
}

/** The file ends at the first `.asmx` (any case) before a slash or the end; without one the whole path is the file. */
export function addressOf(request: HttpRequest): AsmxAddress {
  const match = /\.asmx(?=\/|$)/i.exec(request.path);
  const end = match === null ? request.path.length : match.index + match[0].length;
  const path = request.path.slice(0, end);
  const base = request.baseUrl ?? `${request.scheme}://${request.headers["host"] ?? "localhost"}`;
  const [, host = "", prefix = ""] = /^https?:\/\/([^/]*)(.*)$/is.exec(base) ?? [];
  return {
    path: prefix + path,
    file: path.slice(path.lastIndexOf("/") + 1),
    pathInfo: decodePath(request.path.slice(end)),
    host,
    url: base + path,
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
