// Protocol ids that look like an MD5 and tell where their message is: the first eight digits are its place in the sandbox,
// scrambled, the rest comes from the sandbox's seed. So a message is found by its id without an index over random values,
// which would cost every send more than its own row.

import type { Dice } from "./ports.ts";

const digits = 8;
const key = 0x5bd1e995;

/** 32 lower-case hexadecimal digits for the message that is to have this place in its sandbox (from 1). */
export function messageId(dice: Dice, place: number): string {
  return scramble(place).toString(16).padStart(digits, "0") + dice.digest(`message ${place}`).slice(digits);
}

/** The place an id tells, or null when it is of another form. Whether the message there has this id is to be looked at. */
export function placeInId(id: string): number | null {
  return /^[0-9a-f]{32}$/.test(id) ? unscramble(Number.parseInt(id.slice(0, digits), 16)) : null;
}

// A bijection of 32-bit numbers: each step can be undone.
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
