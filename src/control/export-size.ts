// An export is made in memory and handed over whole, so that it has a bound.

import { Buffer } from "node:buffer";
import { UsageError } from "../core/usage-error.ts";

const megabyte = 1024 * 1024;
/** In text for JSON in base64 it must still be a string that V8 can hold. */
const most = 256 * megabyte;

/** @returns what takes note of each further part. @throws UsageError when they are too much together */
export function createScales(limit = most): (part: string | Buffer) => void {
  let weighed = 0;
  return (part) => {
    weighed += typeof part === "string" ? Buffer.byteLength(part) : part.length;
    if (weighed <= limit) return;
    throw new UsageError({
      where: "export",
      problem: `is larger than ${Math.floor(limit / megabyte)} MiB`,
      remedy: "read the lists by page, or let the sandbox keep fewer calls (limits)",
      kind: "conflict",
    });
  };
}
