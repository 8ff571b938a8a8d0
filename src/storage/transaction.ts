// A single transaction per turn of the event loop: the writes of all requests of a turn are committed together, and the
// answers wait for the commit. After a failed write the whole turn is rolled back.

import { onNextTurn } from "../core/timers.ts";
import type { Db } from "./database.ts";

export interface Transaction {
  /** Begins the turn's transaction before a write. @throws when the transaction has failed, or none can begin */
  open(): void;
  /** Marks the turn's transaction as failed, after a failed statement. */
  fail(error: unknown): void;
  /** Runs before each commit, inside the transaction. */
  beforeCommit(work: () => void): void;
  /** Runs after a rollback, to read again the values in memory. */
  afterFailure(work: (error: Error) => void): void;
  /** Runs after a rollback, latest first, to restore changes outside the store. Begins the transaction, as a write. */
  undo(work: () => void): void;
  /** Resolves when all writes so far are durable. */
  committed(): Promise<void>;
  /** Commits at once. */
  flush(): void;
  /** Gives each turn this error instead of a commit; null: turns are committed again. */
  refuse(error: Error | null): void;
  /** Error of the latest turn, or of all turns while they are refused; null: the latest turn was committed. */
  lastError(): Error | null;
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
  let refusal: Error | null = null;
  let lastError: Error | null = null;
  /** A failure after which memory could not be read again. The next write reads it first. */
  let unread: Error | null = null;
  let waiting: PromiseWithResolvers<void> | null = null;

  function recover(error: Error): void {
    unread = error;
    for (const work of onFailure) work(error);
    // After an unreadable file, the next `open` runs the rest.
    for (let work = undoing.at(-1); work !== undefined; work = undoing.at(-1)) {
      work();
      undoing.pop();
    }
    unread = null;
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    const committed = waiting;
    waiting = null;
    try {
      failure ??= refusal;
      if (failure !== null) throw failure;
      for (const work of writeBehind) work();
      commit.run();
      undoing = [];
      lastError = null;
    } catch (thrown) {
      const error = asError(thrown);
      failure = null;
      lastError = error;
      try {
        if (db.inTransaction) rollback.run();
        recover(error);
      } catch {
        // The file is not readable: `open` tries again.
        unread = error;
      }
      committed?.reject(error);
      return;
    }
    committed?.resolve();
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
    onNextTurn(end);
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
    refuse(error) {
      refusal = error;
    },
    lastError: () => refusal ?? lastError,
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
