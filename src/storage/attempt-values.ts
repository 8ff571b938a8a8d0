// SQL of the values of attempts: the latest one is JSON in the row of its callback, earlier ones have rows of their own.

import type { AttemptFilter } from "../core/outbox-filter.ts";

/** JSON of the latest attempt; `[]` where the column is damaged. */
export const attemptJson = "iif(json_valid(attempt), attempt, '[]')";
const places = { at: 1, status: 4, error: 7 } as const;
/** A value of the latest attempt in the JSON of a column. */
export const attemptValue = (json: string, name: keyof typeof places): string =>
  `json_extract(${json}, '$[${places[name]}]')`;

/** True if the receiver took the callback; null: it has not answered. */
export const isTaken = (by: string, status: string): string => `iif(${by} = 'smpp', ${status} = 0, ${status} < 400)`;
export const hasEnded = (status: string, error: string): string => `(${status} is not null or ${error} <> '')`;

/** SQL condition: a callback has an attempt of this kind. */
export function attemptedCondition(filter: AttemptFilter) {
  const { code, failed, since, until } = filter;
  const bounds = [
    ...(since === undefined ? [] : [{ sql: (at: string) => `${at} >= ?`, value: since }]),
    ...(until === undefined ? [] : [{ sql: (at: string) => `${at} < ?`, value: until }]),
  ];
  const taken = (status: string): string => `coalesce(${isTaken("callbacks.sent_by", status)}, 0)`;
  const conditionOf = (at: string, status: string, error: string): string =>
    [
      ...bounds.map(({ sql }) => sql(at)),
      ...(code === undefined ? [] : [`cast(${status} as text) = ?`]),
      ...(failed === undefined ? [] : [hasEnded(status, error), `${failed ? "not " : ""}${taken(status)}`]),
    ].join(" and ");
  const values = [...bounds.map(({ value }) => value), ...(code === undefined ? [] : [code])];
  const latest = (["at", "status", "error"] as const).map((name) => attemptValue(attemptJson, name));
  const [at = "", status = "", error = ""] = latest;
  const earlier = conditionOf("attempts.at", "attempts.status", "attempts.error");
  // Conditions that spare most rows the parsing of JSON. A latest attempt that passes the rest passes them too.
  const cheap = [
    "attempt is not null",
    ...(failed === true ? ["(begun > 1 or state <> 'delivered')"] : []),
    ...(code === undefined ? [] : ["(begun > 1 or instr(attempt, ?) > 0)"]),
  ].join(" and ");
  const sql = `${cheap} and ((${conditionOf(at, status, error)})
    or (begun > 1 and exists (select 1 from attempts where attempts.callback = callbacks.seq and ${earlier})))`;
  return { sql, values: [...(code === undefined ? [] : [`,${code},`]), ...values, ...values] };
}
