// multipart/form-data as PHP's curl sends it when its fields are given as an array (RFC 7578): fields only, no files.

import { isUtf8 } from "node:buffer";

const maxParts = 10_000;

/** Names and values in their order; null when the body is no multipart of this boundary. */
export function parseMultipart(contentType: string, body: Buffer): readonly (readonly [string, string])[] | null {
  const boundary = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return null;
  const mark = Buffer.from(`\r\n--${name}`, "latin1");
  // The line end before the first mark may be missing, and then stands before the body.
  const first = body.subarray(0, mark.length - 2).equals(mark.subarray(2)) ? -2 : body.indexOf(mark);
  if (first === -1) return null;
  const fields: (readonly [string, string])[] = [];
  for (let at = first, parts = 1; at !== -1 && parts < maxParts; parts++) {
    const from = at + mark.length;
    at = body.indexOf(mark, from);
    const part = body.subarray(from, at === -1 ? body.length : at);
    const end = part.indexOf("\r\n\r\n");
    const [, field] = /\bname="([^"]*)"/i.exec(part.toString("latin1", 0, Math.max(0, end))) ?? [];
    if (field !== undefined) fields.push([decoded(Buffer.from(field, "latin1")), decoded(part.subarray(end + 4))]);
  }
  return fields;
}

function decoded(octets: Buffer): string {
  return octets.toString(isUtf8(octets) ? "utf8" : "latin1");
}
