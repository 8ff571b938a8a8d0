import { useEffect, useMemo, useState } from "preact/hooks";
import { useLive } from "../inbox.ts";
import type { Kind } from "../remote/live.ts";
import { AllRows, type FetchRows } from "./all-rows.ts";
import { FilteredRows } from "./filtered-rows.ts";
import type { Numbered, RowSource } from "./row-source.ts";

interface List<T> {
  /** Another key is another list. */
  readonly key: string;
  /** True if numbers say nothing about rows. */
  readonly isFiltered: boolean;
  readonly rows: FetchRows<T>;
  /** Number of the rows that a filter holds for; null: rows are not counted. */
  readonly count: (() => Promise<number>) | null;
  /** Kinds of events that change the list. */
  readonly kinds: readonly Kind[];
}

/** A live list of numbered rows. */
export function useRows<T extends Numbered>({ key, isFiltered, rows, count, kinds }: List<T>): RowSource<T> {
  return useLiveRows((changed) => createRows({ isFiltered, rows, count }, changed), `${key} ${isFiltered}`, kinds);
}

/** Feed of a list of numbered rows. */
export function createRows<T extends Numbered>(
  { isFiltered, rows, count }: Pick<List<T>, "isFiltered" | "rows" | "count">,
  changed: () => void,
): RowSource<T> {
  if (!isFiltered) return new AllRows(rows, changed);
  const source = {
    rows: (last: T | undefined, limit: number) =>
      rows({ ...(last === undefined ? {} : { before: last.seq }), limit, newestFirst: true }),
    count,
    keyOf: ({ seq }: T) => String(seq),
    olderThan: ({ seq }: T) => String(seq),
  };
  return new FilteredRows(source, changed);
}

/**
 * A feed that is read anew with events of these kinds.
 * @param create is given the signal that ends calls of a feed that another one replaces
 * @param key another key is another feed
 */
export function useLiveRows<T>(
  create: (changed: () => void, signal: AbortSignal) => RowSource<T>,
  key: string,
  kinds: readonly Kind[],
): RowSource<T> {
  const [, redraw] = useState(0);
  const [source, replaced] = useMemo(() => {
    const replaced = new AbortController();
    return [create(() => redraw((count) => count + 1), replaced.signal), replaced] as const;
  }, [key]);
  useEffect(() => {
    void source.refresh();
    return () => replaced.abort();
  }, [source, replaced]);
  useLive(kinds, source.refresh);
  return source;
}
