// A call as an HTTP request, in Node.js and in the page. Needs no package.

import type { Operation } from "./operation.ts";

/** Path that the control API is under. */
export const apiBase = "/torpedo/v1";
/** Rows that one answer has at most. */
export const largestPage = 1_000;

/** Path with its query below the API, and body; null: the request has none. */
export interface WrittenRequest {
  readonly url: string;
  readonly body: string | null;
}

export function requestOf({ method, path }: Pick<Operation, "method" | "path">, input: object): WrittenRequest {
  const rest = new Map<string, unknown>(Object.entries(input));
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest.get(name)));
    rest.delete(name);
    return value;
  });
  const left = Object.fromEntries(rest);
  if (method !== "GET") return { url, body: JSON.stringify(left) };
  const query = textOfInput(left);
  return { url: query.size === 0 ? url : `${url}?${query}`, body: null };
}

/** Names and texts of an input, as a query writes them. */
function textOfInput(input: object): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (Array.isArray(value)) for (const item of value) query.append(key, String(item));
    else if (typeof value === "object" && value !== null)
      for (const [form, inner] of Object.entries(value))
        query.append(`${key}${form.charAt(0).toUpperCase()}${form.slice(1)}`, String(inner));
    else if (value !== undefined) query.append(key, String(value));
  }
  return query;
}
