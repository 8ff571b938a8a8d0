// Chance that can be repeated: the same seed gives the same numbers, and each connection has a seed of its own, so that it
// does not matter which of several goes first.

import { createHash } from "node:crypto";
import { isStrict } from "./amount.ts";

export interface Chance {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
  octets(count: number): Buffer;
}

export function chanceOf(seed: string): Chance {
  let block = Buffer.alloc(0);
  let [at, blocks] = [0, 0];
  const next = (): number => {
    if (at + 4 > block.length) {
      block = createHash("sha256").update(`${seed} ${blocks++}`).digest();
      at = 0;
    }
    at += 4;
    return block.readUInt32LE(at - 4);
  };
  const below = (count: number): number => Math.floor((next() / 2 ** 32) * count);
  return {
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
    octets: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}

/** A text of up to this many characters, mostly printable. */
export function randomWord(chance: Chance, max: number): string {
  const code = (): number => (chance.below(8) === 0 ? chance.below(0xd800) : 32 + chance.below(95));
  return String.fromCharCode(...Array.from({ length: chance.below(max) }, code));
}

/** The seed of a run: TORPEDO_SEED; without it any in the long endurance run, else one and the same. @throws when it is no number */
export function seedOfRun(given: string | undefined = process.env["TORPEDO_SEED"]): number {
  if (given === undefined) return isStrict ? Number(process.hrtime.bigint() % 0x7fffffffn) : 20261201;
  if (/^\d{1,10}$/.test(given)) return Number(given);
  throw new Error(`TORPEDO_SEED=${given} is no whole number: give the one that the run to be repeated has printed.`);
}
