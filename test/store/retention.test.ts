import { afterEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { callLike, messageLike, storeOn } from "../support/store.ts";

let store: Store;
afterEach(() => store.close());
const keep = { messages: 50, calls: 50, callbacks: 50, inbounds: 50 };

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

  it("keeps up with commits of thousands of rows", async () => {
    store = storeOn(":memory:", { retention: keep });
    for (let turn = 0; turn < 20; turn++) {
      for (let n = 0; n < 3_000; n++) store.ledger.add(messageLike({ status: "delivered" }));
      await store.committed();
    }
    expect(store.ledger.count("default")).toBeLessThanOrEqual(50 + 3_000);
  });

  it("cuts requests and answers that are longer than the journal keeps", () => {
    store = storeOn(":memory:", { journalBytes: 10 });
    const seq = store.journal.add(callLike({ request: "0123456789ABC", answer: Buffer.from("0123456789ABC") }));
    expect(store.journal.get(seq)?.request).toBe("0123456789");
    expect(String(store.journal.get(seq)?.answer)).toBe("0123456789");
  });
});
