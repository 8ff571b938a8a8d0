// Reads answers of the control API with care: a field that is missing or of another kind becomes an empty one, so that a
// newer or older emulator never leaves a blank page.

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}
function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown, otherwise = ""): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : otherwise;
}

export function number(value: unknown, otherwise = 0): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/** Null where there is no number. */
export function maybeNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function flag(value: unknown): boolean {
  return value === true;
}

export function list<T>(value: unknown, item: (value: unknown) => T): readonly T[] {
  return Array.isArray(value) ? value.map(item) : [];
}

/** An instant: milliseconds, or ISO 8601. */
export function instant(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const read = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(read) ? null : read;
}

/** A list that is the answer itself, or stands in it under a name. */
export function readList<T>(value: unknown, name: string, item: (value: unknown) => T): readonly T[] {
  return list(Array.isArray(value) ? value : (fields(value)[name] ?? fields(value)["items"]), item);
}
