// A request's parameters, alike from query, form and JSON body (the document's titles say GET, its texts POST: assumed).
// The body wins over the query.

import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/shape.ts";
import type { HttpRequest } from "../../wire/http/call.ts";
import { parseQuery } from "../../wire/http/query.ts";

export type Fields = Readonly<Record<string, string>>;

/** Names in lower case: PHP's are case-sensitive, yet the document writes both `Token` and `token` (assumed). */
export function fieldsOf(request: HttpRequest): Fields {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of parseQuery(request.query)) fields[name.toLowerCase()] = value;
  if (request.body.length === 0) return fields;
  const type = request.headers["content-type"] ?? "";
  const text = request.body.toString("utf8");
  const json = type.includes("json") || /^\s*[[{]/.test(text) ? asObject(text) : null;
  if (json !== null) for (const [name, value] of Object.entries(json)) fields[name.toLowerCase()] = asText(value);
  else for (const [name, value] of parseQuery(request.body)) fields[name.toLowerCase()] = value;
  return fields;
}

function asObject(text: string): Readonly<Record<string, Json | undefined>> | null {
  try {
    const value: Json = JSON.parse(text);
    const first = Array.isArray(value) ? value[0] : value;
    return isObject(first) ? first : null;
  } catch {
    return null;
  }
}

/** A JSON value as PHP would take it for a parameter: numbers and texts; nothing else is one. */
export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
