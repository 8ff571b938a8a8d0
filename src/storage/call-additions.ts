// Facts of calls that arise after their answers. They wait in memory for the next transaction, or for a read, so that a
// request costs no second transaction.

import type { CallAddition } from "../core/ports.ts";
import type { Transaction } from "./transaction.ts";

/** Additions in memory at most. */
const maxWaiting = 1_000;

export class CallAdditions {
  readonly #tx: Transaction;
  readonly #write: (seq: number, addition: CallAddition) => void;
  readonly #waiting = new Map<number, CallAddition>();

  constructor(tx: Transaction, write: (seq: number, addition: CallAddition) => void) {
    this.#tx = tx;
    this.#write = write;
    tx.beforeCommit(() => this.#writeAll());
    tx.afterFailure(() => this.#waiting.clear());
  }

  add(seq: number, addition: CallAddition): void {
    const before = this.#waiting.get(seq);
    const findings = [...(before?.findings ?? []), ...(addition.findings ?? [])];
    this.#waiting.set(seq, { ...before, ...addition, findings });
    if (this.#waiting.size >= maxWaiting) this.beforeRead();
  }

  /** Writes what waits. @throws when the store takes no write */
  flush(): void {
    if (this.#waiting.size === 0) return;
    this.#tx.open();
    this.#writeAll();
  }

  /** The same, but a store that takes no write is still read. */
  beforeRead(): void {
    try {
      this.flush();
    } catch {
      this.#waiting.clear();
    }
  }

  /** Drops the additions to rows that are removed. */
  forget(first: number, last: number): void {
    for (const seq of this.#waiting.keys()) if (seq >= first && seq <= last) this.#waiting.delete(seq);
  }

  #writeAll(): void {
    for (const [seq, addition] of this.#waiting) this.#write(seq, addition);
    this.#waiting.clear();
  }
}
