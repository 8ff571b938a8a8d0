// The page's words in the reader's language.

import type { BilingualView } from "../../../api/schema/common.ts";
import type { Language } from "../../../core/sentences.ts";
import { type Word, wordTable } from "./tables.ts";

export type { Word };
/** `{name}` in a word stands for the value of that name. */
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

/** Words of the emulator in the reader's language. */
export function wordsIn({ english, portuguese }: BilingualView, language: Language): string {
  return language === "pt" ? portuguese : english;
}

export function sayIn(language: Language): Say {
  return (word, values = {}) =>
    wordTable[word][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
