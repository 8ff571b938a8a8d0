// The newest part of a list by number, as far back as it is loaded.

import { largestPage } from "../../../../api/request-of.ts";
import type { Numbered } from "../../list/row-source.ts";

/** Rows with numbers below `before`, newest first. */
export type PageBefore<T> = (part: { readonly before?: number; readonly limit: number }) => Promise<readonly T[]>;

export const chunk = 100;
const reloadedPage = 200;
/** Pages that one refresh reads for changed rows at most. The rest waits for the next refresh. */
const maxPages = 10;

export class LoadedRows<T extends Numbered> {
  /** Newest first, without a gap. */
  items: readonly T[] = [];
  isWhole = false;
  /** Changed rows behind the loaded ones, by number. */
  readonly #behind = new Map<number, T>();
  readonly #page: PageBefore<T>;

  constructor(page: PageBefore<T>) {
    this.#page = page;
  }

  /** The loaded rows, and changed rows behind them. */
  get all(): readonly T[] {
    return [...this.items, ...this.#behind.values()];
  }

  /** @param items the newest rows, as far as they are read */
  startAnew(items: readonly T[] = []): void {
    this.items = items;
    this.isWhole = false;
    this.#behind.clear();
  }

  /** Reads the newest rows. Starts anew where they do not reach the loaded ones, which may miss rows in between. */
  async refresh(limit: number): Promise<void> {
    const fresh = await this.#page({ limit });
    const last = fresh.at(-1);
    const [newest] = this.items;
    const isReset = newest !== undefined && (fresh[0]?.seq ?? 0) < newest.seq;
    const meets = last !== undefined && newest !== undefined && last.seq <= newest.seq;
    const older = meets && !isReset ? this.items.filter(({ seq }) => seq < last.seq) : [];
    if (isReset) this.#behind.clear();
    this.isWhole = fresh.length < limit || (this.isWhole && older.length > 0);
    this.#set(fresh.length < limit ? fresh : [...fresh, ...older]);
  }

  /** Reads rows with these numbers anew, the newest first. @returns numbers that are left for the next call */
  async reload(changed: ReadonlySet<number>): Promise<ReadonlySet<number>> {
    let left = [...changed].toSorted((a, b) => b - a);
    for (let page = 0; page < maxPages; page++) {
      const [newest] = left;
      if (newest === undefined) break;
      const rows = await this.#page({ before: newest + 1, limit: reloadedPage });
      const until = rows.length < reloadedPage ? 0 : (rows.at(-1)?.seq ?? 0);
      this.add(rows.filter(({ seq }) => changed.has(seq)));
      left = left.filter((seq) => seq < until);
    }
    return new Set(left);
  }

  /** Takes rows in place of loaded ones, or behind them. */
  add(rows: readonly T[]): void {
    const bySeq = new Map(rows.map((row) => [row.seq, row]));
    for (const row of rows) this.#behind.set(row.seq, row);
    this.#set(this.items.map((row) => bySeq.get(row.seq) ?? row));
  }

  async loadOlder(wanted: number): Promise<void> {
    const last = this.items.at(-1);
    const limit = Math.min(largestPage, Math.max(2 * chunk, wanted));
    const page = await this.#page({ ...(last === undefined ? {} : { before: last.seq }), limit });
    // A refresh may have changed the list meanwhile.
    if (this.items.at(-1) !== last) return;
    this.isWhole = page.length < limit;
    this.#set([...this.items, ...page]);
  }

  #set(items: readonly T[]): void {
    this.items = items;
    const oldest = this.isWhole ? 0 : (items.at(-1)?.seq ?? Number.POSITIVE_INFINITY);
    for (const seq of this.#behind.keys()) if (seq >= oldest) this.#behind.delete(seq);
  }
}
