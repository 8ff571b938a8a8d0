// Compares entries and attempts that wait to be written with a plain list of the calls.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { subjectOf } from "../../src/core/outbox-subject.ts";
import type { Attempt, OutboxEntry, Store } from "../../src/core/ports.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createOutbox } from "../../src/storage/outbox.ts";
import { Sequences } from "../../src/storage/sequences.ts";
import { Transaction } from "../../src/storage/transaction.ts";
import { storeOn } from "../support/store.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-outbox-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = (ref: number, about: OutboxEntry["about"], isFollowUp = false) =>
  ({
    sandbox: "default",
    account: "sophia/main",
    provider: "sophia",
    about,
    ref,
    ...(about === "inbound" || isFollowUp ? {} : ({ status: "sent" } as const)),
    by: "http",
    at: 1_000,
    data: { ref },
  }) as const;
const tried = (entry: OutboxEntry, number: number, status: number | null, error = ""): Attempt => ({
  callback: entry.seq,
  number,
  at: 1_000 + number,
  address: "http://x/",
  request: "GET http://x/",
  status,
  answer: "",
  durationMs: 0,
  error,
});

type Deed = { readonly deed: "add" | "try" | "end" | "drop" | "again" | "commit" | "reopen"; readonly n: number };
const deeds = fc.array(
  fc.record({
    deed: fc.constantFrom<Deed["deed"]>("add", "add", "add", "try", "end", "end", "drop", "again", "commit", "reopen"),
    n: fc.nat(30),
  }),
  { maxLength: 60 },
);

let files = 0;

describe("the outbox", () => {
  it("says of every lane what waits first, and keeps every attempt, whatever was done and written when", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        const file = join(folder, `${files++}.db`);
        let store: Store = storeOn(file);
        const earlier: { entry: OutboxEntry; begun: number }[] = [];
        for (const { deed, n } of all) {
          const item = earlier[n % Math.max(1, earlier.length)];
          if (deed === "add") {
            earlier.push({
              entry: store.outbox.add(fresh(n % 3, n % 2 === 0 ? "report" : "inbound", n % 4 === 0)),
              begun: 0,
            });
          } else if (deed === "commit") await store.committed();
          else if (deed === "reopen") {
            store.close();
            store = storeOn(file);
          } else if (item !== undefined && deed === "try") {
            store.outbox.begin(item.entry, tried(item.entry, ++item.begun, null));
          } else if (item !== undefined && deed === "end" && item.begun > 0) {
            const state = n % 2 === 0 ? "delivered" : "waiting";
            item.entry = store.outbox.end(item.entry, tried(item.entry, item.begun, 200), state, 2_000);
          } else if (item !== undefined && deed === "drop") {
            item.entry = store.outbox.update(item.entry, "dropped", item.entry.attemptCount, item.entry.at);
          } else if (item !== undefined && deed === "again") {
            item.entry = store.outbox.update(item.entry, "waiting", item.entry.attemptCount, 3_000);
          }
        }
        for (const about of ["report", "follow-up", "inbound"] as const) {
          for (let ref = 0; ref < 3; ref++) {
            const pending = earlier
              .filter(({ entry }) => subjectOf(entry).about === about && entry.ref === ref)
              .map(({ entry }) => entry);
            const waits = pending.filter(({ state }) => state === "waiting");
            expect(store.outbox.firstPending({ about, ref })).toBe(waits[0]?.seq ?? null);
            expect(store.outbox.firstAbout({ about, ref })).toBe(pending[0]?.seq ?? null);
          }
        }
        for (const { entry, begun } of earlier) {
          expect(store.outbox.get(entry.seq)).toEqual(entry);
          const numbers = store.outbox.attempts(entry.seq).map(({ number }) => number);
          expect(numbers).toEqual(Array.from({ length: begun }, (_, index) => index + 1));
        }
        expect(store.outbox.list("default", {})).toEqual(earlier.map(({ entry }) => entry));
        store.close();
      }),
      { numRuns: 40 },
    );
  });

  it("forgets with a rollback what was not committed", async () => {
    const db = openDatabase(":memory:", "process");
    const tx = new Transaction(db);
    const places = new Sequences(db, tx);
    const outbox = createOutbox(db, tx, places);
    let full = false;
    tx.beforeCommit(() => {
      if (full) throw new Error("disk full");
    });
    places.add("default");
    const entry = outbox.add(fresh(1, "report"));
    await tx.committed();
    full = true;
    outbox.end(entry, tried(entry, 1, 200), "delivered", 1_000);
    expect(outbox.firstPending(subjectOf(entry))).toBe(null);
    await expect(tx.committed()).rejects.toThrow("disk full");
    expect([outbox.get(entry.seq), outbox.attempts(entry.seq)]).toEqual([entry, []]);
    expect(outbox.firstPending(subjectOf(entry))).toBe(entry.seq);
    db.close();
  });
});
