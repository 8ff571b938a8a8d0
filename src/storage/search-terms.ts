// Free search in messages and inbound messages, as SQL.

import { folded, type SearchTerms } from "../core/search.ts";
import type { Db } from "./database.ts";

/** Defines the SQL function `folded`: a text without regard to case and accents. */
export function defineFolded(db: Db): void {
  db.function("folded", { deterministic: true }, (text: unknown) => (typeof text === "string" ? folded(text) : null));
}

/** Folded text of a new row; null: SQLite's own `lower` gives the same. */
export function keptFolded(text: string): string | null {
  return beyondAscii.test(text) ? folded(text) : null;
}

const beyondAscii = /[^\0-\x7f]/;

/** SQL of a folded text. SQLite itself folds ASCII, many times faster than the function. */
const foldedText = (text: string): string =>
  `iif(octet_length(${text}) = length(${text}), lower(${text}), folded(${text}))`;

/** SQL condition: the message has the terms of `messageValues` in its text, number or ids. */
export const messageHas = (table: string): string =>
  `(instr(coalesce(${table}.folded_text, ${foldedText(`${table}.text`)}), ?) > 0 or instr(${table}.recipient, ?) > 0
    or instr(${table}.id, ?) > 0 or instr(coalesce(${table}.client_id, ''), ?) > 0)`;

export const messageValues = ({ text, number, id }: SearchTerms) => [text, number, id, id] as const;

/** The same for an inbound message. */
export const inboundHas = (table: string): string =>
  `(instr(${foldedText(`${table}.text`)}, ?) > 0 or instr(${table}.sender, ?) > 0 or instr(${table}.id, ?) > 0)`;

export const inboundValues = ({ text, number, id }: SearchTerms) => [text, number, id] as const;
