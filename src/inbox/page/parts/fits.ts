import { withoutAccents } from "../../../core/text.ts";

/** Whether each word that was typed stands in one of the texts, in any case and with any accents. */
export function fits(typed: string, ...texts: readonly string[]): boolean {
  const all = folded(texts.join(" "));
  return folded(typed)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function folded(text: string): string {
  return withoutAccents(text).toLowerCase();
}
