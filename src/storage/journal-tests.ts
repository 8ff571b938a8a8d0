// Tests of requests that SQL cannot express, on the columns that they need.

import { Buffer } from "node:buffer";
import type { AnsweredCall } from "../core/filters.ts";
import type { KeptRefusal } from "../core/ports.ts";
import { isAbout, soughtBy } from "../core/search.ts";
import { decodedTest } from "../core/search-octets.ts";
import { parseStored } from "./stored-json.ts";

type RowTest = (...values: readonly unknown[]) => boolean;

/** The JSON of a row where it may have a member of this name. */
export const dataWith = (name: string): string => `iif(instr(data, '"${name}":') > 0, data, null)`;

export const answeredColumns = ["provider", "operation", "code", dataWith("fault")];

export function answeredTest(test: (call: AnsweredCall) => boolean): RowTest {
  return (provider, operation, code, data) => {
    const { fault } = dataIn(data);
    const call = { provider: `${provider}`, operation: `${operation}`, code: `${code}` };
    return test(fault === undefined ? call : { ...call, fault });
  };
}

export const searchedColumns = ["seq", "operation", "request", dataWith("refused")];

/** @param brought `seq` of the requests that brought messages with this in them */
export function searchTest(search: string, brought: ReadonlySet<number>): RowTest {
  const terms = soughtBy(search);
  const isInOctets = decodedTest(search);
  return (seq, operation, request, data) =>
    (typeof seq === "number" && brought.has(seq)) ||
    (typeof operation === "string" && operation.toLowerCase() === terms.text) ||
    (dataIn(data).refused ?? []).some(({ to, text = "", clientId = "" }) =>
      isAbout(terms, { to, text, ids: [clientId] }),
    ) ||
    (isRaw(request) && isInOctets(request));
}

export function isRaw(value: unknown): value is Buffer | string {
  return typeof value === "string" || Buffer.isBuffer(value);
}

interface TestedData {
  readonly fault?: string;
  readonly refused?: readonly KeptRefusal[];
}

function dataIn(data: unknown): TestedData {
  return typeof data === "string" ? (parseStored<TestedData>(data) ?? {}) : {};
}
