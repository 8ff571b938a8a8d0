// Filters of the control API as SQL conditions; every value is bound, never written into the statement.

import type { Db } from "./database.ts";

type Value = string | number;
interface Page {
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** The conditions of one select, all of which must hold. */
export interface Query {
  equal(column: string, value: Value | undefined): void;
  /** A condition in the statement's own words, with a value for each of its question marks. */
  holds(condition: string, ...values: readonly Value[]): void;
  atLeast(column: string, value: number | undefined): void;
  atMost(column: string, value: number | undefined): void;
  contains(column: string, part: string | undefined): void;
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
}

/** Rows of one sandbox, after and before the given places. */
export function inRange(
  range: readonly [first: number, last: number],
  filter: { readonly after?: number; readonly before?: number },
): Query {
  const conditions = ["seq between ? and ?"];
  const values: Value[] = [
    filter.after === undefined ? range[0] : Math.max(range[0], filter.after + 1),
    filter.before === undefined ? range[1] : Math.min(range[1], filter.before - 1),
  ];
  const add = (condition: string, value: Value | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  return {
    conditions,
    values,
    holds(condition, ...more) {
      conditions.push(condition);
      values.push(...more);
    },
    equal: (column, value) => add(`${column} = ?`, value),
    atLeast: (column, value) => add(`${column} >= ?`, value),
    atMost: (column, value) => add(`${column} <= ?`, value),
    contains: (column, part) => add(`instr(${column}, ?) > 0`, part),
  };
}

/** Runs a select with the conditions; at most `limit` rows (default 1,000), oldest first unless the page says so. */
export function run<Row>(db: Db, select: string, query: Query, page?: Page): Row[] {
  const where = ` where ${query.conditions.join(" and ")}`;
  const order = page === undefined ? "" : ` order by seq${page.newestFirst === true ? " desc" : ""} limit ?`;
  const statement = db.prepare<Value[], Row>(select + where + order);
  return page === undefined ? statement.all(...query.values) : statement.all(...query.values, page.limit ?? 1000);
}
