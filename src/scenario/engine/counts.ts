// Counters of a running scenario, kept in the store for a restart. Concurrent requests are counted one after the other.

import type { KeyValue } from "../../core/key-value.ts";

/** Named whole numbers and texts under a prefix of the sandbox's keys. */
export interface Counts {
  get(key: string): number;
  /** Adds one and returns the new number. */
  next(key: string): number;
  text(key: string): string | null;
  keep(key: string, value: string): void;
  /** Forgets a value whose key begins no other. */
  drop(key: string): void;
}

export function createCounts(keyValue: KeyValue, sandbox: string, prefix: string): Counts {
  const text = (key: string): string | null => keyValue.get(sandbox, prefix + key);
  const keep = (key: string, value: string): void => keyValue.set(sandbox, prefix + key, value);
  const get = (key: string): number => Number(text(key) ?? 0);
  return {
    get,
    next(key) {
      const value = get(key) + 1;
      keep(key, String(value));
      return value;
    },
    text,
    keep,
    drop: (key) => keyValue.clear(sandbox, prefix + key),
  };
}
