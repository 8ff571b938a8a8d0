// Files that are not ours are refused in one sentence and left as they were.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "../../src/core/usage-error.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { storeOn } from "../support/store.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-db-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const refusal = (file: string): string => {
  const before = readFileSync(file);
  try {
    openDatabase(file, "process").close();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect(readFileSync(file).equals(before)).toBe(true);
    return error instanceof Error ? error.message : "";
  }
  return "opened";
};

describe("a data file", () => {
  it("that is no database is refused", () => {
    const file = join(folder, "text.db");
    writeFileSync(file, "this is no database, but long enough to be looked at as one. ".repeat(40));
    expect(refusal(file)).toContain("is not a Torpedo data file or is damaged");
  });

  it("of another program is refused", () => {
    const file = join(folder, "foreign.db");
    const db = new Database(file);
    db.exec("create table theirs (n integer)");
    db.close();
    expect(refusal(file)).toContain("is a database of another program");
  });

  it("of a newer version is refused", () => {
    const file = join(folder, "newer.db");
    storeOn(file).close();
    const db = new Database(file);
    db.pragma("user_version = 99");
    db.pragma("journal_mode = DELETE");
    db.close();
    expect(refusal(file)).toContain("was written by a newer Torpedo (data version 99");
  });

  it("that another process has open is refused with that process's id", () => {
    const file = join(folder, "held.db");
    const held = storeOn(file);
    try {
      expect(refusal(file)).toContain(`is in use by process ${process.pid}`);
    } finally {
      held.close();
    }
  });

  it("that is cut off is refused", () => {
    const good = join(folder, "good.db");
    const store = storeOn(good);
    store.close();
    const cut = join(folder, "cut.db");
    copyFileSync(good, cut);
    const bytes = readFileSync(cut);
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 3)));
    expect(refusal(cut)).toMatch(/damaged|another program|cannot be opened/);
  });
});
