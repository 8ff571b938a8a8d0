// Knows whether the store keeps the writes: after a failed write, and while the data file is removed or replaced.

import { type Db, touch } from "./database.ts";
import { watchFile } from "./file-watch.ts";
import type { StoreOptions } from "./store-options.ts";
import type { Transaction } from "./transaction.ts";

export class WriteHealth {
  readonly #db: Db;
  readonly #tx: Transaction;
  readonly #file: string;
  readonly #lost: Error;
  readonly #endWatch: (() => void) | null;
  /** True from a failed write until the next that succeeds; a turn without a change is no write. */
  #hasFailed = false;

  constructor(db: Db, tx: Transaction, { file, events, hostClock }: StoreOptions) {
    this.#db = db;
    this.#tx = tx;
    this.#file = file;
    const sentence = `the data file ${file} was removed or replaced: nothing is kept until the emulator starts again`;
    this.#lost = new Error(sentence);
    tx.afterFailure((error) => {
      this.#hasFailed = true;
      events.emit({ kind: "rollback", error });
    });
    const changed = (isLost: boolean): void => {
      tx.refuse(isLost ? this.#lost : null);
      if (isLost) events.emit({ kind: "file-lost", error: this.#lost });
    };
    this.#endWatch = file === ":memory:" ? null : watchFile(file, hostClock, changed);
  }

  /** Tries a write after a failed one. @returns why nothing is kept; null: the write was committed */
  async obstacle(): Promise<string | null> {
    const tx = this.#tx;
    // A failed write of this turn counts once the turn is over.
    await tx.committed().catch(() => {});
    if (!this.#hasFailed && tx.lastError() === null) return null;
    try {
      tx.open();
      touch(this.#db);
      await tx.committed();
      this.#hasFailed = false;
      return null;
    } catch (error) {
      tx.fail(error);
      const message = error instanceof Error ? error.message : String(error);
      return error === this.#lost ? message : `${this.#file} cannot be written: ${message}`;
    }
  }

  stop(): void {
    this.#endWatch?.();
  }
}
