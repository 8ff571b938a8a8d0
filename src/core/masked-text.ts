// Masks secrets in a text. A mask is as long as the secret, so that lengths stay true.

import type { Range, SecretSet } from "./secret-set.ts";
import type { Bilingual } from "./sentences.ts";

/** Writes stars over these places of a text. */
export function starred(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let out = "";
  let at = 0;
  for (const { from, until } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (until <= at) continue;
    const first = Math.max(from, at);
    out += text.slice(at, first) + "*".repeat(until - first);
    at = until;
  }
  return out + text.slice(at);
}

/** Masks the secrets of all accounts in a sentence. */
export function maskedWords(secrets: SecretSet, { en, pt }: Bilingual): Bilingual {
  return { en: starred(en, secrets.find(en)), pt: starred(pt, secrets.find(pt)) };
}
