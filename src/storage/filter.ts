// Filters as SQL conditions. Every value is bound, never part of the statement.

import type { PhoneSeen, TextTest } from "../core/filters.ts";
import type { Db } from "./database.ts";

type SqlValue = string | number;
interface RowPage {
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** A condition on the value of a column or expression that SQL cannot express. */
interface Test {
  readonly column: string;
  fits(value: unknown): boolean;
}

/** Conditions of a select; a row must meet each of them. */
export interface RowQuery {
  equal(column: string, value: SqlValue | undefined): void;
  /** Adds a condition in SQL, with a value for each question mark. */
  condition(condition: string, ...values: readonly SqlValue[]): void;
  atLeast(column: string, value: number | undefined): void;
  atMost(column: string, value: number | undefined): void;
  contains(column: string, part: string | undefined): void;
  text(column: string, test: TextTest | undefined): void;
  fits(column: string, test: Test["fits"]): void;
  readonly tests: readonly Test[];
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
}

/** Selects rows of a sandbox between two `seq`. */
export function inRange(
  range: readonly [first: number, last: number],
  filter: { readonly after?: number; readonly before?: number },
): RowQuery {
  const conditions = ["seq between ? and ?"];
  const values: SqlValue[] = [
    filter.after === undefined ? range[0] : Math.max(range[0], filter.after + 1),
    filter.before === undefined ? range[1] : Math.min(range[1], filter.before - 1),
  ];
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
    equal: (column, value) => add(`${column} = ?`, value),
    atLeast: (column, value) => add(`${column} >= ?`, value),
    atMost: (column, value) => add(`${column} <= ?`, value),
    contains: (column, part) => add(`instr(${column}, ?) > 0`, part),
    text(column, test) {
      if (typeof test === "function") tests.push({ column, fits: (value) => typeof value === "string" && test(value) });
      else if (typeof test === "object") add(`instr(${column}, ?) > 0`, test.contains);
      else add(`${column} = ?`, test);
    },
    fits: (column, test) => void tests.push({ column, fits: test }),
  };
}

/**
 * Reads rows of a table; at most `limit` (default 1,000), oldest first unless the page says so.
 * @param accepts a further test of each row
 */
export function run<Row>(
  db: Db,
  table: string,
  query: RowQuery,
  page: RowPage,
  accepts?: (row: Row) => boolean,
): Row[] {
  const order = ` order by seq${page.newestFirst === true ? " desc" : ""}`;
  const { limit = 1000 } = page;
  if (query.tests.length === 0 && accepts === undefined)
    return db.prepare<SqlValue[], Row>(`select * ${from(table, query)}${order} limit ?`).all(...query.values, limit);
  const rows: Row[] = [];
  for (const row of tested<Row>(db, table, query, order)) {
    if (rows.length >= limit) break;
    if (accepts === undefined || accepts(row)) rows.push(row);
  }
  return rows;
}

/** Counts rows of a table. */
export function count<Row>(db: Db, table: string, query: RowQuery, accepts?: (row: Row) => boolean): number {
  if (query.tests.length === 0 && accepts === undefined)
    return (
      db.prepare<SqlValue[], { n: number }>(`select count(*) as n ${from(table, query)}`).get(...query.values)?.n ?? 0
    );
  let n = 0;
  for (const row of tested<Row>(db, table, query, "")) if (accepts === undefined || accepts(row)) n += 1;
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

/** Rows that pass the tests too. */
function* tested<Row>(db: Db, table: string, query: RowQuery, order: string): Generator<Row, void, void> {
  const { tests } = query;
  const columns = tests.map(({ column }, index) => `, ${column} as test_${index}`).join("");
  const statement = db.prepare<SqlValue[], Row & { readonly [column: `test_${number}`]: unknown }>(
    `select *${columns} ${from(table, query)}${order}`,
  );
  for (const row of statement.iterate(...query.values))
    if (tests.every(({ fits }, index) => fits(row[`test_${index}`]))) yield row;
}
