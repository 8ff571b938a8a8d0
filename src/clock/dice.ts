// Seeded chance without a state: every value is a hash of seed, sandbox and label.

import type { Dice } from "../core/ports.ts";

/** Loaded when chance is first asked: it takes a tenth of the time to listening. */
const crypto = (): typeof import("node:crypto") => process.getBuiltinModule("node:crypto");

export function createDice(seed: string, sandbox: string): Dice {
  const prefix = `${seed}\n${sandbox}\n`;
  return {
    draw(label) {
      const digest = crypto().hash("md5", `${prefix}${label}`, "buffer");
      return (digest.readUInt32BE(0) * 2 ** 20 + (digest.readUInt32BE(4) >>> 12)) / 2 ** 52;
    },
    bytes(label, count) {
      const out = Buffer.alloc(count);
      for (let block = 0; block * 32 < count; block++) {
        crypto()
          .createHash("sha256")
          .update(`${prefix}${label}\n${block}`)
          .digest()
          .copy(out, block * 32);
      }
      return out;
    },
    digest: (label) => crypto().hash("md5", `${prefix}${label}`, "hex"),
  };
}
