// The feed of a filtered list: read from its newest end, as far as it is scrolled.

import { largestPage } from "../../../api/request-of.ts";
import { maxRows, type RowSource } from "./row-source.ts";

/** Rows of a list that a filter holds for. */
export interface FilteredSource<T> {
  /** Rows behind `last`, newest first; without it, the newest. */
  rows(last: T | undefined, limit: number): Promise<readonly T[]>;
  /** Number of all rows; null: rows are not counted. */
  readonly count: (() => Promise<number>) | null;
  keyOf(row: T): string;
  /** Value of the filter `before` for the rows behind a row; absent: the list has all rows. */
  olderThan?(row: T): string;
}

const chunk = 100;

export class FilteredRows<T> implements RowSource<T> {
  ready = false;
  error: unknown = null;
  readonly #source: FilteredSource<T>;
  readonly #changed: () => void;
  /** Loaded rows, with the first row behind a list that ends early. */
  #items: readonly T[] = [];
  #count = 0;
  #whole = false;
  #loading = false;
  #visible: readonly [from: number, until: number] = [0, 30];

  constructor(source: FilteredSource<T>, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
  }

  get count(): number | null {
    return this.#source.count === null ? null : this.#counted;
  }

  get length(): number {
    return Math.min(this.#max, this.#counted);
  }

  get older(): string | null {
    const last = this.#items[this.#max - 1];
    if (last === undefined || this.#items.length <= this.#max) return null;
    return this.#source.olderThan?.(last) ?? null;
  }

  get #counted(): number {
    return this.#whole ? this.#items.length : Math.max(this.#count, this.#items.length);
  }

  get #max(): number {
    return this.#source.olderThan === undefined ? Number.POSITIVE_INFINITY : maxRows;
  }

  readonly at = (index: number): T | undefined => {
    return this.#items[index];
  };

  readonly keyAt = (index: number): string | undefined => {
    const item = this.#items[index];
    return item === undefined ? undefined : this.#source.keyOf(item);
  };

  readonly indexOf = (key: string): number => {
    return this.#items.slice(0, this.#max).findIndex((item) => this.#source.keyOf(item) === key);
  };

  readonly show = (from: number, until: number): void => {
    this.#visible = [from, until];
    if (this.ready) this.#loadOlder().catch((error) => this.#failed(error));
  };

  readonly refresh = async (): Promise<void> => {
    try {
      // Reads all rows anew that were scrolled to, so that those that no longer match disappear.
      const limit = Math.min(largestPage, Math.max(chunk * 2, this.#visible[1] + chunk));
      const page = await this.#source.rows(undefined, limit);
      const older = page.length < limit ? [] : this.#behind(page);
      const items = [...page, ...older];
      this.#items = items.slice(0, this.#max + 1);
      this.#whole = items.length <= this.#max && (page.length < limit || (this.#whole && older.length > 0));
      this.error = null;
      this.ready = true;
      this.#changed();
      if (this.#whole || this.#source.count === null) return;
      this.#count = await this.#source.count();
      this.#changed();
    } catch (error) {
      this.#failed(error);
    }
  };

  /** Rows that are held and follow a page of newest ones; none if the page ends among rows that were not held. */
  #behind(page: readonly T[]): readonly T[] {
    const { keyOf } = this.#source;
    const fresh = new Set(page.map(keyOf));
    const last = page.at(-1);
    const place = last === undefined ? -1 : this.indexOf(keyOf(last));
    return place < 0 ? [] : this.#items.slice(place + 1).filter((item) => !fresh.has(keyOf(item)));
  }

  async #loadOlder(): Promise<void> {
    const isShort = (): boolean => this.#visible[1] + chunk / 2 > this.#items.length;
    while (!this.#loading && !this.#whole && this.#items.length <= this.#max && isShort()) {
      this.#loading = true;
      try {
        const last = this.#items.at(-1);
        const wanted = Math.max(chunk * 2, this.#visible[1] + chunk - this.#items.length);
        const limit = Math.min(largestPage, wanted, this.#max + 1 - this.#items.length);
        const page = await this.#source.rows(last, limit);
        // A refresh may have changed the list meanwhile.
        if (this.#items.at(-1) !== last) continue;
        this.#items = [...this.#items, ...page];
        this.#whole = page.length < limit;
        this.#changed();
      } finally {
        this.#loading = false;
      }
    }
  }

  #failed(error: unknown): void {
    this.error = error;
    this.ready = true;
    this.#changed();
  }
}
