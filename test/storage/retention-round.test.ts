import { expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { createJournalSize } from "../../src/storage/journal-size.ts";
import { Retention } from "../../src/storage/retention.ts";
import { Sequences } from "../../src/storage/sequences.ts";
import { Transaction } from "../../src/storage/transaction.ts";

const keep = { messages: 50, requests: 50, requestBytes: 1e9, callbacks: 50 };

it("a round of retention reads only sandboxes with new rows, once it has seen each sandbox", async () => {
  const db = openDatabase(":memory:", "process");
  const tx = new Transaction(db);
  const sequences = new Sequences(db, tx);
  const names = Array.from({ length: 100 }, (_, n) => `s${n}`);
  for (const name of names) sequences.add(name);
  const read: string[] = [];
  new Retention({
    db,
    tx,
    sequences,
    journalSize: createJournalSize(db, tx, sequences),
    limitsOf(name) {
      read.push(name);
      return keep;
    },
    removed: {},
  });
  const commit = async (): Promise<void> => {
    tx.open();
    for (let n = 0; n < 2_000; n++) sequences.take("messages", "s7");
    await tx.committed();
  };
  for (let n = 0; n < 10; n++) await commit();
  expect(new Set(read)).toEqual(new Set(names));
  read.length = 0;
  await commit();
  expect(new Set(read)).toEqual(new Set(["s7"]));
  tx.flush();
  db.close();
});
