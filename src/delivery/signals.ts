/** Promises by key. Each resolves when its key is woken; the waiter then checks its condition again. */
export class Signals<Key> {
  readonly #waiting = new Map<Key, PromiseWithResolvers<void>>();

  wait(key: Key): Promise<void> {
    const signal = this.#waiting.get(key) ?? Promise.withResolvers<void>();
    this.#waiting.set(key, signal);
    return signal.promise;
  }

  wake(key: Key): void {
    const signal = this.#waiting.get(key);
    this.#waiting.delete(key);
    signal?.resolve();
  }

  wakeAll(): void {
    for (const signal of this.#waiting.values()) signal.resolve();
    this.#waiting.clear();
  }
}
