import { randomBytes } from "node:crypto";

/** Returns a token that nobody can guess: 24 letters, digits, dashes and underscores. */
export function newToken(): string {
  return randomBytes(18).toString("base64url");
}
