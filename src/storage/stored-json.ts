// JSON values in rows. A damaged value spoils its own row alone.

/** Stands in the row instead of what could not be read. */
export const damagedRow = "this row of the data file is damaged";

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
