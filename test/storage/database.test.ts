// Files that are not ours are refused in one sentence and left as they were.

import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import type { Account } from "../../src/core/account.ts";
import { createEvents } from "../../src/core/events.ts";
import type { MessageFilter } from "../../src/core/filters.ts";
import { UsageError } from "../../src/core/usage-error.ts";
import { applicationId } from "../../src/storage/check-file.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { handClock } from "../support/host-clock.ts";
import { callLike, messageLike, storeOn } from "../support/store.ts";

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

/** Changes rows as a failing disk would. */
function spoil(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

const anAccount = (provider: string): Account => ({
  sandbox: "default",
  provider,
  name: "main",
  enabled: true,
  prepaid: true,
  credits: { sms: 1 },
  callbacks: {},
  numbers: {},
  details: {},
});

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

  it("without the tables of its version is refused", () => {
    const file = join(folder, "hollow.db");
    const db = new Database(file);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma("user_version = 3");
    db.close();
    expect(refusal(file)).toMatch(/hollow\.db is damaged \(\w+ is not as Torpedo writes it\); it is left untouched\./);
  });

  it("with a damaged page is refused", () => {
    const file = join(folder, "page.db");
    const store = storeOn(file);
    for (let n = 0; n < 200; n++) store.journal.add(callLike({ request: "x".repeat(1_000) }));
    store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 20 * 4096, 21 * 4096);
    writeFileSync(file, bytes);
    expect(refusal(file)).toMatch(/page\.db is damaged \(.+\); it is left untouched\./);
  });

  it("with a damaged account is refused", () => {
    const file = join(folder, "account.db");
    const store = storeOn(file);
    store.accounts.put(anAccount("sophia"));
    store.close();
    spoil(file, "update accounts set data = '{'");
    expect(() => storeOn(file)).toThrow(
      /account\.db is damaged \(account sophia\/\w+ of sandbox default cannot be read\)/,
    );
  });

  it.skipIf(process.platform === "win32")("and its new folder are for this user alone (R12)", () => {
    const file = join(folder, "private", "torpedo.db");
    const old = join(folder, "old.db");
    writeFileSync(old, "", { mode: 0o644 });
    const open = [storeOn(file), storeOn(old)];
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(mode(join(folder, "private"))).toBe("700");
    for (const item of [file, old])
      expect(["", "-wal", ".pid"].map((end) => mode(item + end))).toEqual(["600", "600", "600"]);
    for (const store of open) store.close();
  });

  it("that was removed under a running process is not made anew", () => {
    const file = join(folder, "removed.db");
    storeOn(file).close();
    rmSync(file);
    const start =
      process.platform === "linux" ? readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ").at(-1) : "";
    writeFileSync(`${file}.pid`, `${process.ppid} ${start?.split(" ")[19] ?? ""}\n`);
    expect(() => openDatabase(file, "process")).toThrow(`was removed while process ${process.ppid} has it open`);
    expect(existsSync(file)).toBe(false);
    // The number belongs to another process by now.
    writeFileSync(`${file}.pid`, `${process.ppid} 1\n`);
    if (process.platform === "linux") storeOn(file).close();
  });
});

const odd = { code: "odd", params: {}, text: "odd", portuguese: "estranho", source: "" };

describe("a damaged row", () => {
  it("is shown as damaged, among the others", () => {
    const file = join(folder, "rows.db");
    const store = storeOn(file);
    for (const text of ["one", "two", "three"]) store.ledger.add(messageLike({ id: text, text }));
    for (const code of ["1", "2"]) store.journal.add(callLike({ code, findings: [odd] }));
    store.close();
    spoil(file, "update messages set data = substr(data, 3), steps = '[' where text = 'two'");
    spoil(file, "update requests set data = '[' where code = '1'");
    const again = storeOn(file);
    const list = again.ledger.list("default", {});
    expect(list.map(({ text, fields }) => [text, fields])).toEqual([
      ["one", {}],
      ["two", { damaged: "this row of the data file is damaged" }],
      ["three", {}],
    ]);
    expect(again.statusSteps.list(list[1]?.seq ?? 0)).toEqual([]);
    expect(again.journal.list("default", {}).map(({ findings }) => findings[0]?.text)).toEqual([
      "this row of the data file is damaged",
      "odd",
    ]);
    again.close();
  });

  it("does not fail the queries that look into it", () => {
    const file = join(folder, "queries.db");
    const store = storeOn(file);
    for (const [text, to] of [
      ["one", "5511999990001"],
      ["two", "5511999990002"],
      ["three", "5511999990003"],
    ] as const)
      store.ledger.add(messageLike({ id: text, text, to, operation: "unitario", from: "torpedo", call: 2 }));
    const findings = [odd];
    for (const code of ["1", "2", "3"]) store.journal.add(callLike({ code, ...(code === "3" ? {} : { findings }) }));
    store.close();
    spoil(file, "update messages set data = substr(data, 3) where text = 'two'");
    spoil(file, "update requests set data = '[' where code = '1'");
    const again = storeOn(file);
    const texts = (filter: MessageFilter): string[] => again.ledger.list("default", filter).map(({ text }) => text);
    for (const filter of [{ operation: "unitario" }, { from: "torpedo" }, { request: 2 }, { code: "2" }]) {
      expect(texts(filter)).toEqual(["one", "three"]);
      expect(again.ledger.count("default", filter)).toBe(2);
    }
    expect(again.ledger.recipients("default", {}).map(({ number, at }) => [number.slice(-1), at > 0])).toEqual([
      ["3", true],
      ["2", false],
      ["1", true],
    ]);
    const codes = (hasFindings: boolean): string[] =>
      again.journal.list("default", { findings: hasFindings }).map(({ code }) => code);
    expect([codes(true), codes(false)]).toEqual([["1", "2"], ["3"]]);
    again.close();
  });
});

describe("a data file that is removed while it is open", () => {
  it("takes no further turn, until its path leads to it again", async () => {
    const file = join(folder, "lost.db");
    const clock = handClock();
    const events = createEvents();
    const sentences: string[] = [];
    events.on("file-lost", ({ error }) => sentences.push(error.message));
    const store = storeOn(file, { hostClock: clock, events });
    const write = async (): Promise<string> => {
      store.ledger.add(messageLike({ id: `m${sentences.length}` }));
      return store.committed().then(
        () => "kept",
        (error: Error) => error.message,
      );
    };
    expect([await write(), await store.obstacle()]).toEqual(["kept", null]);
    renameSync(file, `${file}.away`);
    clock.advance(1_000);
    const lost = `the data file ${file} was removed or replaced: nothing is kept until the emulator starts again`;
    expect([await write(), await write(), await store.obstacle()]).toEqual([lost, lost, lost]);
    clock.advance(5_000);
    expect(sentences).toEqual([lost]);
    writeFileSync(file, "another file");
    clock.advance(1_000);
    expect(await write()).toBe(lost);
    renameSync(`${file}.away`, file);
    clock.advance(1_000);
    expect([await write(), await store.obstacle()]).toEqual(["kept", null]);
    expect(store.ledger.list("default", {})).toHaveLength(2);
    store.close();
    expect(clock.planned()).toBe(0);
  });
});
