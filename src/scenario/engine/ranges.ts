// Ranges of numbers and of time in `when`.

/** Numbers from `from` up to `before`, which is excluded. */
export interface NumberRange {
  /** As the file has it: `3..`, `60s..5m`. */
  readonly source: string;
  readonly from: number;
  readonly before: number;
}

export function isInRange({ from, before }: NumberRange, number: number): boolean {
  return number >= from && number < before;
}
