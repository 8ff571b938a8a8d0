// Random source without a state: each value is a hash of seed, sandbox and label.

import { createHash, hash } from "node:crypto";
import type { SeededRandom } from "../core/seeded-random.ts";

export function createSeededRandom(seed: string, sandbox: string): SeededRandom {
  const prefix = `${seed}\n${sandbox}\n`;
  return {
    draw(label) {
      const digest = hash("md5", `${prefix}${label}`, "buffer");
      return (digest.readUInt32BE(0) * 2 ** 20 + (digest.readUInt32BE(4) >>> 12)) / 2 ** 52;
    },
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
