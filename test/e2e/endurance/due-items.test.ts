// A million due items (100,000 in the short form): flat memory, taken in order, however late.

import { afterEach, describe, expect, it } from "vitest";
import { hostClock } from "../../../src/clock/host-clock.ts";
import { createEvents } from "../../../src/core/events.ts";
import { openStore } from "../../../src/storage/store.ts";
import { amount } from "../../support/endurance/amount.ts";
import { later, scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const limits = { messages: 1_000, requests: 1_000, requestBytes: 1e9, callbacks: 1_000 };

describe("the schedule", () => {
  it("holds very many due items with flat memory and gives them back in order", async () => {
    const store = openStore({
      file: `${scratch()}/data.db`,
      durability: "process",
      retention: limits,
      events: createEvents(),
      hostClock,
      journalBytes: 1_000,
    });
    later(() => store.close());
    store.addSandbox("default");
    const count = amount(100_000, 1_000_000);
    const before = process.memoryUsage().rss;
    for (let n = 0; n < count; n++) {
      // Instants in no order: 7919 is prime, so each of 100,003 comes about ten times in a million.
      store.schedule.add({ sandbox: "default", at: (n * 7919) % 100_003, kind: "life", ref: n, part: 0 });
      if (n % 10_000 === 0) await store.committed();
    }
    await store.committed();
    expect(store.schedule.count("default")).toBe(count);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect(store.schedule.next("default")).toBe(0);
    let [taken, at, ref] = [0, -1, -1];
    while (taken < count / 10) {
      for (const due of store.schedule.take("default", Number.MAX_SAFE_INTEGER, 1_000)) {
        expect(due.at > at || (due.at === at && due.ref > ref)).toBe(true);
        [taken, at, ref] = [taken + 1, due.at, due.ref];
      }
      await store.committed();
    }
    expect(store.schedule.count("default")).toBe(count - taken);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});
