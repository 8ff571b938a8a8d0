// A figure: a row of the table, with its budget.

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly max: number;
}

export interface Row {
  /** Names the figure on the command line; several rows may share one. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** Yardstick in the same run. */
  readonly yardstick: { readonly name: string; readonly figure: Spread } | null;
  /** Null: not measured, and the note says why. */
  readonly figure: Spread | null;
  readonly budget: { readonly max: number; readonly of: "ratio" | "figure" } | null;
  readonly note?: string;
}

/** Median, least and most. */
export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { median: at(sorted.length >> 1), least: at(0), max: at(sorted.length - 1) };
}

/** Null where one of the two is missing, or the yardstick is nothing. */
export function ratioOf({ figure, yardstick }: Row): number | null {
  if (figure === null || yardstick === null || yardstick.figure.median === 0) return null;
  return figure.median / yardstick.figure.median;
}

/** Whether the budget is kept; null: there is none, or nothing was measured. */
export function isMet(row: Row): boolean | null {
  const value = row.budget?.of === "ratio" ? ratioOf(row) : row.figure?.median;
  return row.budget === null || value === null || value === undefined ? null : value <= row.budget.max;
}
