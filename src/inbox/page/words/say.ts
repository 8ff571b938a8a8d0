// The page's words in the reader's language.

import type { BilingualView } from "../../../api/schema/common.ts";
import type { Language } from "../../../core/sentences.ts";
import { type Word, wordTable } from "./tables.ts";

export type { Word };
/** `{name}` in a word stands for the value of that name. */
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;
/** A quantity with the digit grouping of the reader's language. */
export type Figure = (quantity: number) => string;

const locales = { en: "en-GB", pt: "pt-BR" } as const;
/** Values that name something: their digits are not grouped. */
const nameValues: ReadonlySet<string> = new Set(["number", "line", "column"]);

/** Words of the emulator in the reader's language. */
export function wordsIn({ english, portuguese }: BilingualView, language: Language): string {
  return language === "pt" ? portuguese : english;
}

export function figureIn(language: Language): Figure {
  return new Intl.NumberFormat(locales[language]).format;
}

export function sayIn(language: Language): Say {
  const figure = figureIn(language);
  return (word, values = {}) =>
    wordTable[word][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" && !nameValues.has(name) ? figure(value) : String(value);
    });
}
