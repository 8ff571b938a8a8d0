/** A list that grows at its newest end, newest first, of which the rows around those in sight are held. Components take its
 * functions without a receiver. */
export interface RowSource<T> {
  /** Number of rows that can be scrolled to, as far as it is known. */
  readonly length: number;
  /** Number of all rows, those behind the list too; null: rows are not counted, as in a list of older ones. */
  readonly count: number | null;
  /** True if there may be more rows than `count`. */
  readonly isAtLeast?: boolean;
  /** Value of the filter `before` that leads to the rows behind a list that ends early; null: the list has all rows. */
  readonly older: string | null;
  /** True if the first answer has come. */
  readonly ready: boolean;
  readonly error: unknown;
  at(index: number): T | undefined;
  /** Key of a row, held or not. */
  keyAt(index: number): string | undefined;
  /** Row of a key; -1 while it is not known, or when it has none. */
  indexOf(key: string): number;
  /** Names the rows in sight. */
  show(from: number, until: number): void;
  /** Fetches the newest rows and those in sight anew. */
  refresh(): Promise<void>;
}

/** Rows of a list that cannot be fetched by their numbers. Older rows have a list of their own. */
export const maxRows = 2_000;

/** A row with its number in the sandbox. */
export interface Numbered {
  readonly seq: number;
}
