// multipart/form-data as PHP's curl sends it when its fields are given as an array (RFC 7578): fields only, no files.

import { isUtf8 } from "node:buffer";

const mostParts = 10_000;

/** Names and values in their order; null when the body is no multipart of this boundary. */
export function parseMultipart(contentType: string, body: Buffer): readonly (readonly [string, string])[] | null {
  const boundary = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  // One character a byte, so that places in the text are places in the body.
  const parts = `\r\n${body.toString("latin1")}`.split(`\r\n--${mark}`, mostParts);
  if (parts.length < 2) return null;
  const fields: (readonly [string, string])[] = [];
  for (const part of parts.slice(1)) {
    const end = part.indexOf("\r\n\r\n");
    const name = /\bname="([^"]*)"/i.exec(part.slice(0, Math.max(0, end)))?.[1];
    if (name !== undefined) fields.push([decoded(name), decoded(part.slice(end + 4))]);
  }
  return fields;
}

function decoded(latin1: string): string {
  const bytes = Buffer.from(latin1, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : latin1;
}
