/** A token nobody can guess: 24 letters, digits, dashes and underscores. */
export function newToken(): string {
  return process.getBuiltinModule("node:crypto").randomBytes(18).toString("base64url");
}
