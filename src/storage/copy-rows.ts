// Copies the rows of a sandbox to another number. Columns and JSON values that name rows get the numbers of the copies.

import { dueKinds, seqsPerSandbox } from "../core/ports.ts";
import type { Db } from "./database.ts";
import { storedValue } from "./stored-json.ts";

interface CopiedTable {
  readonly where: string;
  /** SQL of the columns that differ in the copy, by their names. */
  readonly changed: Readonly<Record<string, string>>;
}

/** SQL of a row's number in the copy. */
const moved = (number: string): string => `cast(${number} + :distance as integer)`;
/** The same within the JSON of a column, where the value is a number. */
const movedIn = (column: string, name: string): string => {
  const value = storedValue(column, name);
  return `iif(typeof(${value}) = 'integer', json_set(${column}, '$.${name}', ${moved(value)}), ${column})`;
};
/** The same for each number of a list in the JSON of a column. */
const movedEach = (column: string, name: string): string =>
  `iif(${storedValue(column, name)} is null, ${column}, json_set(${column}, '$.${name}',
    json((select json_group_array(${moved("value")}) from json_each(${column}, '$.${name}')))))`;

const bySeq = (changed: CopiedTable["changed"] = {}): CopiedTable => ({
  where: "seq between :first and :last",
  changed: { seq: moved("seq"), ...changed },
});
const bySandbox = (changed: CopiedTable["changed"] = {}): CopiedTable => ({
  where: "sandbox = :from",
  changed: { sandbox: ":to", ...changed },
});

const tables = {
  messages: bySeq({ data: movedIn("data", "call") }),
  inbound: bySeq({ answers: moved("answers") }),
  requests: bySeq({ data: movedEach("data", "messages") }),
  request_marks: bySeq(),
  callbacks: bySeq({
    ref: moved("ref"),
    // The data of an HTTP callback are texts in the provider's words.
    data: `iif(sent_by = 'smpp', ${movedIn("data", "message")}, data)`,
  }),
  attempts: { where: "callback between :first and :last", changed: { callback: moved("callback") } },
  // An item of a timeline names its line, every other item a row.
  due: bySandbox({ ref: `iif(kind = ${dueKinds.indexOf("timeline")}, ref, ${moved("ref")})` }),
  key_value: bySandbox(),
  accounts: bySandbox(),
} satisfies Readonly<Record<string, CopiedTable>>;
export type CopiedTableName = keyof typeof tables;
export const copiedTables = Object.keys(tables).filter((name): name is CopiedTableName => name in tables);

/** @param names tables; a row that the copy has already stays as it is @param from and `to`: numbers of sandboxes or snapshots */
export function copyRows(db: Db, from: number, to: number, names: readonly CopiedTableName[] = copiedTables): void {
  const first = from * seqsPerSandbox;
  const range = { first, last: first + seqsPerSandbox - 1 };
  const values = { from, to, distance: (to - from) * seqsPerSandbox, ...range };
  for (const name of names) {
    const { where, changed }: CopiedTable = tables[name];
    const columns = db.prepare<[], { name: string }>(`select name from pragma_table_info('${name}')`).all();
    const list = columns.map((column) => column.name);
    const copied = list.map((column) => changed[column] ?? column);
    db.prepare(`insert or ignore into ${name} (${list}) select ${copied} from ${name} where ${where}`).run(values);
  }
}

/** Bytes of the texts and blobs of a sandbox or snapshot. */
export function bytesOfRows(db: Db, no: number): number {
  const first = no * seqsPerSandbox;
  const range = { first, last: first + seqsPerSandbox - 1 };
  const sizes = copiedTables.map((name) => {
    const columns = db.prepare<[], { name: string }>(`select name from pragma_table_info('${name}')`).all();
    const each = columns.map((column) => `coalesce(octet_length(${column.name}), 0)`).join(" + ");
    const sql = `select coalesce(sum(${each}), 0) as bytes from ${name} where ${tables[name].where}`;
    return db.prepare<[object], { bytes: number }>(sql).get({ from: no, ...range })?.bytes ?? 0;
  });
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Deletes at most so many rows of each table. @returns true if some may be left */
export function deleteSomeRows(db: Db, no: number, rows: number): boolean {
  const first = no * seqsPerSandbox;
  const values = { from: no, first, last: first + seqsPerSandbox - 1, rows };
  let isLeft = false;
  for (const name of copiedTables) {
    const columns = db.prepare<[], { name: string }>(
      `select name from pragma_table_info('${name}') where pk > 0 order by pk`,
    );
    const key = columns.all().map((column) => column.name);
    const some = `select ${key} from ${name} where ${tables[name].where} limit :rows`;
    const { changes } = db.prepare(`delete from ${name} where (${key}) in (${some})`).run(values);
    if (changes === rows) isLeft = true;
  }
  return isLeft;
}

/** Deletes the rows of a sandbox or snapshot. */
export function deleteRows(db: Db, no: number, names: readonly CopiedTableName[] = copiedTables): void {
  const first = no * seqsPerSandbox;
  const range = { first, last: first + seqsPerSandbox - 1 };
  for (const name of names) db.prepare(`delete from ${name} where ${tables[name].where}`).run({ from: no, ...range });
}
