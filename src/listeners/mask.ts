// Secrets are masked before a call is kept: nothing behind this line ever sees one.

import { replaceSpelled } from "./secret-encodings.ts";

/** What stands in a secret's place. */
export const masked = "***";

/** Shorter ones could stand anywhere by chance. */
const shortest = 3;
/** A longer one is no credential of anybody's: it is looked for in parts. */
const longest = 64;
/** Characters of it that are looked for; each part is one look through the text. */
const mostMasked = 1_024;
/** No call has more; each costs a look through the text. Of one with more nothing is kept. */
export const mostSecrets = 64;
/** Octets in which a secret stands whole, however it is spelled. */
const longestSpelled = 4 * 1024;
/** Where none of these stands, a secret can only be spelled as it is. */
const mayBeSpelled = /[%+\\&\u0080-\u00ff]/;

/** Octets of a text that are masked, where so many are kept: one secret more, so that none is cut in two. */
export function toMask(kept: number): number {
  return kept + longestSpelled;
}

/**
 * Replaces each secret, however a query, a form, JSON or XML spells it; bytes that are no ASCII stand as Latin-1.
 * @param kept octets that are kept of it: what is beyond is left out
 */
export function mask(text: string, secrets: readonly string[], kept = Number.POSITIVE_INFINITY): string {
  const distinct = new Set(secrets);
  if (distinct.size > mostSecrets) return masked;
  if (text.length > toMask(kept)) {
    // Half a secret may stand where it was cut.
    return mask(text.slice(0, toMask(kept)), secrets).slice(0, -longestSpelled);
  }
  let out = text;
  for (const secret of distinct) {
    if (secret.length < shortest) continue;
    // A client spells in one way; the plain one costs least.
    const plain = out.replaceAll(secret, masked);
    out = plain === out && mayBeSpelled.test(out) ? maskSpelled(out, secret) : plain;
  }
  return out;
}

function maskSpelled(text: string, secret: string): string {
  if (secret.length <= longest) return replaceSpelled(text, secret, masked);
  const characters = [...secret];
  let out = text;
  for (let at = 0; at < Math.min(characters.length, mostMasked); at += longest) {
    const part = characters.slice(at, at + longest).join("");
    if (part.length >= shortest) out = replaceSpelled(out, part, masked);
  }
  return out;
}

const secretHeaders: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie"]);

/** A header's value as it may be kept. */
export function maskHeader(name: string, value: string): string {
  return secretHeaders.has(name.toLowerCase()) ? masked : value;
}
