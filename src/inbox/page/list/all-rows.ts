// The feed of a list without a filter. The emulator numbers items from 1 without gaps, so that rows follow from numbers and
// any of them can be fetched at once.

import type { Numbered, RowSource } from "./row-source.ts";

/** Fetches rows with numbers below `before`, newest first; or the oldest rows. */
export type FetchRows<T> = (page: RowsPage) => Promise<readonly T[]>;
export interface RowsPage {
  readonly before?: number;
  readonly limit: number;
  readonly newestFirst: boolean;
}

const chunk = 100;
/** Items held before the farthest ones are dropped. */
const maxRows = 6_000;

export class AllRows<T extends Numbered> implements RowSource<T> {
  length = 0;
  readonly older = null;
  ready = false;
  error: unknown = null;
  readonly #fetch: FetchRows<T>;
  readonly #changed: () => void;
  readonly #rows = new Map<number, T>();
  readonly #requested = new Set<number>();
  #top = 0;
  #visible: readonly [from: number, until: number] = [0, 30];

  constructor(fetch: FetchRows<T>, changed: () => void) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  get count(): number {
    return this.length;
  }

  readonly at = (index: number): T | undefined => {
    return this.#rows.get(this.#top - index);
  };

  readonly keyAt = (index: number): string | undefined => {
    return index >= 0 && index < this.length ? String(this.#top - index) : undefined;
  };

  readonly indexOf = (key: string): number => {
    const seq = Number(key);
    return seq <= this.#top && seq > this.#top - this.length ? this.#top - seq : -1;
  };

  readonly show = (from: number, until: number): void => {
    this.#visible = [from, until];
    if (this.ready) this.#load(false).catch((error) => this.#failed(error));
  };

  readonly refresh = async (): Promise<void> => {
    try {
      const newest = await this.#fetch({ limit: chunk, newestFirst: true });
      const first = newest[0]?.seq ?? 0;
      const last = newest.length < chunk ? newest : await this.#fetch({ limit: 1, newestFirst: false });
      // A reset begins to count anew.
      if (first < this.#top) this.#rows.clear();
      this.#top = first;
      this.length = first === 0 ? 0 : first - (last.at(-1)?.seq ?? 1) + 1;
      this.#put(newest);
      this.error = null;
      this.ready = true;
      this.#changed();
      if (this.#visible[1] > chunk / 2) await this.#load(true);
    } catch (error) {
      this.#failed(error);
    }
  };

  #put(items: readonly T[]): void {
    for (const item of items) this.#rows.set(item.seq, item);
    if (this.#rows.size <= maxRows) return;
    const [from, until] = [this.#top - this.#visible[1] - chunk * 4, this.#top - this.#visible[0] + chunk * 4];
    for (const seq of this.#rows.keys()) if (seq < from || seq > until) this.#rows.delete(seq);
  }

  /** Fetches the chunks of numbers that cover the rows in sight; with `again` those that are held, too. */
  async #load(again: boolean): Promise<void> {
    const low = Math.max(1, this.#top - this.#visible[1]);
    const high = Math.max(1, this.#top - this.#visible[0]);
    const wanted: number[] = [];
    for (let number = Math.floor((low - 1) / chunk); number <= Math.floor((high - 1) / chunk); number++) {
      if ((again || !this.#hasChunk(number, low, high)) && !this.#requested.has(number)) wanted.push(number);
    }
    await Promise.all(wanted.map((number) => this.#fetchChunk(number)));
    if (wanted.length > 0) this.#changed();
  }

  async #fetchChunk(number: number): Promise<void> {
    this.#requested.add(number);
    try {
      this.#put(await this.#fetch({ before: (number + 1) * chunk + 1, limit: chunk, newestFirst: true }));
    } finally {
      this.#requested.delete(number);
    }
  }

  #hasChunk(number: number, low: number, high: number): boolean {
    const first = Math.max(number * chunk + 1, low);
    const last = Math.min((number + 1) * chunk, high);
    for (let seq = first; seq <= last; seq++) if (!this.#rows.has(seq)) return false;
    return true;
  }

  #failed(error: unknown): void {
    this.error = error;
    this.ready = true;
    this.#changed();
  }
}
