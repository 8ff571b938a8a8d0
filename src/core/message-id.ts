// Protocol ids that look like an MD5 and contain the number of their message: its first eight digits, scrambled. The rest
// comes from the sandbox's seed. A message is found by its id without an index, which would cost every send.

import type { SeededRandom } from "./seeded-random.ts";

const digits = 8;
const key = 0x5bd1e995;

/** Returns 32 lower-case hexadecimal digits for the sandbox's message with this number (from 1). */
export function messageId(random: SeededRandom, number: number): string {
  return scramble(number).toString(16).padStart(digits, "0") + random.digest(`message ${number}`).slice(digits);
}

/** Returns the number in an id, or null for other ids. The message with the number may have another id. */
export function numberInId(id: string): number | null {
  return /^[0-9a-f]{32}$/.test(id) ? unscramble(Number.parseInt(id.slice(0, digits), 16)) : null;
}

/** A bijection of 32-bit numbers. */
function scramble(value: number): number {
  let x = (value ^ key) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  x = Math.imul(x, 0x85ebca6b) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  return x;
}

function unscramble(value: number): number {
  let x = (value ^ (value >>> 16)) >>> 0;
  // The inverse of 0x85ebca6b modulo 2^32.
  x = Math.imul(x, 0xa5cb9243) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  return (x ^ key) >>> 0;
}
