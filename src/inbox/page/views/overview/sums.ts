/** Buckets between two indexes, both included. */
export interface Selection {
  readonly from: number;
  readonly until: number;
}

/** Part of the time that figures are of: the pointed bucket, else the selection, else the whole time. */
export interface FiguredPart {
  readonly pointed: number | null;
  readonly selection: Selection | null;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Sum of a series in a part of the time. */
export function valueIn({ pointed, selection }: FiguredPart, values: readonly number[]): number {
  if (pointed !== null) return values[pointed] ?? 0;
  return sumOf(selection === null ? values : values.slice(selection.from, selection.until + 1));
}
