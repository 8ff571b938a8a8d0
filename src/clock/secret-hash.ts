import { createHmac, randomBytes } from "node:crypto";

/** Returns a hash for values that nobody may guess: its random key stays in this process. */
export function createSecretHash(): (value: string) => string {
  const key = randomBytes(32);
  return (value) => createHmac("sha256", key).update(value).digest("hex").slice(0, 32);
}
