// Filters as SQL conditions. Every value is bound, never part of the statement.

import type { PhoneSeen, RowRange, TextTest } from "../core/filters.ts";
import type { Db } from "./database.ts";

type SqlValue = string | number;
type SqlChoice = SqlValue | readonly SqlValue[];
type RowPage = Pick<RowRange, "limit" | "newestFirst">;

/** A condition on the values of columns or expressions that SQL cannot express. */
interface Test {
  readonly columns: readonly string[];
  fits(...values: readonly unknown[]): boolean;
}

/** Conditions of a select; a row must meet each of them. */
export interface RowQuery {
  /** @param value a value, or several of which any will do */
  equal(column: string, value: SqlChoice | undefined): void;
  /** Adds a condition in SQL, with a value for each question mark. */
  condition(condition: string, ...values: readonly SqlValue[]): void;
  atLeast(column: string, value: number | undefined): void;
  atMost(column: string, value: number | undefined): void;
  contains(column: string, part: string | undefined): void;
  text(column: string, test: TextTest | undefined): void;
  fits(columns: Test["columns"], test: Test["fits"]): void;
  readonly tests: readonly Test[];
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
}

type SeqRange = readonly [first: number, last: number];

/** Part of a range of `seq` between the two of a filter, which are not in the part. */
export function partOf([first, last]: SeqRange, { after = first - 1, before = last + 1 }: RowRange): SeqRange {
  return [Math.max(first, after + 1), Math.min(last, before - 1)];
}

/** Selects rows of a sandbox between two `seq`. */
export function inRange(range: SeqRange, filter: Pick<RowRange, "after" | "before">): RowQuery {
  const conditions = ["seq between ? and ?"];
  const values: SqlValue[] = [...partOf(range, filter)];
  const tests: Test[] = [];
  const add = (condition: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  return {
    conditions,
    values,
    tests,
    condition(condition, ...more) {
      conditions.push(condition);
      values.push(...more);
    },
    equal(column, value) {
      if (typeof value !== "object") return add(`${column} = ?`, value);
      conditions.push(`${column} in (${value.map(() => "?").join(", ")})`);
      values.push(...value);
    },
    atLeast: (column, value) => add(`${column} >= ?`, value),
    atMost: (column, value) => add(`${column} <= ?`, value),
    contains: (column, part) => add(`instr(${column}, ?) > 0`, part),
    text(column, test) {
      if (typeof test === "function")
        tests.push({ columns: [column], fits: (value) => typeof value === "string" && test(value) });
      else if (typeof test === "object") add(`instr(${column}, ?) > 0`, test.contains);
      else add(`${column} = ?`, test);
    },
    fits: (columns, test) => void tests.push({ columns, fits: test }),
  };
}

/** Reads rows of a table; at most `limit` (default 1,000), oldest first unless the page says so. */
export function run<Row>(db: Db, table: string, query: RowQuery, page: RowPage): Row[] {
  const order = ` order by seq${page.newestFirst === true ? " desc" : ""}`;
  const { limit = 1000 } = page;
  if (query.tests.length === 0)
    return db.prepare<SqlValue[], Row>(`select * ${from(table, query)}${order} limit ?`).all(...query.values, limit);
  const seqs: number[] = [];
  if (limit > 0)
    for (const seq of tested(db, table, query, order)) {
      seqs.push(seq);
      if (seqs.length >= limit) break;
    }
  const bySeq = db.prepare<[number], Row>(`select * from ${table} where seq = ?`);
  return seqs.map((seq) => bySeq.get(seq)).filter((row) => row !== undefined);
}

/** Counts rows of a table. */
export function count(db: Db, table: string, query: RowQuery): number {
  if (query.tests.length === 0)
    return (
      db.prepare<SqlValue[], { n: number }>(`select count(*) as n ${from(table, query)}`).get(...query.values)?.n ?? 0
    );
  let n = 0;
  for (const _ of tested(db, table, query, "")) n += 1;
  return n;
}

/** Reads the latest row of each number, newest first. SQLite takes the other columns from the row of the maximum. */
export function latestByNumber(
  db: Db,
  table: string,
  columns: { readonly number: string; readonly at: string },
  query: RowQuery,
): PhoneSeen[] {
  const { number, at } = columns;
  const select = `select ${number} as number, max(seq) as seq, ${at} as at ${from(table, query)}`;
  return db.prepare<SqlValue[], PhoneSeen>(`${select} group by ${number} order by seq desc`).all(...query.values);
}

function from(table: string, query: RowQuery): string {
  return `from ${table} where ${query.conditions.join(" and ")}`;
}

/** `seq` of the rows that pass the tests too. Only the columns that are tested leave SQLite. */
function* tested(db: Db, table: string, query: RowQuery, order: string): Generator<number, void, void> {
  const columns = query.tests.flatMap((test) => test.columns);
  const statement = db.prepare<SqlValue[], readonly [seq: number, ...unknown[]]>(
    `select ${["seq", ...columns].join(", ")} ${from(table, query)}${order}`,
  );
  let next = 1;
  const tests = query.tests.map(({ columns: { length }, fits }) => {
    const first = next;
    next += length;
    return (row: readonly unknown[]) => fits(...row.slice(first, first + length));
  });
  for (const row of statement.raw().iterate(...query.values)) if (tests.every((fits) => fits(row))) yield row[0];
}
