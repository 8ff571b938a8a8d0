// Request lines as real clients send them: with accents as raw UTF-8 or Latin-1 bytes, which Node's parser refuses in
// every mode, and now and then with a blank, which no server can read.

import type { IncomingMessage } from "node:http";
import type { Sentence } from "../../core/sentences.ts";
import { refusalSentence } from "./refusal-sentences.ts";
import { normalPath, parseTarget } from "./target.ts";

const methods = "GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT";
const anyStart = new RegExp(`(?:${methods}) (?=/|https?://)`, "gi");

/**
 * The unfinished or whole request line that a parser gave up in, and all that follows it; null when there is none.
 * @param tail bytes before `packet` on the connection, since the last line end
 * @param at how many bytes of `packet` the parser took
 */
export function fromRequestLine(tail: Buffer, packet: Buffer, at: number): Buffer | null {
  const lineEnd = at > 0 ? packet.lastIndexOf(10, at - 1) : -1;
  const whole = lineEnd >= 0 ? packet.subarray(lineEnd + 1) : Buffer.concat([tail, packet]);
  const taken = whole.length - (packet.length - at);
  // A body without a line end may stand before the line; as a target has no blank, the last beginning is the line's.
  let start = -1;
  for (const match of whole.toString("latin1", 0, taken).matchAll(anyStart)) start = match.index;
  return start < 0 ? null : whole.subarray(start);
}

/** Length of the line with its line end, or -1 while that has not come. */
function lineLength(bytes: Buffer): number {
  return bytes.indexOf(10) + 1 || -1;
}

/** Percent-encodes each byte over 0x7E in the first line; null when there is none, so that nothing would change. */
export function encodeLine(bytes: Buffer): Buffer | null {
  const end = lineLength(bytes);
  const line = bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
  const encoded = line.replace(/[\x7f-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  if (encoded === line) return null;
  return Buffer.concat([Buffer.from(encoded, "latin1"), bytes.subarray(line.length)]);
}

const bareLf = refusalSentence("bare-line-feed");

/** Mistake at the place where a parser gave up in a head, as a sentence; null: none that we know. */
export function headFault(bytes: Buffer, at: number): Sentence | null {
  const isBare = [at, at - 1].some((end) => bytes[end] === 10 && bytes[end - 1] !== 13);
  return isBare ? bareLf : null;
}

/** Mistake in the target of a request line that cannot be read, as a sentence; null: none that we know. */
export function lineFault(bytes: Buffer): Sentence | null {
  const end = lineLength(bytes);
  const whole = bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
  const line = whole.replace(/\r?\n$/, "");
  const target = line.slice(line.indexOf(" ") + 1);
  const blank = target.indexOf(" ");
  if (blank >= 0 && !/^ H(?:T(?:T(?:P(?:\/.*)?)?)?)?$/.test(target.slice(blank))) {
    return refusalSentence("raw-blank", { place: blank + 1 });
  }
  if (/[\x00-\x1f]/.test(target)) return refusalSentence("control-character");
  if (whole.endsWith("\n") && !whole.endsWith("\r\n")) return bareLf;
  return null;
}

/** Gives Express the path that servers look for. The target as sent stays in `originalUrl`, as Express has it. */
export function toOriginForm(incoming: IncomingMessage): void {
  const target = incoming.url ?? "/";
  const { path, query } = parseTarget(target);
  const read = `${normalPath(path)}${query === "" ? "" : `?${query}`}`;
  if (read === target) return;
  Object.assign(incoming, { originalUrl: target });
  incoming.url = read;
}
