// A request's parameters, alike from query, form and JSON body (the document's titles say GET, its texts POST: assumed).
// Sophia is PHP: the body wins over the query, as in $_REQUEST, and a body is a form where PHP takes it for one.

import { isUtf8 } from "node:buffer";
import type { Finding } from "../../core/findings.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { exceededLimit } from "../../core/json-limits.ts";
import type { Channel } from "../../core/message.ts";
import { isObject } from "../../core/validate.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import { bodyVariables, mediaType, postVariables, queryVariables } from "../../protocols/php/form.ts";
import { decodeJson } from "../../protocols/php/json.ts";
import { type JsonPlace, placeIn } from "../../protocols/php/json-mistake.ts";
import { merge, PhpArray, type PhpValue } from "../../protocols/php/variables.ts";
import * as findingOf from "./findings.ts";
import type { SophiaSettings } from "./settings.ts";

/** Fields of a request, before any of them is checked. */
export interface Parameters {
  readonly channel: Channel;
  /** Texts by name in lower case: PHP's are case-sensitive, yet the document writes both `Token` and `token` (assumed). */
  readonly fields: Readonly<Record<string, string>>;
  /** The same with arrays, octets as Latin-1. */
  readonly variables: Readonly<Record<string, PhpValue>>;
  /** The body, when it is JSON. */
  readonly json: Json | undefined;
  /** Why the body, which should be JSON, is not; in the words of `detailDescription`. */
  readonly mistake: string | null;
  readonly findings: readonly Finding[];
}

export function parametersOf(request: HttpRequest, settings: Pick<SophiaSettings, "formBody">): Parameters {
  const findings: Finding[] = [];
  const tooMany = (): void => void findings.push(findingOf.tooManyVariables);
  const variables = queryVariables(request.query, tooMany);
  if (request.body.length === 0) return { channel: "get", ...textsOf(variables, findings), ...noJson, findings };
  if (isJson(request)) {
    const { fields } = textsOf(variables, findings);
    return fromJson(request.body, fields, findings);
  }
  merge(variables, formOf(request, settings, { findings, tooMany }));
  const texts = textsOf(variables, findings);
  const list = texts.variables["mensagens"];
  if (list instanceof PhpArray && isScattered(list)) findings.push(findingOf.scattered);
  return { channel: "form", ...texts, ...noJson, findings };
}

const noJson = { json: undefined, mistake: null } as const;

/** $_POST of the body, or of what would be one if PHP were not so strict. */
function formOf(
  { method, headers, body }: HttpRequest,
  { formBody }: Pick<SophiaSettings, "formBody">,
  { findings, tooMany }: { readonly findings: Finding[]; readonly tooMany: () => void },
): PhpArray {
  const contentType = headers["content-type"] ?? "";
  const post = postVariables({ method, contentType, body }, tooMany);
  if (post instanceof PhpArray) return post;
  findings.push(post === "type" ? findingOf.noFormType(contentType) : findingOf.noFormMethod(method));
  return formBody === "any" ? bodyVariables(contentType, body, tooMany) : new PhpArray();
}

/** True if `mensagens[]` began a new message at each field. */
function isScattered(list: PhpArray): boolean {
  const entries = [...list.entries()].map(([, value]) => value);
  return entries.length > 1 && entries.every((value) => value instanceof PhpArray && value.size === 1);
}

function textsOf(all: PhpArray, findings: Finding[]): Pick<Parameters, "fields" | "variables"> {
  const fields: Record<string, string> = Object.create(null);
  const variables: Record<string, PhpValue> = Object.create(null);
  for (const [octets, value] of all.entries()) {
    const name = decoded(octets);
    const key = name.text.toLowerCase();
    variables[key] = value;
    if (typeof value !== "string") continue;
    const read = decoded(value);
    fields[key] = read.text;
    if (read.isLatin1 || name.isLatin1) findings.push(findingOf.notUtf8(name.text));
  }
  return { fields, variables };
}

/** A text of octets: UTF-8 where it is, else Latin-1. */
export function decoded(octets: string): { readonly text: string; readonly isLatin1: boolean } {
  if (/^[\x00-\x7f]*$/.test(octets)) return { text: octets, isLatin1: false };
  const bytes = Buffer.from(octets, "latin1");
  return isUtf8(bytes) ? { text: bytes.toString("utf8"), isLatin1: false } : { text: octets, isLatin1: true };
}

/** True for a body that php://input gives to json_decode: any but a multipart form's. */
function isJson({ method, headers, body }: HttpRequest): boolean {
  const type = headers["content-type"] ?? "";
  if (method === "POST" && mediaType(type) === "multipart/form-data") return false;
  return type.toLowerCase().includes("json") || /^\s*[[{]/.test(body.subarray(0, 64).toString("latin1"));
}

function fromJson(body: Buffer, given: Readonly<Record<string, string>>, findings: Finding[]): Parameters {
  const fields: Record<string, string> = Object.assign(Object.create(null), given);
  const read = readJson(body, findings);
  if (!("json" in read)) {
    // Its token cannot be known for certain, yet must not stand in the journal.
    fields["token"] ??= /"token"\s*:\s*"([^"]*)"/i.exec(body.toString("latin1"))?.[1] ?? "";
    return { channel: "json", fields, variables: {}, json: undefined, mistake: read.mistake, findings };
  }
  const top = soleObject(read.json);
  for (const [name, value] of Object.entries(top ?? {})) fields[name.toLowerCase()] = asText(value);
  return { channel: "json", fields, variables: {}, json: read.json, mistake: null, findings };
}

/** The object itself, or the one in a list of one, as the document's example of envio has it. */
export function soleObject(json: Json | undefined): JsonObject | null {
  if (isObject(json)) return json;
  const [only] = Array.isArray(json) && json.length === 1 ? json : [];
  return isObject(only) ? only : null;
}

/** A JSON value as PHP makes a text of it; lists and objects are none. */
export function asText(value: Json | undefined): string {
  if (value === true) return "1";
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** Values of a JSON body that are taken: far beyond 1,000 messages (assumed). */
const limits = { depth: Number.POSITIVE_INFINITY, values: 100_000 };

function readJson(body: Buffer, findings: Finding[]): { readonly json: Json } | { readonly mistake: string } {
  const text = body.toString("utf8");
  const beyond = exceededLimit(text, limits);
  if (beyond !== null) return mistakeAt(placeIn(text, beyond.at));
  const read = decodeJson(body);
  if ("json" in read) return read;
  if (read.mistake === "not-utf-8") return { mistake: "JSON INVALIDO: NAO ESTA EM UTF-8" };
  if (read.mistake.isHalfPair) findings.push(findingOf.halfPair);
  return mistakeAt(read.mistake);
}

function mistakeAt({ at, line, column }: JsonPlace): { readonly mistake: string } {
  return { mistake: `JSON INVALIDO NA POSICAO ${at} (LINHA ${line}, COLUNA ${column})` };
}
