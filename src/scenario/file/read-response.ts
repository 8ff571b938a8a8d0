// `response`: changes to the HTTP response that would be sent.

import type { BodyPatch, HeaderPatch, ResponsePatch } from "../../core/response-patch.ts";
import { optional, type ReadContext, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { readTemplate } from "./read-template.ts";
import type { ResponseFile } from "./schema.ts";

/** Charsets that a body can be encoded in. */
export const bodyCharsets = [
  "UTF-8",
  "ISO-8859-1",
  "ISO-8859-15",
  "windows-1252",
  "US-ASCII",
  "UTF-16",
  "UTF-16LE",
  "UTF-16BE",
] as const;

export function readResponse(context: ReadContext, path: Path, file: ResponseFile): ResponsePatch {
  const { status, reason, headers, body, page, charset, bom, close } = file;
  if (Object.keys(file).length === 0)
    context.report(path, "response is empty", "Write what changes, such as { status: 429 }");
  if (page !== undefined && body !== undefined)
    context.report(path, "page is a body, and there is another", "Keep one of them", "page");
  if (reason !== undefined && !headerValue.test(reason))
    context.report([...path, "reason"], "this is no reason phrase", "Write one line of text");
  if (charset !== undefined && !bodyCharsets.some((candidate) => candidate.toLowerCase() === charset.toLowerCase()))
    context.report([...path, "charset"], `there is no charset ${charset}`, suggest(charset, bodyCharsets));
  return {
    ...optional("status", status),
    ...optional("reason", reason),
    ...optional("headers", headers === undefined ? undefined : readHeaders(context, [...path, "headers"], headers)),
    ...optional("body", body === undefined ? undefined : readBody(context, [...path, "body"], body)),
    ...optional("page", page),
    ...optional("charset", charset),
    ...optional("bom", bom),
    ...optional("close", close),
  };
}

function readHeaders(context: ReadContext, path: Path, file: NonNullable<ResponseFile["headers"]>): HeaderPatch[] {
  return Object.entries(file).map(([name, value]): HeaderPatch => {
    if (!headerName.test(name))
      context.report(path, `${JSON.stringify(name)} is no name of a header`, "Take letters, digits and dashes", name);
    if (value === null) return { name, values: null };
    const many = typeof value === "object";
    const values = (many ? value : [value]).map((item, index) => {
      const at = many ? [...path, name, index] : [...path, name];
      const written = textAt(context, at, item);
      if (!headerValue.test(written))
        context.report(at, "this is no value of a header", "Write one line of Latin-1 text");
      return readTemplate(context, at, written, "header");
    });
    return { name, values };
  });
}

function readBody(context: ReadContext, path: Path, file: NonNullable<ResponseFile["body"]>): BodyPatch {
  if (typeof file === "object") return { octets: Buffer.from(file.base64, "base64") };
  return { text: readTemplate(context, path, file, "body") };
}

/** A token, and the characters of a field value: https://www.rfc-editor.org/rfc/rfc9110#section-5 */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
