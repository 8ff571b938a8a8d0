// Opens the data file: refuses foreign files, migrates older ones, keeps a second process out.

import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { UsageError } from "../core/usage-error.ts";
import { schema001 } from "./schema-001.ts";
import { schema002 } from "./schema-002.ts";
import { schema003 } from "./schema-003.ts";

export type Db = Database.Database;

/** "TRPD" marks a data file of Torpedo. */
const applicationId = 0x54525044;
const migrations: readonly string[] = [schema001, schema002, schema003];

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
    if (!inMemory) mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: 0 });
    db.pragma("locking_mode = EXCLUSIVE");
    checkOwner(db, file);
    db.pragma("journal_mode = WAL");
    db.pragma(`synchronous = ${durability === "power" ? "FULL" : "NORMAL"}`);
    db.pragma("cache_size = -8000");
    db.pragma("temp_store = MEMORY");
    migrate(db);
    if (!inMemory) writeFileSync(pidFile(file), String(process.pid));
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
  if (file === ":memory:") return;
  try {
    rmSync(pidFile(file), { force: true });
  } catch {
    // The pid file stays in a folder that is read-only by now; it is read only while the data file is in use.
  }
}

function pidFile(file: string): string {
  return `${file}.pid`;
}

function checkOwner(db: Db, file: string): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  const owner = Number(db.pragma("application_id", { simple: true }));
  const tables = db.prepare<[], { n: number }>("select count(*) as n from sqlite_schema").get()?.n ?? 0;
  if (owner !== applicationId && (tables > 0 || version > 0)) {
    throw new UsageError(`${file} is a database of another program; it is left untouched. Give --data another file.`);
  }
  if (version > migrations.length) {
    throw new UsageError(
      `${file} was written by a newer Torpedo (data version ${version}, this one knows ${migrations.length}); it is left untouched. ` +
        "Use that version, or give --data another file.",
    );
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

function explain(error: unknown, file: string): unknown {
  if (error instanceof UsageError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const text = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_BUSY")) {
    return new UsageError(
      `${file} is in use by process ${readPid(file)}; stop that one, or give this one another file with --data.`,
    );
  }
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    return new UsageError(
      `${file} is not a Torpedo data file or is damaged (${text}); it is left untouched. Give --data another file.`,
    );
  }
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

function readPid(file: string): string {
  try {
    return readFileSync(pidFile(file), "utf8").trim() || "unknown";
  } catch {
    return "unknown";
  }
}
