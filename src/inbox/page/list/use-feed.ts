import { useEffect, useMemo, useState } from "preact/hooks";
import { useLive } from "../inbox.ts";
import type { Kind } from "../remote/live.ts";
import type { Feed, Numbered } from "./feed.ts";
import { FilteredFeed } from "./filtered-feed.ts";
import { type FetchRows, WholeFeed } from "./whole-feed.ts";

interface List<T> {
  /** Another key is another list. */
  readonly key: string;
  /** True if numbers say nothing about rows. */
  readonly isFiltered: boolean;
  readonly rows: FetchRows<T>;
  /** Number of the rows that a filter holds for. */
  readonly count: () => Promise<number>;
  /** Kinds of events that change the list. */
  readonly kinds: readonly Kind[];
}

/** A live list of numbered rows. */
export function useFeed<T extends Numbered>({ key, isFiltered, rows, count, kinds }: List<T>): Feed<T> {
  return useLiveFeed(
    (changed) => {
      if (!isFiltered) return new WholeFeed(rows, changed);
      const source = {
        rows: (last: T | undefined, limit: number) =>
          rows({ ...(last === undefined ? {} : { before: last.seq }), limit, newestFirst: true }),
        count,
        keyOf: ({ seq }: T) => String(seq),
      };
      return new FilteredFeed(source, changed);
    },
    `${key} ${isFiltered}`,
    kinds,
  );
}

/** A feed that is read anew with events of these kinds. @param key another key is another feed */
export function useLiveFeed<T>(create: (changed: () => void) => Feed<T>, key: string, kinds: readonly Kind[]): Feed<T> {
  const [, redraw] = useState(0);
  const feed = useMemo(() => create(() => redraw((count) => count + 1)), [key]);
  useEffect(() => void feed.refresh(), [feed]);
  useLive(kinds, feed.refresh);
  return feed;
}
