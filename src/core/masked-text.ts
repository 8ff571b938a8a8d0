// Masks secrets in a text. A mask is as long as the secret, so that lengths stay true.

import type { Range } from "./secret-set.ts";
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

/** Masks a sentence in both languages. */
export function maskedWords({ en, pt }: Bilingual, mask: (text: string) => string): Bilingual {
  return { en: mask(en), pt: mask(pt) };
}
