// Parameters of /sms/*: names in any case, the first of a repeated one counts, and what is odd about them is noted.

import type { Finding } from "../../core/findings.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import { parseQuery } from "../../protocols/http/query.ts";
import { mensagemFinding } from "./findings.ts";
import type { MensagemOperation } from "./operation.ts";

export interface Fields {
  /** Value by the document's name; "" when it was not given. */
  get(name: string): string;
  has(name: string): boolean;
  /** By the document's name, others in lower case. */
  readonly all: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  /** Pairs as they stand in the request that no journal may show. */
  secrets(name: string): readonly string[];
  /** Whether a `%` stands without two hexadecimal digits after it. */
  readonly broken: boolean;
}

/** Parameters, and notes about them, that are kept of one request. */
const maxFields = 50;
const maxFindings = 20;
/** Pairs of one name; of a call with more the journal keeps nothing. */
const maxPairs = 100;
const brokenPercent = /%(?![0-9a-f]{2})/i;

/** The document's names by their lower case, put together once an operation. */
const fieldNames = new WeakMap<MensagemOperation, ReadonlyMap<string, string>>();
function namesOf(operation: MensagemOperation): ReadonlyMap<string, string> {
  let names = fieldNames.get(operation);
  if (names === undefined) {
    names = new Map(operation.requestFields.map((name) => [name.toLowerCase(), name]));
    fieldNames.set(operation, names);
  }
  return names;
}

export function readFields(request: HttpRequest, operation: MensagemOperation): Fields {
  const names = namesOf(operation);
  const all: Record<string, string> = Object.create(null);
  const findings: Finding[] = [];
  const note = (finding: Finding): void => {
    if (findings.length < maxFindings) findings.push(finding);
  };
  let count = 0;
  for (const [written, value, encoding] of parseQuery(request.query, 1_000)) {
    const lower = written.toLowerCase();
    const name = names.get(lower) ?? lower.slice(0, 100);
    if (encoding === "latin-1") note(mensagemFinding("latin-1", { name }));
    else if (encoding === "utf-8") note(mensagemFinding("utf-8", { name }));
    if (name in all) {
      note(mensagemFinding("given-twice", { name }));
      continue;
    }
    if (!names.has(lower)) note(mensagemFinding("unknown-parameter", { operation: operation.name, name }));
    if (count++ < maxFields) all[name] = value;
  }
  return {
    get: (name) => all[name] ?? "",
    has: (name) => name in all,
    all,
    findings,
    secrets: (name) => pairs(request.query, name),
    broken: brokenPercent.test(request.query),
  };
}

/** Pairs of this name as written, however it is encoded. */
function pairs(query: string, name: string): string[] {
  const values = new Set<string>();
  for (let start = 0; start < query.length && values.size <= maxPairs; ) {
    const next = query.indexOf("&", start);
    const pair = query.slice(start, next < 0 ? query.length : next);
    const end = pair.indexOf("=");
    if (end > 0 && end <= 3 * name.length && parseQuery(pair.slice(0, end))[0]?.[0].toLowerCase() === name)
      values.add(pair);
    start += pair.length + 1;
  }
  return [...values];
}
