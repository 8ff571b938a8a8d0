import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutboxEntry } from "../../src/core/ports.ts";
import { DueQueue } from "../../src/delivery/due-queue.ts";

function entry(seq: number): OutboxEntry {
  return {
    seq,
    sandbox: "default",
    account: "sophia/main",
    provider: "sophia",
    about: "report",
    ref: seq,
    by: "http",
    at: 0,
    state: "waiting",
    attemptCount: 0,
    data: {},
  };
}

/** Calls of a worker to its queue: new entries in a burst, some taken and finished, old ones due again, a search. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant("burst" as const), count: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant("finish" as const), count: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant("retry" as const), count: fc.integer({ min: 1, max: 700 }) }),
  fc.record({ kind: fc.constant("search" as const) }),
);

describe("a worker's queue", () => {
  it("gives every entry that waits once, whatever comes in between, and holds no more than its bound from a burst", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const waiting = new Set<number>();
        const later: number[] = [];
        let seq = 0;
        let largest = 0;
        const queue = new DueQueue((after, limit) => {
          const result = [...waiting].filter((item) => item > after).sort((a, b) => a - b);
          largest = Math.max(largest, limit);
          return result.slice(0, limit).map(entry);
        }, 500);
        const finish = (): boolean => {
          const next = queue.next();
          if (next === null) return false;
          // Handed out although it is over already: it would be delivered twice.
          expect(waiting.delete(next.seq)).toBe(true);
          queue.done(next.seq);
          later.push(next.seq);
          return true;
        };
        for (const deed of deeds) {
          if (deed.kind === "burst") {
            for (let n = 0; n < deed.count; n++) {
              seq += 1;
              waiting.add(seq);
              queue.offer(entry(seq));
            }
          } else if (deed.kind === "finish") for (let n = 0; n < deed.count && finish(); n++);
          else if (deed.kind === "search") queue.search();
          else {
            for (const old of later.splice(0, deed.count)) {
              waiting.add(old);
              queue.offer(entry(old));
            }
          }
        }
        while (finish());
        expect([...waiting]).toEqual([]);
        expect(queue.empty).toBe(true);
        expect(largest).toBeLessThanOrEqual(500);
      }),
      { numRuns: 100 },
    );
  });

  it("lets go of what it has given out, though it is never empty", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const queue = new DueQueue(() => expect.unreachable("nothing was left in the store"));
    const given: WeakRef<OutboxEntry>[] = [];
    const many = 20_000;
    for (let seq = 1; seq <= 100; seq++) queue.offer(entry(seq));
    for (let seq = 101; seq <= 100 + many; seq++) {
      queue.offer(entry(seq));
      const next = queue.next();
      if (next === null) return expect.unreachable("it was never empty");
      given.push(new WeakRef(next));
      queue.done(next.seq);
    }
    // A WeakRef holds what it refers to until the turn of the event loop that made it is over.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(queue.empty).toBe(false);
    expect(queue.next()?.seq).toBe(many + 1);
    expect(given.filter((item) => item.deref() !== undefined).length).toBeLessThan(2_000);
  });
});
