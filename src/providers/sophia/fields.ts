// A request's parameters, alike from query, form and JSON body (the document's titles say GET, its texts POST: assumed).
// The body wins over the query, and of a repeated name the last, as in PHP's $_REQUEST.

import { isUtf8 } from "node:buffer";
import type { Json, JsonObject } from "../../core/json.ts";
import { beyondBounds } from "../../core/json-bounds.ts";
import type { Channel } from "../../core/message.ts";
import type { Finding } from "../../core/ports.ts";
import { isObject } from "../../core/shape.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import { parseQuery } from "../../protocols/http/query.ts";
import { type JsonPlace, jsonMistake, placeIn } from "./json-mistake.ts";
import { parseMultipart } from "./multipart.ts";

/** Fields of a request, before any of them is checked. */
export interface Parameters {
  readonly channel: Channel;
  /** Texts by name in lower case: PHP's are case-sensitive, yet the document writes both `Token` and `token` (assumed). */
  readonly fields: Readonly<Record<string, string>>;
  /** The body, when it is JSON. */
  readonly json: Json | undefined;
  /** Why the body, which should be JSON, is not; in the words of `detailDescription`. */
  readonly mistake: string | null;
  readonly findings: readonly Finding[];
}

export function parametersOf(request: HttpRequest): Parameters {
  const fields: Record<string, string> = Object.create(null);
  const findings: Finding[] = [];
  const take = (pairs: ReturnType<typeof parseQuery>): void => {
    for (const [name, value, encoding] of pairs) {
      fields[name.toLowerCase()] = value;
      if (encoding === "latin-1") findings.push(notUtf8(name));
    }
  };
  take(parseQuery(request.query));
  if (request.body.length === 0) return { channel: "get", fields, json: undefined, mistake: null, findings };
  const type = request.headers["content-type"] ?? "";
  if (type.toLowerCase().includes("json") || beginsAsJson(request.body)) {
    const read = readJson(request.body);
    if (!("json" in read)) {
      // Its token cannot be known for certain, yet must not stand in the journal.
      fields["token"] ??= /"token"\s*:\s*"([^"]*)"/i.exec(request.body.toString("latin1"))?.[1] ?? "";
      return { channel: "json", fields, json: undefined, mistake: read.mistake, findings };
    }
    const top = theOne(read.json);
    for (const [name, value] of Object.entries(top ?? {})) fields[name.toLowerCase()] = asText(value);
    return { channel: "json", fields, json: read.json, mistake: null, findings };
  }
  const multipart = parseMultipart(type, request.body);
  if (multipart === null) take(parseQuery(request.body));
  else for (const [name, value] of multipart) fields[name.toLowerCase()] = value;
  return { channel: "form", fields, json: undefined, mistake: null, findings };
}

/** The object itself, or the one in a list of one, as the document's example of envio has it. */
export function theOne(json: Json | undefined): JsonObject | null {
  if (isObject(json)) return json;
  const [only] = Array.isArray(json) && json.length === 1 ? json : [];
  return isObject(only) ? only : null;
}

/** A JSON value as PHP would take it for a parameter: numbers and texts; nothing else is one. */
export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function beginsAsJson(body: Buffer): boolean {
  return /^\s*[[{]/.test(body.subarray(0, 64).toString("latin1"));
}

function readJson(body: Buffer): { readonly json: Json } | { readonly mistake: string } {
  if (!isUtf8(body)) return { mistake: "JSON INVALIDO: NAO ESTA EM UTF-8" };
  const text = body.toString("utf8");
  const beyond = beyondBounds(text, most);
  if (beyond !== null) return mistakeAt(placeIn(text, beyond.at));
  try {
    const json: Json = longNumber.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
    return { json };
  } catch {
    return mistakeAt(jsonMistake(text) ?? { at: 0, line: 1, column: 1 });
  }
}

/** Depth is json_decode's own (https://www.php.net/json_decode); values are ours, far beyond 1,000 messages (assumed). */
const most = { depth: 512, values: 100_000 };

function mistakeAt({ at, line, column }: JsonPlace): { readonly mistake: string } {
  return { mistake: `JSON INVALIDO NA POSICAO ${at} (LINHA ${line}, COLUNA ${column})` };
}

const longNumber = /\d{16}/;

/** A whole number beyond a double's precision (an id) is taken as it was written, as PHP's 64 bits do. */
function exactly(_key: string, value: Json, context?: { readonly source?: string }): Json {
  const source = context?.source;
  return typeof value === "number" && !Number.isSafeInteger(value) && /^\d+$/.test(source ?? "")
    ? (source ?? value)
    : value;
}

function notUtf8(name: string): Finding {
  return { text: `${name.slice(0, 40)} is not UTF-8 and was read as Latin-1`, source: "RFC 3986 2.5" };
}
