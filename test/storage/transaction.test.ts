// The transaction of each turn of the event loop, and the state after a failed one.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { watchWrites } from "../../src/storage/database.ts";
import { Transaction } from "../../src/storage/transaction.ts";
import { messageLike, storeOn } from "../support/store.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-store-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a transaction", () => {
  it("takes in all that one turn writes, and says when it is durable", async () => {
    const db = new Database(":memory:");
    db.exec("create table t (n integer)");
    const commits: number[] = [];
    const tx = new Transaction(db);
    tx.beforeCommit(() => void commits.push(1));
    const write = (n: number): Promise<void> => {
      tx.open();
      db.prepare("insert into t values (?)").run(n);
      return tx.committed();
    };
    const first = write(1);
    const second = write(2);
    expect(db.inTransaction).toBe(true);
    await Promise.all([first, second]);
    expect([db.inTransaction, commits.length]).toEqual([false, 1]);
    await write(3);
    expect(commits.length).toBe(2);
    db.close();
  });

  it("that cannot be committed rejects everyone who waits, and the next one is as if it had never been", async () => {
    const db = new Database(":memory:");
    db.exec("create table t (n integer)");
    const tx = new Transaction(db);
    let full = true;
    let reported = 0;
    tx.beforeCommit(() => {
      if (full) throw new Error("disk full");
    });
    tx.afterFailure(() => {
      reported += 1;
    });
    tx.open();
    db.prepare("insert into t values (1)").run();
    const signals = [tx.committed(), tx.committed()];
    for (const signal of signals) await expect(signal).rejects.toThrow("disk full");
    full = false;
    tx.open();
    db.prepare("insert into t values (2)").run();
    await tx.committed();
    expect([db.prepare("select n from t").all(), reported]).toEqual([[{ n: 2 }], 1]);
    db.close();
  });
});

describe("a statement that fails", () => {
  /** A database that has room for so many pages. */
  function small(pages: number) {
    const db = new Database(":memory:");
    db.exec("create table t (text)");
    db.pragma(`max_page_count = ${pages}`);
    const tx = new Transaction(db);
    watchWrites(db, (error) => tx.fail(error));
    const insert = db.prepare("insert into t values (?)");
    const write = (text: string): Promise<void> => {
      tx.open();
      insert.run(text);
      return tx.committed();
    };
    const kept = (): unknown[] => db.prepare("select text from t").pluck().all();
    return { db, tx, write, kept };
  }

  it("takes the whole turn with it: what was written before it, and what is written after", async () => {
    const { db, write, kept } = small(4);
    await write("a");
    const before = write("b");
    expect(() => write("x".repeat(100_000))).toThrow("full");
    // The same turn: this write alone would have room.
    expect(() => write("c")).toThrow("full");
    await expect(before).rejects.toThrow("full");
    expect(kept()).toEqual(["a"]);
    await write("d");
    expect(kept()).toEqual(["a", "d"]);
    db.close();
  });

  it("memory that could not be read again is, before anything else is written", async () => {
    const { db, tx, write, kept } = small(4);
    let readable = false;
    let reads = 0;
    tx.afterFailure(() => {
      if (!readable) throw new Error("disk I/O error");
      reads += 1;
    });
    tx.open();
    const lost = tx.committed();
    expect(() => write("x".repeat(100_000))).toThrow("full");
    await expect(lost).rejects.toThrow("full");
    expect(() => write("a")).toThrow("I/O");
    readable = true;
    await write("b");
    expect([kept(), reads]).toEqual([["b"], 1]);
    db.close();
  });
});

describe("the store on a file", () => {
  it("is found again as it was left: messages, places, accounts, memory", async () => {
    const file = join(folder, "a.db");
    const first = storeOn(file);
    const { seq } = first.ledger.add(messageLike());
    const account = {
      sandbox: "default",
      provider: "sophia",
      name: "main",
      enabled: true,
      prepaid: true,
      credits: { sms: 10 },
      callbacks: {},
      numbers: {},
      details: { token: "T" },
    };
    first.accounts.put(account);
    await first.committed();
    first.accounts.put({ ...account, credits: { sms: 9 } });
    first.keyValue.set("default", "play:x", "1");
    await first.committed();
    first.close();
    const second = storeOn(file);
    expect(second.ledger.get(seq)?.text).toBe("Oi");
    expect(second.ledger.add(messageLike()).seq).toBe(seq + 1);
    expect(second.accounts.get("default", "sophia/main")).toEqual({ ...account, credits: { sms: 9 } });
    expect(second.keyValue.get("default", "play:x")).toBe("1");
    second.close();
  });
});
