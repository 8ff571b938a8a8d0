// A single transaction per turn of the event loop: the writes of all requests of a turn are committed together, and the
// answers wait for the commit. After a failed write the whole turn is rolled back.

import { onNextTurn } from "../core/timers.ts";
import type { Db } from "./database.ts";

/** A statement without parameters. */
interface BareStatement {
  run(): unknown;
}

export class Transaction {
  readonly #db: Db;
  readonly #begin: BareStatement;
  readonly #commit: BareStatement;
  readonly #rollback: BareStatement;
  readonly #beforeCommit: (() => void)[] = [];
  readonly #afterFailure: ((error: Error) => void)[] = [];
  #undoing: (() => void)[] = [];
  #isOpen = false;
  #failure: Error | null = null;
  #refusal: Error | null = null;
  #lastError: Error | null = null;
  /** A failure after which memory could not be read again. The next write reads it first. */
  #readFailure: Error | null = null;
  #waiting: PromiseWithResolvers<void> | null = null;
  readonly #end = (): void => this.flush();

  constructor(db: Db) {
    this.#db = db;
    this.#begin = db.prepare<[]>("begin immediate");
    this.#commit = db.prepare<[]>("commit");
    this.#rollback = db.prepare<[]>("rollback");
  }

  /** Begins the turn's transaction before a write. @throws when the transaction has failed, or none can begin */
  open(): void {
    if (this.#isOpen) {
      if (this.#failure !== null) throw this.#failure;
      return;
    }
    if (this.#readFailure !== null) {
      if (this.#db.inTransaction) this.#rollback.run();
      this.#recover(this.#readFailure);
    }
    this.#begin.run();
    this.#isOpen = true;
    onNextTurn(this.#end);
  }

  /** Marks the turn's transaction as failed, after a failed statement. */
  fail(error: unknown): void {
    if (this.#isOpen) this.#failure ??= asError(error);
  }

  /** Runs before each commit, inside the transaction. */
  beforeCommit(work: () => void): void {
    this.#beforeCommit.push(work);
  }

  /** Runs after a rollback, to read again the values in memory. */
  afterFailure(work: (error: Error) => void): void {
    this.#afterFailure.push(work);
  }

  /** Runs after a rollback, latest first, to restore changes outside the store. Begins the transaction, as a write. */
  undo(work: () => void): void {
    this.open();
    this.#undoing.push(work);
  }

  /** Resolves when all writes so far are durable. */
  committed(): Promise<void> {
    if (!this.#isOpen) return Promise.resolve();
    this.#waiting ??= Promise.withResolvers<void>();
    return this.#waiting.promise;
  }

  /** Writes everything that waits for the commit, for statements over whole tables. */
  write(): void {
    this.open();
    for (const work of this.#beforeCommit) work();
  }

  /** Commits at once. */
  flush(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const waiting = this.#waiting;
    this.#waiting = null;
    try {
      this.#failure ??= this.#refusal;
      if (this.#failure !== null) throw this.#failure;
      for (const work of this.#beforeCommit) work();
      this.#commit.run();
      this.#undoing = [];
      this.#lastError = null;
    } catch (thrown) {
      const error = asError(thrown);
      this.#rollBack(error);
      waiting?.reject(error);
      return;
    }
    waiting?.resolve();
  }

  /** Gives each turn this error instead of a commit; null: turns are committed again. */
  refuse(error: Error | null): void {
    this.#refusal = error;
  }

  /** Error of the latest turn, or of all turns while they are refused; null: the latest turn was committed. */
  lastError(): Error | null {
    return this.#refusal ?? this.#lastError;
  }

  #rollBack(error: Error): void {
    this.#failure = null;
    this.#lastError = error;
    try {
      if (this.#db.inTransaction) this.#rollback.run();
      this.#recover(error);
    } catch {
      // The file is not readable: `open` tries again.
      this.#readFailure = error;
    }
  }

  #recover(error: Error): void {
    this.#readFailure = error;
    for (const work of this.#afterFailure) work(error);
    // After an unreadable file, the next `open` runs the rest.
    for (let work = this.#undoing.at(-1); work !== undefined; work = this.#undoing.at(-1)) {
      work();
      this.#undoing.pop();
    }
    this.#readFailure = null;
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
