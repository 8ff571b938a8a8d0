// Secrets are masked before a call is kept: nothing behind this line ever sees one.

/** What stands in a secret's place. */
export const masked = "***";

/** Shorter ones could stand anywhere by chance. */
const shortest = 3;

/** Replaces each secret, plain or percent-encoded. */
export function mask(text: string, secrets: readonly string[]): string {
  let out = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    out = out.replaceAll(secret, masked);
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret) out = out.replaceAll(encoded, masked);
  }
  return out;
}

const secretHeaders: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie"]);

/** A header's value as it may be kept. */
export function maskHeader(name: string, value: string): string {
  return secretHeaders.has(name.toLowerCase()) ? masked : value;
}
