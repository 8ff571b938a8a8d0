// The feed of a filtered list: read from its newest end, as far as it is scrolled.

import type { Feed, FetchPage, Placed } from "./feed.ts";

const chunk = 100;

export class FilteredFeed<T extends Placed> implements Feed<T> {
  ready = false;
  error: unknown = null;
  readonly #fetch: FetchPage<T>;
  readonly #changed: () => void;
  #items: readonly T[] = [];
  #whole = false;
  #loading = false;
  #shown: readonly [from: number, until: number] = [0, 30];

  constructor(fetch: FetchPage<T>, changed: () => void) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  get length(): number {
    return this.#items.length;
  }

  readonly at = (index: number): T | undefined => {
    return this.#items[index];
  };

  readonly placeAt = (index: number): number | undefined => {
    return this.#items[index]?.place;
  };

  readonly indexOf = (place: number): number => {
    return this.#items.findIndex((item) => item.place === place);
  };

  readonly show = (from: number, until: number): void => {
    this.#shown = [from, until];
    if (this.ready) this.#loadOlder().catch((error) => this.#failed(error));
  };

  readonly refresh = async (): Promise<void> => {
    try {
      // Reads all rows anew that were scrolled to, so that those that no longer match disappear.
      const limit = Math.min(1000, Math.max(chunk * 2, this.#shown[1] + chunk));
      const page = await this.#fetch({ limit, newestFirst: "true" });
      const last = page.at(-1)?.place ?? 0;
      const older = page.length < limit ? [] : this.#items.filter((item) => item.place < last);
      this.#items = [...page, ...older];
      this.#whole = page.length < limit || (this.#whole && older.length > 0);
      this.error = null;
      this.ready = true;
      this.#changed();
    } catch (error) {
      this.#failed(error);
    }
  };

  async #loadOlder(): Promise<void> {
    while (!this.#loading && !this.#whole && this.#shown[1] + chunk / 2 > this.#items.length) {
      this.#loading = true;
      try {
        const last = this.#items.at(-1)?.place;
        const before = last === undefined ? {} : { before: last };
        const page = await this.#fetch({ ...before, limit: chunk * 2, newestFirst: "true" });
        // A refresh may have shortened the list meanwhile.
        if (this.#items.at(-1)?.place !== last) continue;
        this.#items = [...this.#items, ...page];
        this.#whole = page.length < chunk * 2;
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
