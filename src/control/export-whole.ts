// An export in one piece, so that it has a bound.

import { Buffer } from "node:buffer";
import { UsageError } from "../core/usage-error.ts";
import type { Export, ExportParts } from "./desk-type.ts";

const megabyte = 1024 * 1024;
/** In base64 it must still be a string that V8 can hold. */
const most = 256 * megabyte;

/** @throws UsageError when it is too large */
export async function wholeExport({ parts, ...about }: ExportParts, limit = most): Promise<Export> {
  let base64 = "";
  let bytes = 0;
  /** Three octets are four characters: what is over waits for more. */
  let over: Uint8Array = new Uint8Array();
  for await (const part of parts) {
    bytes += part.length;
    if (bytes > limit) {
      throw new UsageError({
        where: "export",
        problem: `is larger than ${Math.floor(limit / megabyte)} MiB`,
        remedy: "take it in parts (exportParts, torpedo export), or let the sandbox keep fewer calls (limits)",
        kind: "conflict",
      });
    }
    const octets = Buffer.concat([over, part]);
    const whole = octets.length - (octets.length % 3);
    base64 += octets.toString("base64", 0, whole);
    over = octets.subarray(whole);
  }
  return { ...about, base64: base64 + Buffer.from(over).toString("base64") };
}
