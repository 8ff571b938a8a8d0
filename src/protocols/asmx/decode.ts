// Bytes of a request to characters, by the rules of asmx.md section 4 (charset of Content-Type, BOM, ASCII as default).

import type { AsmxFinding } from "./service.ts";

const UTF8 = new TextDecoder("utf-8");

/** How a request's bytes were read. `text` has no BOM. */
export interface Decoded {
  readonly text: string;
  readonly finding?: AsmxFinding;
}

/** Decoder for a charset name, null when .NET (or we) know none of that name. Text comes without replacement of a BOM. */
export function decoderFor(charset: string): ((bytes: Buffer) => string) | null {
  const name = charset.toLowerCase();
  if (name === "utf-8" || name === "utf8" || name === "unicode-1-1-utf-8") return (bytes) => UTF8.decode(bytes);
  if (name === "us-ascii" || name === "ascii" || name === "iso646-us") return asciiText;
  // WHATWG reads these two labels as windows-1252; .NET's iso-8859-1 is the true one.
  if (name === "iso-8859-1" || name === "latin1") return (bytes) => bytes.toString("latin1");
  if (name === "unicode" || name === "utf-16") return (bytes) => bytes.toString("utf16le");
  if (name === "" || name.length > 40) return null;
  try {
    const decoder = new TextDecoder(name);
    return (bytes) => decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Envelope of a text/xml request: the charset decides, a BOM overrides it, the XML declaration is not asked. */
export function decodeTextXml(body: Buffer, charset: string | null): Decoded {
  const marked = decodeByMark(body);
  if (marked !== null) return { text: marked };
  const decoder = charset === null ? null : decoderFor(charset);
  if (decoder !== null) return { text: decoder(body) };
  const text = asciiText(body);
  if (text.length === body.length && !hasHighByte(body)) return { text };
  const why = charset === null ? "text/xml without charset" : `unknown charset ${charset.slice(0, 40)}`;
  return {
    text,
    finding: { text: `${why}: the body was read as ASCII and each non-ASCII byte became "?"`, source: "asmx.md 4" },
  };
}

/** Envelope of an application/soap+xml request: the charset, else BOM, XML declaration, UTF-8. */
export function decodeSoapXml(body: Buffer, charset: string | null): Decoded {
  const marked = decodeByMark(body);
  if (marked !== null) return { text: marked };
  const named = charset ?? declaredEncoding(body);
  const decoder = named === null ? null : decoderFor(named);
  return { text: decoder === null ? UTF8.decode(body) : decoder(body) };
}

function decodeByMark(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return UTF8.decode(body.subarray(3));
  if (body[0] === 0xff && body[1] === 0xfe) return body.subarray(2).toString("utf16le");
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder("utf-16be").decode(body.subarray(2));
  return null;
}

/** The encoding an XML declaration names, read from the first bytes; null when there is none. */
export function declaredEncoding(body: Buffer): string | null {
  const head = body.subarray(0, 200).toString("latin1");
  if (!head.startsWith("<?xml")) return null;
  return /^<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? null;
}

function asciiText(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  return hasHighByte(bytes) ? text.replace(/[\x80-\xff]/g, "?") : text;
}

function hasHighByte(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== undefined && byte > 0x7f) return true;
  }
  return false;
}
