// One transaction per turn of the event loop: all that is written while the loop serves its sockets is committed
// together, and callers answer after the commit: it costs about half of a transaction each. They fail together too: after
// a write that failed nobody knows what of the turn SQLite has kept, so nothing of it is.

import type { Db } from "./database.ts";

export interface Transaction {
  /** To be called before every write. @throws when this turn's transaction has failed already, or none can be begun */
  open(): void;
  /** A statement failed: the turn's transaction is lost, whatever else is written in it. */
  fail(error: unknown): void;
  /** Runs just before each commit, inside the transaction: what is written behind. */
  beforeCommit(work: () => void): void;
  /** Runs after a transaction that failed: what is held in memory must be read again. */
  afterFailure(work: (error: Error) => void): void;
  /** After that, the latest first: what this turn changed elsewhere is as it was before. Opens, as a write does. */
  undo(work: () => void): void;
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
  const onFailure: ((error: Error) => void)[] = [];
  let undoing: (() => void)[] = [];
  let isOpen = false;
  let failure: Error | null = null;
  /** A failure after which memory could not be read again: it must be before anything is written. */
  let unread: Error | null = null;
  let waiting: PromiseWithResolvers<void> | null = null;

  function recover(error: Error): void {
    unread = error;
    for (const work of onFailure) work(error);
    // One that meets an unreadable file is run again with those that are left.
    for (let work = undoing.at(-1); work !== undefined; work = undoing.at(-1)) {
      work();
      undoing.pop();
    }
    unread = null;
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    const waiters = waiting;
    waiting = null;
    try {
      if (failure !== null) throw failure;
      for (const work of writeBehind) work();
      commit.run();
      undoing = [];
    } catch (thrown) {
      const error = asError(thrown);
      failure = null;
      try {
        if (db.inTransaction) rollback.run();
        recover(error);
      } catch {
        // The file cannot even be read: `open` tries again.
        unread = error;
      }
      waiters?.reject(error);
      return;
    }
    waiters?.resolve();
  }

  function open(): void {
    if (isOpen) {
      if (failure !== null) throw failure;
      return;
    }
    if (unread !== null) {
      if (db.inTransaction) rollback.run();
      recover(unread);
    }
    begin.run();
    isOpen = true;
    setImmediate(end);
  }

  return {
    open,
    fail(error) {
      if (isOpen) failure ??= asError(error);
    },
    beforeCommit: (work) => void writeBehind.push(work),
    afterFailure: (work) => void onFailure.push(work),
    undo(work) {
      open();
      undoing.push(work);
    },
    committed() {
      if (!isOpen) return Promise.resolve();
      waiting ??= Promise.withResolvers<void>();
      return waiting.promise;
    },
    flush: end,
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
