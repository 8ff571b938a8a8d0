// A long list, newest first, that holds only the rows around those in sight.

import { FilteredFeed } from "./filtered-feed.ts";
import { WholeFeed } from "./whole-feed.ts";

export interface Placed {
  readonly place: number;
}
/** Fetches items newest first, of places below `before`; or the oldest first. */
export type FetchPage<T> = (query: FeedQuery) => Promise<readonly T[]>;
export interface FeedQuery {
  readonly before?: number;
  readonly limit: number;
  readonly newestFirst: "true" | "false";
}

/** A list that grows at its newest end. Components take its functions without a receiver. */
export interface Feed<T> {
  /** Number of rows, as far as it is known. */
  readonly length: number;
  /** True if the first answer has come. */
  readonly ready: boolean;
  readonly error: unknown;
  at(index: number): T | undefined;
  /** Place of a row's item, held or not. */
  placeAt(index: number): number | undefined;
  /** Row of a place; -1 while it is not known, or when it has none. */
  indexOf(place: number): number;
  /** Names the rows in sight. */
  show(from: number, until: number): void;
  /** Fetches the newest rows and those in sight anew. */
  refresh(): Promise<void>;
}

/** @param filtered true if places say nothing about rows */
export function createFeed<T extends Placed>(fetch: FetchPage<T>, filtered: boolean, changed: () => void): Feed<T> {
  return filtered ? new FilteredFeed(fetch, changed) : new WholeFeed(fetch, changed);
}
