// What one courier holds: a bounded queue of entries that are due. What does not fit is left in the store and read from
// there, oldest first, once the queue is empty: a burst of any size costs the same memory.

import type { OutboxEntry } from "../core/ports.ts";

/** Entries in hand at most, a kilobyte or two each: what is read again from the store costs more than to hold it. */
const mostHeld = 4_000;
/** Entries read from the store in one go, which holds up everything else meanwhile. */
const page = 500;

export interface Hand {
  /** Takes an entry in, or remembers that the store has one more. One that is in hand already is left as it is. */
  offer(entry: OutboxEntry): void;
  /** Reads the store before the next entry is given. */
  search(): void;
  /** The next entry, or null. It counts as in hand until it is `done`. */
  next(): OutboxEntry | null;
  done(seq: number): void;
  /** Forgets what is queued and not yet given, and reads the store again before the next entry is. */
  drop(): void;
  /** Neither queued here nor, as far as is known, left in the store. */
  readonly empty: boolean;
}

/**
 * @param read waiting entries that are due, with a `seq` after the given one, oldest first
 * @param most entries that a burst leaves in hand at most
 */
export function createHand(read: (after: number, limit: number) => readonly OutboxEntry[], most = mostHeld): Hand {
  let queue: OutboxEntry[] = [];
  let head = 0;
  const held = new Set<number>();
  /** Whether the store may have entries that are due and not in hand, and how far it has been read. */
  let more = false;
  let cursor = -1;
  let behind = false;

  function put(entry: OutboxEntry): void {
    if (held.has(entry.seq)) return;
    held.add(entry.seq);
    queue.push(entry);
  }

  function refill(): void {
    queue = [];
    head = 0;
    const entries = read(cursor, page);
    for (const entry of entries) put(entry);
    const last = entries.at(-1);
    if (last !== undefined && entries.length === page) {
      cursor = last.seq;
      return;
    }
    // Read to the end. What came meanwhile with a place before the cursor asks for one more pass.
    more = behind;
    behind = false;
    cursor = -1;
  }

  return {
    offer(entry) {
      if (!more && queue.length - head < most) {
        put(entry);
        return;
      }
      more = true;
      if (entry.seq <= cursor) behind = true;
    },
    search() {
      if (more) behind = true;
      more = true;
    },
    next() {
      while (head >= queue.length && more) refill();
      const entry = queue[head];
      if (entry === undefined) return null;
      head += 1;
      // What was handed out is let go of, in steps: a queue that is never empty must not grow for ever.
      if (head === queue.length || (head >= page && head * 2 >= queue.length)) {
        queue = queue.slice(head);
        head = 0;
      }
      return entry;
    },
    done: (seq) => void held.delete(seq),
    drop() {
      for (const { seq } of queue.slice(head)) held.delete(seq);
      queue = [];
      head = 0;
      cursor = -1;
      behind = false;
      more = true;
    },
    get empty() {
      return head >= queue.length && !more;
    },
  };
}
