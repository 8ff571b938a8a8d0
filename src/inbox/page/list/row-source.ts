/** A list that grows at its newest end, newest first, of which the rows around those in sight are held. Components take its
 * functions without a receiver. */
export interface RowSource<T> {
  /** Number of rows, as far as it is known. */
  readonly length: number;
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

/** A row with its number in the sandbox. */
export interface Numbered {
  readonly seq: number;
}
