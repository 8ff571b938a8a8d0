import { useEffect, useMemo, useState } from "preact/hooks";
import type { Kind } from "../remote/live.ts";
import { useLive } from "../world.ts";
import { createFeed, type Feed, type FetchPage, type Placed } from "./feed.ts";

/**
 * A live feed. @param key what the list is of; another key is another list
 * @param dense whether it is filtered @param kinds what changes it
 */
export function useFeed<T extends Placed>(
  fetch: FetchPage<T>,
  key: string,
  dense: boolean,
  kinds: readonly Kind[],
): Feed<T> {
  const [, redraw] = useState(0);
  const feed = useMemo(() => createFeed(fetch, dense, () => redraw((count) => count + 1)), [key, dense]);
  useEffect(() => void feed.refresh(), [feed]);
  useLive(kinds, feed.refresh);
  return feed;
}

/** The places of a feed as keys of its rows. */
export function keysOf({ placeAt, indexOf }: Feed<Placed>): {
  readonly keyAt: (index: number) => string | undefined;
  readonly indexOf: (key: string) => number;
} {
  return { keyAt: (index) => placeAt(index)?.toString(), indexOf: (key) => indexOf(Number(key)) };
}
