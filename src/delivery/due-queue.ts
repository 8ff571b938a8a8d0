// The due entries of a worker: a bounded queue in memory, the rest stays in the store. A burst of any size costs the same
// memory.

import type { OutboxEntry } from "../core/ports.ts";

/** Entries in memory at most, one or two kilobytes each: reading an entry again costs more than keeping it. */
const defaultMax = 4_000;
/** Entries per read of the store, which blocks the event loop. */
const page = 500;

/** Reads waiting entries that are due, with a greater `seq` than `after`, oldest first. */
export type ReadDue = (after: number, limit: number) => readonly OutboxEntry[];

export class DueQueue {
  readonly #read: ReadDue;
  readonly #max: number;
  /** `seq` of each entry that is queued or taken. */
  readonly #taken = new Set<number>();
  #queue: OutboxEntry[] = [];
  #head = 0;
  /** True if the store may have due entries that are not in memory. */
  #hasMore = false;
  #cursor = -1;
  /** True if entries before the cursor became due during a pass through the store. */
  #isBehind = false;

  /** @param max entries in memory after a burst */
  constructor(read: ReadDue, max = defaultMax) {
    this.#read = read;
    this.#max = max;
  }

  /** True if no entry is queued, nor known to be left in the store. */
  get empty(): boolean {
    return this.#head >= this.#queue.length && !this.#hasMore;
  }

  /** Queues an entry, or leaves it in the store. An entry already in memory stays as it is. */
  offer(entry: OutboxEntry): void {
    if (!this.#hasMore && this.#queue.length - this.#head < this.#max) {
      this.#put(entry);
      return;
    }
    this.#hasMore = true;
    if (entry.seq <= this.#cursor) this.#isBehind = true;
  }

  /** Reads the store before giving the next entry. */
  search(): void {
    if (this.#hasMore) this.#isBehind = true;
    this.#hasMore = true;
  }

  /** Takes the next entry, or null. The entry is not queued again until `done`. */
  next(): OutboxEntry | null {
    while (this.#head >= this.#queue.length && this.#hasMore) this.#refill();
    const entry = this.#queue[this.#head];
    if (entry === undefined) return null;
    this.#head += 1;
    // Frees taken entries in steps: a queue that is never empty must not grow for ever.
    if (this.#head === this.#queue.length || (this.#head >= page && this.#head * 2 >= this.#queue.length)) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }

  done(seq: number): void {
    this.#taken.delete(seq);
  }

  /** Drops the queue, and reads the store again before giving the next entry. */
  drop(): void {
    for (const { seq } of this.#queue.slice(this.#head)) this.#taken.delete(seq);
    this.#queue = [];
    this.#head = 0;
    this.#cursor = -1;
    this.#isBehind = false;
    this.#hasMore = true;
  }

  #put(entry: OutboxEntry): void {
    if (this.#taken.has(entry.seq)) return;
    this.#taken.add(entry.seq);
    this.#queue.push(entry);
  }

  #refill(): void {
    this.#queue = [];
    this.#head = 0;
    const entries = this.#read(this.#cursor, page);
    for (const entry of entries) this.#put(entry);
    const last = entries.at(-1);
    if (last !== undefined && entries.length === page) {
      this.#cursor = last.seq;
      return;
    }
    // The pass is over. Entries that became due behind the cursor need one more pass.
    this.#hasMore = this.#isBehind;
    this.#isBehind = false;
    this.#cursor = -1;
  }
}
