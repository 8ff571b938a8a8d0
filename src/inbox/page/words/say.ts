// The page's words in the reader's language.

import type { Language } from "../../../core/sentences.ts";
import { english, type Word } from "./english.ts";
import { portuguese } from "./portuguese.ts";

export type { Word };
/** `{name}` in a word stands for the value of that name. */
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: Language): Say {
  const words = language === "pt" ? portuguese : english;
  return (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
