// JSON values in rows. A damaged value spoils its own row alone.

/** Stands in the row instead of what could not be read. */
export const damagedRow = "this row of the data file is damaged";

/** Returns an object or a list; null: the value is damaged. */
export function parseStored<T extends object>(text: string): T | null {
  try {
    const value: T | null = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
