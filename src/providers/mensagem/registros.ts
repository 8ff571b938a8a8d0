// Records of a list between delimiters, read up to a bound: a request line of 4 MiB has room for millions of records.

/**
 * Splits a list. Drops the blank records at its end: a delimiter there begins no record.
 * @returns null for a list of more than `max` records
 */
export function recordsOf(list: string, delimiter: ";" | "|", max: number): readonly string[] | null {
  const records = list.split(delimiter, max);
  const read = records.reduce((length, record) => length + record.length + 1, 0);
  if (list.slice(read).replaceAll(delimiter, "").trim() !== "") return null;
  while (records.length > 0 && records.at(-1)?.trim() === "") records.pop();
  return records;
}
