// One transaction per turn of the event loop: all that is written while the loop serves its sockets is committed
// together, and callers answer after the commit: it costs about half of a transaction each.

import type { Db } from "./database.ts";

export interface Transaction {
  /** To be called before every write. */
  open(): void;
  /** Runs just before each commit, inside the transaction: what is written behind. */
  beforeCommit(work: () => void): void;
  /** Runs after a transaction that failed: what is held in memory must be read again. */
  afterFailure(work: () => void): void;
  /** Resolves when all that was written so far is durable. */
  committed(): Promise<void>;
  /** Commits at once. */
  flush(): void;
}

export function createTransaction(db: Db): Transaction {
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const rollback = db.prepare("rollback");
  const writeBehind: (() => void)[] = [];
  const onFailure: (() => void)[] = [];
  let isOpen = false;
  let waiting: PromiseWithResolvers<void> | null = null;

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    const waiters = waiting;
    waiting = null;
    try {
      for (const work of writeBehind) work();
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollback.run();
      for (const work of onFailure) work();
      waiters?.reject(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    waiters?.resolve();
  }

  return {
    open() {
      if (isOpen) return;
      begin.run();
      isOpen = true;
      setImmediate(end);
    },
    beforeCommit: (work) => void writeBehind.push(work),
    afterFailure: (work) => void onFailure.push(work),
    committed() {
      if (!isOpen) return Promise.resolve();
      waiting ??= Promise.withResolvers<void>();
      return waiting.promise;
    },
    flush: end,
  };
}
