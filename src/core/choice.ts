// Sentences about a word that is none of those allowed. The nearest word comes first, since a slip is likelier than a
// misunderstanding.

import { nearestWord } from "./nearest-word.ts";
import type { Mistake } from "./usage-error.ts";

/** Words that a sentence lists; the rest are counted. */
const longestList = 12;

/** Parts of a mistake about a value that must be one of `words`. */
export function wrongChoice(value: unknown, words: readonly string[]): Pick<Mistake, "problem" | "remedy"> {
  const near = typeof value === "string" ? nearestWord(value, words) : null;
  const problem = `must be ${either(words, near)}`;
  return { problem, remedy: near === null ? "choose one of them" : `write ${near}` };
}

/** Remedy for a name that is none of `names`. */
export function remedyForName(name: string, names: readonly string[]): string {
  const near = nearestWord(name, names);
  if (near !== null) return `write ${near}`;
  return names.length === 0 ? "leave it out" : `choose from ${listed(names, null).join(", ")}`;
}

/** `a, b or c` */
export function either(words: readonly string[], near: string | null = null): string {
  const choices = listed(words, near);
  return choices.length < 2 ? (choices[0] ?? "") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

function listed(words: readonly string[], near: string | null): readonly string[] {
  const all = near === null ? words : [near, ...words.filter((word) => word !== near)];
  if (all.length <= longestList + 1) return all;
  return [...all.slice(0, longestList), `${all.length - longestList} more`];
}
