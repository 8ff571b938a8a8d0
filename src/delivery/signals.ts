/** Promises by key, resolved when the key is woken. Who waits looks again at what it waits for. */
export interface Waiters<Key> {
  wait(key: Key): Promise<void>;
  wake(key: Key): void;
  wakeAll(): void;
}

export function createWaiters<Key>(): Waiters<Key> {
  const waiting = new Map<Key, PromiseWithResolvers<void>>();
  return {
    wait(key) {
      const known = waiting.get(key) ?? Promise.withResolvers<void>();
      waiting.set(key, known);
      return known.promise;
    },
    wake(key) {
      const known = waiting.get(key);
      if (known === undefined) return;
      waiting.delete(key);
      known.resolve();
    },
    wakeAll() {
      for (const known of waiting.values()) known.resolve();
      waiting.clear();
    },
  };
}
