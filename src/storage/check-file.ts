// Looks at a data file before anything is written: a file of another program, of a newer version or with damage stays as
// it is.

import { statSync } from "node:fs";
import type { Database as Db } from "better-sqlite3";
import Database from "better-sqlite3";
import { UsageError } from "../core/usage-error.ts";

/** "TRPD" marks a data file of Torpedo. */
export const applicationId = 0x54525044;
/** Checking every page of a larger file would hold up the start. */
const maxCheckedBytes = 32 * 1024 * 1024;

/** @throws UsageError */
export function checkFile(db: Db, file: string, migrations: readonly string[]): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  const owner = Number(db.pragma("application_id", { simple: true }));
  const tables = tablesOf(db);
  if (owner !== applicationId && (tables.size > 0 || version > 0)) {
    throw new UsageError(`${file} is a database of another program; it is left untouched. Give --data another file.`);
  }
  if (version > migrations.length) {
    throw new UsageError(
      `${file} was written by a newer Torpedo (data version ${version}, this one knows ${migrations.length}); it is left untouched. ` +
        "Use that version, or give --data another file.",
    );
  }
  for (const [name, columns] of tablesOfVersion(version, migrations)) {
    if (tables.get(name) !== columns) throw damaged(file, `${name} is not as Torpedo writes it`);
  }
  if (file === ":memory:" || statSync(file).size > maxCheckedBytes) return;
  const verdict = String(db.pragma("quick_check(1)", { simple: true }));
  if (verdict !== "ok") throw damaged(file, verdict.replaceAll(/\s+/g, " "));
}

export function damaged(file: string, reason: string): UsageError {
  return new UsageError(`${file} is damaged (${reason}); it is left untouched. Give --data another file.`);
}

/** Columns of each table and index, by name. */
function tablesOf(db: Db): Map<string, string> {
  const rows = db
    .prepare<[], { name: string; columns: string | null }>(
      "select m.name, group_concat(c.name) as columns from sqlite_schema m left join pragma_table_info(m.name) c " +
        "where m.name not like 'sqlite_%' group by m.name",
    )
    .all();
  return new Map(rows.map(({ name, columns }) => [name, columns ?? ""]));
}

function tablesOfVersion(version: number, migrations: readonly string[]): Map<string, string> {
  if (version === 0) return new Map();
  const model = new Database(":memory:");
  try {
    for (const sql of migrations.slice(0, version)) model.exec(sql);
    return tablesOf(model);
  } finally {
    model.close();
  }
}
