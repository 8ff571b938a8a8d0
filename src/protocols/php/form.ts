// Queries and form bodies as PHP 8.2 reads them (main/php_variables.c).

import { decodePercent } from "../http/percent.ts";
import { parseMultipart } from "./multipart.ts";
import { maxInputVars, PhpArray, register } from "./variables.ts";

/** Called when a request has more variables than `max_input_vars`: PHP drops the others. */
export type OnLimit = () => void;

/** `$_GET` of a query, which has an octet in each character. */
export function queryVariables(query: string, onLimit: OnLimit = () => {}): PhpArray {
  const variables = new PhpArray();
  let count = 0;
  for (let from = 0; from < query.length; ) {
    const next = query.indexOf("&", from);
    const end = next < 0 ? query.length : next;
    if (end > from && ++count > maxInputVars) {
      onLimit();
      break;
    }
    if (end > from) registerPair(variables, query.slice(from, end));
    from = end + 1;
  }
  return variables;
}

/** `$_POST` of a form body: unlike in a query, an empty pair counts, and a pair more than the limit is kept. */
export function formVariables(body: string, onLimit: OnLimit = () => {}): PhpArray {
  const variables = new PhpArray();
  let count = 0;
  for (let from = 0; from < body.length && count <= maxInputVars; count++) {
    const end = body.indexOf("&", from);
    registerPair(variables, body.slice(from, end < 0 ? undefined : end));
    from = end < 0 ? body.length : end + 1;
  }
  if (count > maxInputVars) onLimit();
  return variables;
}

function registerPair(variables: PhpArray, pair: string): void {
  const equals = pair.indexOf("=");
  const name = equals < 0 ? pair : pair.slice(0, equals);
  register(variables, decoded(name), equals < 0 ? "" : decoded(pair.slice(equals + 1)));
}

function decoded(text: string): string {
  return /[%+]/.test(text) ? decodePercent(Buffer.from(text, "latin1")).toString("latin1") : text;
}

/** Why `$_POST` stays empty: the method, or the type of the body. */
export type NoForm = "method" | "type";

/** `$_POST`, which PHP fills for POST and two types only. */
export function postVariables(
  { method, contentType, body }: { readonly method: string; readonly contentType: string; readonly body: Buffer },
  onLimit: OnLimit = () => {},
): PhpArray | NoForm {
  const type = mediaType(contentType);
  if (type !== "application/x-www-form-urlencoded" && type !== "multipart/form-data") return "type";
  if (method !== "POST") return "method";
  return bodyVariables(contentType, body, onLimit);
}

/** The variables of a body, whatever the method: multipart where the type says so. */
export function bodyVariables(contentType: string, body: Buffer, onLimit: OnLimit = () => {}): PhpArray {
  const text = body.toString("latin1");
  const isMultipart = mediaType(contentType) === "multipart/form-data";
  return isMultipart ? parseMultipart(contentType, text, onLimit) : formVariables(text, onLimit);
}

/** The type up to a blank, a comma or a semicolon, in lower case (main/SAPI.c). */
export function mediaType(contentType: string): string {
  return (/^[^;, ]*/.exec(contentType)?.[0] ?? "").toLowerCase();
}
