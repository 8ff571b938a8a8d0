// A long list, newest first, of which only what is looked at is held. Items are numbered from 1 without gaps in the
// emulator, so any place can be asked for at once; under a filter the list is read from its newest end as far as it is
// scrolled.

export interface Placed {
  readonly place: number;
}
/** Newest first, of places below `before`; or the oldest first. */
export type FetchPage<T> = (query: FeedQuery) => Promise<readonly T[]>;
export interface FeedQuery {
  readonly before?: number;
  readonly limit: number;
  readonly newestFirst: "true" | "false";
}

const chunk = 100;
/** Items held before the farthest are let go. */
const mostHeld = 6_000;

export interface Feed<T> {
  /** Rows there are, as far as known. */
  readonly length: number;
  /** Whether the first answer has come. */
  readonly ready: boolean;
  readonly error: unknown;
  at(index: number): T | undefined;
  /** Of the item of a row, whether or not it is held. */
  placeAt(index: number): number | undefined;
  /** -1: it has no row, or not yet. */
  indexOf(place: number): number;
  /** Says which rows are looked at. */
  show(from: number, until: number): void;
  /** Something may have changed: looks anew at the newest and at what is shown. */
  refresh(): Promise<void>;
}

/** @param dense whether the list is filtered, so that places say nothing about rows */
export function createFeed<T extends Placed>(fetch: FetchPage<T>, dense: boolean, changed: () => void): Feed<T> {
  return dense ? denseFeed(fetch, changed) : sparseFeed(fetch, changed);
}

function sparseFeed<T extends Placed>(fetch: FetchPage<T>, changed: () => void): Feed<T> {
  const held = new Map<number, T>();
  const asked = new Set<number>();
  let top = 0;
  let length = 0;
  let ready = false;
  let error: unknown = null;
  let shown: readonly [from: number, until: number] = [0, 30];

  function put(items: readonly T[]): void {
    for (const item of items) held.set(item.place, item);
    if (held.size <= mostHeld) return;
    const [from, until] = [top - shown[1] - chunk * 4, top - shown[0] + chunk * 4];
    for (const place of held.keys()) if (place < from || place > until) held.delete(place);
  }

  /** Asks for the chunks of places that cover the rows shown. */
  async function load(again: boolean): Promise<void> {
    const low = Math.max(1, top - shown[1]);
    const high = Math.max(1, top - shown[0]);
    const wanted: number[] = [];
    for (let number = Math.floor((low - 1) / chunk); number <= Math.floor((high - 1) / chunk); number++) {
      const missing = again || !isHeld(number, low, high);
      if (missing && !asked.has(number)) wanted.push(number);
    }
    await Promise.all(
      wanted.map(async (number) => {
        asked.add(number);
        try {
          put(await fetch({ before: (number + 1) * chunk + 1, limit: chunk, newestFirst: "true" }));
        } finally {
          asked.delete(number);
        }
      }),
    );
    if (wanted.length > 0) changed();
  }

  function isHeld(number: number, low: number, high: number): boolean {
    const first = Math.max(number * chunk + 1, low);
    const last = Math.min((number + 1) * chunk, high);
    for (let place = first; place <= last; place++) if (!held.has(place)) return false;
    return true;
  }

  const failed = (what: unknown): void => {
    error = what;
    ready = true;
    changed();
  };

  return {
    get length() {
      return length;
    },
    get ready() {
      return ready;
    },
    get error() {
      return error;
    },
    at: (index) => held.get(top - index),
    placeAt: (index) => (index >= 0 && index < length ? top - index : undefined),
    indexOf: (place) => (place <= top && place > top - length ? top - place : -1),
    show(from, until) {
      shown = [from, until];
      if (ready) load(false).catch(failed);
    },
    async refresh() {
      try {
        const newest = await fetch({ limit: chunk, newestFirst: "true" });
        const first = newest[0]?.place ?? 0;
        const last = newest.length < chunk ? newest : await fetch({ limit: 1, newestFirst: "false" });
        // A reset begins to count anew.
        if (first < top) held.clear();
        top = first;
        length = top === 0 ? 0 : top - (last.at(-1)?.place ?? 1) + 1;
        put(newest);
        error = null;
        ready = true;
        changed();
        if (shown[1] > chunk / 2) await load(true);
      } catch (what) {
        failed(what);
      }
    },
  };
}

function denseFeed<T extends Placed>(fetch: FetchPage<T>, changed: () => void): Feed<T> {
  let items: readonly T[] = [];
  let whole = false;
  let ready = false;
  let error: unknown = null;
  let loading = false;
  let shown: readonly [from: number, until: number] = [0, 30];

  const failed = (what: unknown): void => {
    error = what;
    ready = true;
    changed();
  };

  async function more(): Promise<void> {
    while (!loading && !whole && shown[1] + chunk / 2 > items.length) {
      loading = true;
      try {
        const last = items.at(-1)?.place;
        const page = await fetch({
          ...(last === undefined ? {} : { before: last }),
          limit: chunk * 2,
          newestFirst: "true",
        });
        // A look at the newest may have shortened the list meanwhile.
        if (items.at(-1)?.place !== last) continue;
        items = [...items, ...page];
        whole = page.length < chunk * 2;
        changed();
      } finally {
        loading = false;
      }
    }
  }

  return {
    get length() {
      return items.length;
    },
    get ready() {
      return ready;
    },
    get error() {
      return error;
    },
    at: (index) => items[index],
    placeAt: (index) => items[index]?.place,
    indexOf: (place) => items.findIndex((item) => item.place === place),
    show(from, until) {
      shown = [from, until];
      if (ready) more().catch(failed);
    },
    async refresh() {
      try {
        // All that was scrolled to is read anew, so that what no longer fits the filter goes.
        const limit = Math.min(1000, Math.max(chunk * 2, shown[1] + chunk));
        const page = await fetch({ limit, newestFirst: "true" });
        const last = page.at(-1)?.place ?? 0;
        const older = page.length < limit ? [] : items.filter((item) => item.place < last);
        items = [...page, ...older];
        whole = page.length < limit || (whole && older.length > 0);
        error = null;
        ready = true;
        changed();
      } catch (what) {
        failed(what);
      }
    },
  };
}
