// The feed of everything between a client and the providers: its requests, and the attempts to deliver its callbacks. Both
// lists are read from their newest ends, and rows are shown as far back as both reach. Retries of older callbacks are found
// by their events, and at the beginning among the waiting callbacks.

import { largestPage } from "../../../../api/request-of.ts";
import type { AttemptView, CallbackView } from "../../../../api/schema/callback.ts";
import type { RequestRow } from "../../../../api/schema/request.ts";
import { maxRows, type RowSource } from "../../list/row-source.ts";
import { chunk, LoadedRows, type PageBefore } from "./loaded-rows.ts";

/** An attempt with its callback. */
export interface AttemptRow {
  readonly callback: CallbackView;
  readonly attempt: AttemptView;
}
export type StreamRow = RequestRow | AttemptRow;

export interface StreamSource {
  readonly requests: PageBefore<RequestRow>;
  readonly callbacks: PageBefore<CallbackView>;
  /** Newest callbacks that wait for an attempt. */
  readonly waiting: (limit: number) => Promise<readonly CallbackView[]>;
  /** Numbers of the callbacks with attempts since the last call; null: events were missed. */
  readonly attempted: () => ReadonlySet<number> | null;
  /** True if the attempt is shown. */
  readonly fits: (row: AttemptRow) => boolean;
  /** Rows among the latest numbers, found sooner than those in the whole lists. */
  readonly recent?: (limit: number) => Promise<readonly [readonly RequestRow[], readonly CallbackView[]]>;
  /** Counts the rows; null: rows are not counted. */
  readonly count: (() => Promise<RowCounts>) | null;
}

export interface RowCounts {
  readonly requests: number;
  /** Callbacks with an attempt at least, as far as they can be counted. */
  readonly attempted: number;
}

/** Time of a row: of the sandbox's clock, then real. */
interface RowMoment {
  readonly at: number;
  readonly elapsedMs?: number | undefined;
}

export class StreamRows implements RowSource<StreamRow> {
  ready = false;
  error: unknown = null;
  readonly #source: StreamSource;
  readonly #changed: () => void;
  readonly #requests: LoadedRows<RequestRow>;
  readonly #callbacks: LoadedRows<CallbackView>;
  /** Rows in their order, with the first row behind a list that ends early. */
  #rows: readonly StreamRow[] = [];
  #counts: RowCounts = { requests: 0, attempted: 0 };
  #isLoading = false;
  /** True: nothing is loaded that a refresh could keep. */
  #isAnew = true;
  #attempted: ReadonlySet<number> = new Set();
  #visible: readonly [from: number, until: number] = [0, 30];

  constructor(source: StreamSource, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
    this.#requests = new LoadedRows(source.requests);
    this.#callbacks = new LoadedRows(source.callbacks);
  }

  get count(): number | null {
    if (this.#source.count === null) return null;
    if (this.#isAllThere) return this.#rows.length;
    return Math.max(this.#rows.length, this.#counts.requests + this.#counts.attempted);
  }

  get isAtLeast(): boolean {
    return !this.#isAllThere;
  }

  get length(): number {
    if (this.#isWhole) return Math.min(maxRows, this.#rows.length);
    return Math.min(maxRows, this.#rows.length + Math.max(0, this.#counts.requests - this.#requests.items.length));
  }

  /** Numbers before which the requests and the callbacks go on: `12.34`. */
  get older(): string | null {
    if (this.#rows.length <= maxRows) return null;
    const listed = new Set(this.#rows.slice(0, maxRows).map(keyOfRow));
    const requests = this.#requests.items.filter((row) => listed.has(keyOfRow(row)));
    const left = this.#callbacks.all.filter((callback) =>
      attemptsOf(callback).some((row) => !listed.has(keyOfRow(row))),
    );
    const request = requests.at(-1)?.seq ?? (this.#requests.items[0]?.seq ?? 0) + 1;
    const callback = left.length > 0 ? Math.max(...left.map(({ seq }) => seq)) + 1 : this.#callbacks.items.at(-1)?.seq;
    return `${request}.${callback ?? 1}`;
  }

  readonly at = (index: number): StreamRow | undefined => this.#rows[index];

  readonly keyAt = (index: number): string | undefined => {
    const row = this.#rows[index];
    return row === undefined ? undefined : keyOfRow(row);
  };

  readonly indexOf = (key: string): number => this.#rows.slice(0, maxRows).findIndex((row) => keyOfRow(row) === key);

  readonly show = (from: number, until: number): void => {
    this.#visible = [from, until];
    if (this.ready) this.#loadOlder().catch((error) => this.#failed(error));
  };

  readonly refresh = async (): Promise<void> => {
    try {
      const limit = Math.min(largestPage, Math.max(chunk, this.#visible[1] + chunk / 2));
      const attempted = this.#source.attempted();
      if (attempted === null) this.#isAnew = true;
      const isAnew = this.#isAnew;
      if (isAnew) await this.#startAnew(limit);
      this.#attempted = new Set([...this.#attempted, ...(attempted ?? [])]);
      await Promise.all([this.#requests.refresh(limit), this.#callbacks.refresh(limit)]);
      if (isAnew) this.#show();
      if (!this.#isWhole && this.#source.count !== null) this.#counts = await this.#source.count();
      await this.#refreshBehind(limit, isAnew);
      this.#isAnew = false;
      this.#show();
      await this.#loadOlder();
    } catch (error) {
      this.#failed(error);
    }
  };

  async #startAnew(limit: number): Promise<void> {
    const [requests, callbacks] = (await this.#source.recent?.(limit)) ?? [];
    this.#requests.startAnew(requests);
    this.#callbacks.startAnew(callbacks);
    if (this.#requests.items.length + this.#callbacks.items.length > 0) this.#show();
  }

  #show(): void {
    this.error = null;
    this.ready = true;
    this.#merge();
  }

  /** Reads callbacks behind the newest ones that may have new attempts. */
  async #refreshBehind(limit: number, isAnew: boolean): Promise<void> {
    if (isAnew && !this.#callbacks.isWhole) this.#callbacks.add(await this.#source.waiting(largestPage));
    const newest = this.#callbacks.items.slice(0, limit);
    const oldest = newest.length < limit ? 0 : (newest.at(-1)?.seq ?? 0);
    const changed = [...this.#attempted].filter((seq) => seq < oldest);
    this.#attempted = await this.#callbacks.reload(new Set(changed));
  }

  get #isWhole(): boolean {
    return (this.#requests.isWhole && this.#callbacks.isWhole) || this.#rows.length > maxRows;
  }

  get #isAllThere(): boolean {
    return this.#isWhole && this.#rows.length <= maxRows;
  }

  #merge(): void {
    const attempts = this.#callbacks.all.flatMap(attemptsOf).filter(this.#source.fits);
    const rows = [...this.#requests.items, ...attempts].sort((a, b) => newestFirst(momentOf(a), momentOf(b)));
    const ends = [this.#requestsEnd(), this.#callbacksEnd()].filter((end) => end !== null);
    this.#rows = rows.filter((row) => ends.every((end) => newestFirst(momentOf(row), end) <= 0)).slice(0, maxRows + 1);
    this.#changed();
  }

  /** Moment up to which the held requests reach; null: to the beginning. */
  #requestsEnd(): RowMoment | null {
    const last = this.#requests.items.at(-1);
    return this.#requests.isWhole || last === undefined ? null : last;
  }

  #callbacksEnd(): RowMoment | null {
    const last = this.#callbacks.items.at(-1);
    return this.#callbacks.isWhole || last === undefined ? null : (last.attempts[0] ?? { at: last.at });
  }

  async #loadOlder(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (!this.#isWhole && this.#visible[1] + chunk / 4 > this.#rows.length) {
        const [requests, callbacks] = [this.#requestsEnd(), this.#callbacksEnd()];
        const isRequests = callbacks === null || (requests !== null && newestFirst(requests, callbacks) <= 0);
        await (isRequests ? this.#requests : this.#callbacks).loadOlder(this.#visible[1] - this.#rows.length);
        this.#merge();
      }
    } finally {
      this.#isLoading = false;
    }
  }

  #failed(error: unknown): void {
    this.error = error;
    this.ready = true;
    this.#changed();
  }
}

function attemptsOf(callback: CallbackView): readonly AttemptRow[] {
  return callback.attempts.map((attempt) => ({ callback, attempt }));
}

function momentOf(row: StreamRow): RowMoment {
  return "attempt" in row ? row.attempt : row;
}

function newestFirst(a: RowMoment, b: RowMoment): number {
  return b.at - a.at || (b.elapsedMs ?? 0) - (a.elapsedMs ?? 0);
}

const attemptKey = /^callback-(\d+)\.\d+$/;

export function keyOfRow(row: StreamRow): string {
  return "attempt" in row ? `callback-${row.callback.seq}.${row.attempt.number}` : String(row.seq);
}

/** Number of the callback in the key of an attempt; null: the key is of a request. */
export function callbackInKey(key: string): number | null {
  const number = attemptKey.exec(key)?.[1];
  return number === undefined ? null : Number(number);
}
