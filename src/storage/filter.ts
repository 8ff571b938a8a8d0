// Filters as SQL conditions. Every value is bound, never part of the statement.

import type { Db } from "./database.ts";

type SqlValue = string | number;
interface RowPage {
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** Conditions of a select; a row must meet each of them. */
export interface RowQuery {
  equal(column: string, value: SqlValue | undefined): void;
  /** Adds a condition in SQL, with a value for each question mark. */
  holds(condition: string, ...values: readonly SqlValue[]): void;
  atLeast(column: string, value: number | undefined): void;
  atMost(column: string, value: number | undefined): void;
  contains(column: string, part: string | undefined): void;
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
  const add = (condition: string, value: SqlValue | undefined): void => {
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

/** Runs a select: at most `limit` rows (default 1,000), oldest first unless the page says otherwise. */
export function run<Row>(db: Db, select: string, query: RowQuery, page?: RowPage): Row[] {
  const where = ` where ${query.conditions.join(" and ")}`;
  const order = page === undefined ? "" : ` order by seq${page.newestFirst === true ? " desc" : ""} limit ?`;
  const statement = db.prepare<SqlValue[], Row>(select + where + order);
  return page === undefined ? statement.all(...query.values) : statement.all(...query.values, page.limit ?? 1000);
}
