// JSON values in rows. A damaged value spoils its own row alone.

import { findingsOf } from "../core/findings.ts";

/** Stands in the row instead of what could not be read. */
const say = findingsOf({
  damaged: {
    en: "this row of the data file is damaged",
    pt: "esta linha do arquivo de dados está danificada",
    source: "",
  },
});
export const damagedFinding = say("damaged");
export const damagedRow = damagedFinding.text;

/** SQL for a value in the JSON of a column; `damaged` where the column has no JSON: json_extract fails the whole query. */
export function storedValue(column: string, path: string, damaged = "null"): string {
  return `iif(json_valid(${column}), json_extract(${column}, '$.${path}'), ${damaged})`;
}

/** Returns an object or a list; null: the value is damaged. */
export function parseStored<T extends object>(text: string): T | null {
  try {
    const value: T | null = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
