// Opens the data file: refuses foreign files, migrates older ones, keeps a second process out.

import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { UsageError } from "../core/usage-error.ts";
import { makeFolder } from "../system/make-folder.ts";
import { applicationId, checkFile, damaged } from "./check-file.ts";
import { holderOf, livingHolder, removeHolder, writeHolder } from "./holder.ts";
import { schema001 } from "./schema-001.ts";
import { schema002 } from "./schema-002.ts";
import { schema003 } from "./schema-003.ts";
import { schema004 } from "./schema-004.ts";
import { schema005 } from "./schema-005.ts";
import { schema006 } from "./schema-006.ts";
import { schema007 } from "./schema-007.ts";
import { schema008 } from "./schema-008.ts";
import { schema009 } from "./schema-009.ts";
import { schema010 } from "./schema-010.ts";
import { schema011 } from "./schema-011.ts";

export type Db = Database.Database;

const migrations: readonly string[] = [
  schema001,
  schema002,
  schema003,
  schema004,
  schema005,
  schema006,
  schema007,
  schema008,
  schema009,
  schema010,
  schema011,
];

/** A commit survives the death of the process, or a power cut too (slower). */
export type CommitDurability = "process" | "power";

/**
 * Opens or creates the data file.
 * @param file path, or `:memory:`
 * @throws UsageError when the file is another program's, damaged, newer than this version, unwritable or in use
 */
export function openDatabase(file: string, durability: CommitDurability): Db {
  const inMemory = file === ":memory:";
  let db: Db | undefined;
  try {
    if (!inMemory) createFile(file);
    db = new Database(file, { timeout: 0 });
    db.pragma("locking_mode = EXCLUSIVE");
    checkFile(db, file, migrations);
    db.pragma("journal_mode = WAL");
    db.pragma(`synchronous = ${durability === "power" ? "FULL" : "NORMAL"}`);
    db.pragma("cache_size = -8000");
    db.pragma("temp_store = MEMORY");
    migrate(db);
    if (!inMemory) {
      makePrivate(file);
      writeHolder(file);
    }
    return db;
  } catch (error) {
    db?.close();
    throw explain(error, file);
  }
}

/** Reports each failed write of the statements prepared from now on. */
export function watchWrites(db: Db, failed: (error: unknown) => void): void {
  const prepare = db.prepare.bind(db);
  const watched = (sql: string): Database.Statement => {
    const statement = prepare(sql);
    if (statement.reader) return statement;
    const run = statement.run.bind(statement);
    const watchedRun = (...values: unknown[]): Database.RunResult => {
      try {
        return run(...values);
      } catch (error) {
        failed(error);
        throw error;
      }
    };
    return Object.defineProperty(statement, "run", { value: watchedRun });
  };
  Object.defineProperty(db, "prepare", { value: watched });
}

/** Closes the data file and removes its pid file. */
export function closeDatabase(db: Db): void {
  const file = db.name;
  db.close();
  if (file !== ":memory:") removeHolder(file);
}

function createFile(file: string): void {
  if (existsSync(file)) return;
  makeFolder(dirname(file), 0o700);
  const holder = livingHolder(file);
  if (holder !== null) {
    throw new UsageError(
      `${file} was removed while process ${holder} has it open; stop that one, or give this one another file with --data.`,
    );
  }
  closeSync(openSync(file, "a", 0o600));
}

/** Only this user may read the data file: it holds credentials. SQLite gives its log the mode of the file. */
function makePrivate(file: string): void {
  for (const name of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      chmodSync(name, 0o600);
    } catch {
      // The file is not there, or belongs to another user.
    }
  }
}

function migrate(db: Db): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  // Writes the version even without a migration: the first write takes the exclusive lock.
  db.transaction(() => {
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

/** Returns an error of SQLite as a sentence, and any other error as it is. */
export function sentenceOf(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_") ? explain(error, file) : error;
}

/** Writes what is there already, to see whether the file takes a write. */
export function touch(db: Db): void {
  db.pragma(`user_version = ${migrations.length}`);
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof UsageError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const text = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_BUSY")) {
    return new UsageError(
      `${file} is in use by process ${holderOf(file) ?? "unknown"}; stop that one, or give this one another file with --data.`,
    );
  }
  if (code === "SQLITE_NOTADB") {
    return new UsageError(
      `${file} is not a Torpedo data file or is damaged (${text}); it is left untouched. Give --data another file.`,
    );
  }
  if (code.startsWith("SQLITE_CORRUPT")) return damaged(file, text);
  const reason = obstacle(file) ?? `cannot be opened (${text}); check that its folder is writable`;
  return new UsageError(`The data file ${file} ${reason}, give --data another file, or use --data :memory:.`);
}

/** Names the obstacle to writing a file, with a remedy: SQLite reports a read-only file as a broken disk. */
function obstacle(file: string): string | null {
  const folder = dirname(file);
  if (existsSync(file)) {
    if (statSync(file).isDirectory()) return "is a folder; name a file in it";
    if (!may(file, constants.W_OK)) return "may not be written by this user and is left untouched; make it writable";
  }
  if (!existsSync(folder) || may(folder, constants.W_OK | constants.X_OK)) return null;
  return `cannot be kept in ${folder}, which this user may not write to; make that writable`;
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
