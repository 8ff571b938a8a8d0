// Random source without a state: each value is a hash of seed, sandbox and label.

import { createHash, hash } from "node:crypto";
import type { SeededRandom } from "../core/seeded-random.ts";

export function createSeededRandom(seed: string, sandbox: string): SeededRandom {
  const prefix = `${seed}\n${sandbox}\n`;
  return {
    // The first 52 bits: text costs half of what a buffer does.
    draw: (label) => Number.parseInt(hash("md5", `${prefix}${label}`, "hex").slice(0, 13), 16) / 2 ** 52,
    bytes(label, count) {
      const out = Buffer.alloc(count);
      for (let block = 0; block * 32 < count; block++) {
        const digest = createHash("sha256").update(`${prefix}${label}\n${block}`).digest();
        digest.copy(out, block * 32);
      }
      return out;
    },
    digest: (label) => hash("md5", `${prefix}${label}`, "hex"),
  };
}
