import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";
import { callLike, messageLike, storeOn } from "../support/store.ts";

let store: Store;
afterEach(async () => {
  store.close();
  await undoAll();
});
const keep = { messages: 50, requests: 50, requestBytes: 1e9, callbacks: 50 };

describe("retention", () => {
  it("keeps the newest of each, and what is not over yet twenty times longer", async () => {
    store = storeOn(":memory:", { retention: keep });
    for (let n = 1; n <= 600; n++) {
      store.ledger.add(messageLike({ text: `n${n}`, status: n <= 10 ? "queued" : "delivered" }));
      store.journal.add(callLike({ code: String(n) }));
      await store.committed();
    }
    expect(store.ledger.count("default", { status: "queued" })).toBe(10);
    expect(store.ledger.count("default", { status: "delivered" })).toBeLessThanOrEqual(50 + 32);
    expect(store.journal.count("default")).toBeLessThanOrEqual(50 + 32);
    expect(store.journal.list("default", { newestFirst: true, limit: 1 })[0]?.code).toBe("600");
    expect(store.ledger.nextOrdinal("default")).toBe(601);
  });

  it("finds after a restart what is over behind thousands that are not", async () => {
    const data = join(scratch(), "behind.db");
    const retention = { ...keep, messages: 500 };
    store = storeOn(data, { retention: { ...keep, messages: 10_000 } });
    for (let n = 0; n < 6_000; n++)
      store.ledger.add(messageLike({ status: n % 1_000 === 999 ? "delivered" : "queued" }));
    await store.committed();
    store.close();
    store = storeOn(data, { retention });
    for (let n = 0; n < 5 * 32; n++) {
      store.ledger.add(messageLike({ status: "queued" }));
      await store.committed();
    }
    expect(store.ledger.count("default", { status: "delivered" })).toBe(1);
    expect(store.ledger.count("default", { status: "queued" })).toBe(6_000 - 6 + 5 * 32);
  });

  it("keeps up with commits of thousands of rows", async () => {
    store = storeOn(":memory:", { retention: keep });
    for (let turn = 0; turn < 20; turn++) {
      for (let n = 0; n < 3_000; n++) store.ledger.add(messageLike({ status: "delivered" }));
      await store.committed();
    }
    expect(store.ledger.count("default")).toBeLessThanOrEqual(50 + 3_000);
  });

  it("keeps the newest calls by their bytes, after a restart and a lost turn too", async () => {
    const data = join(scratch(), "bytes.db");
    const options = { retention: { ...keep, requests: 1_000_000, requestBytes: 1_000_000 } };
    // A look every 32 commits of 10,000 bytes, a mark at each, or at the next after a start.
    const max = 1_000_000 + 3 * 32 * 10_000;
    const size = (sandbox: string): number =>
      store.journal
        .list(sandbox, {})
        .reduce((sum, { request, answer }) => sum + request.length + (answer?.length ?? 0), 0);
    const call = callLike({ request: "x".repeat(5_000), answer: Buffer.alloc(5_000) });
    let last = 0;
    for (let round = 0; round < 3; round++) {
      store = storeOn(data, { ...options, journalBytes: 5_000 });
      if (round === 0) store.addSandbox("small");
      store.journal.add({ ...call, sandbox: "small" });
      for (let n = 0; n < 300; n++) {
        last = store.journal.add(call);
        await store.committed();
        if (n % 100 !== 50) continue;
        expect(size("default")).toBeLessThanOrEqual(max);
        store.journal.add(call);
        expect(() => store.journal.add({ ...call, at: Number.NaN })).toThrow("NOT NULL");
        await expect(store.committed()).rejects.toThrow("NOT NULL");
      }
      expect(size("default")).toBeGreaterThanOrEqual(1_000_000);
      expect(size("default")).toBeLessThanOrEqual(max);
      expect(store.journal.get(last)?.request).toBe(call.request);
      expect(store.journal.count("small")).toBe(round + 1);
      if (round < 2) store.close();
    }
    store.clearSandbox("default", false);
    for (let n = 0; n < 50; n++) {
      store.journal.add(call);
      await store.committed();
    }
    expect(store.journal.count("default")).toBe(50);
  });

  it("takes away hundreds of megabytes in many small looks, the newest call never", async () => {
    store = storeOn(":memory:", {
      retention: { ...keep, requests: 1_000_000, requestBytes: 1 },
      journalBytes: 256 * 1024,
    });
    const call = callLike({ request: Buffer.alloc(256 * 1024), answer: Buffer.alloc(256 * 1024) });
    for (let turn = 0; turn < 20; turn++) {
      for (let n = 0; n < 40; n++) store.journal.add(call);
      await store.committed();
      expect(store.journal.count("default")).toBeLessThanOrEqual(2 * 40);
      expect(store.journal.count("default")).toBeGreaterThan(0);
    }
  });

  it("goes on at once where it was before a restart, however many rows there have been", async () => {
    const data = join(scratch(), "restart.db");
    for (let round = 0; round < 3; round++) {
      store = storeOn(data, { retention: keep });
      store.ledger.add(messageLike({ status: "sent" }));
      for (let n = 0; n < 10; n++) {
        for (let row = 0; row < 1_000; row++) {
          store.journal.add(callLike());
          store.ledger.add(messageLike({ status: "delivered" }));
        }
        await store.committed();
      }
      expect(store.journal.count("default")).toBeLessThanOrEqual(50 + 1_000);
      expect(store.ledger.count("default", { status: "delivered" })).toBeLessThanOrEqual(50 + 1_000);
      if (round < 2) store.close();
    }
  });

  it("cuts requests and answers that are longer than the journal keeps", () => {
    store = storeOn(":memory:", { journalBytes: 10 });
    const seq = store.journal.add(callLike({ request: "0123456789ABC", answer: Buffer.from("0123456789ABC") }));
    expect(store.journal.get(seq)?.request).toBe("0123456789");
    expect(String(store.journal.get(seq)?.answer)).toBe("0123456789");
  });
});
