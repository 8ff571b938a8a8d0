// A response as a scenario changes it: body, charset, byte order mark, and then the headers.

import type { BodyPatch, HeaderPatch, ResponsePatch } from "../core/response-patch.ts";
import { type PlaceholderValue, renderTemplate } from "../core/template.ts";
import { bytesOf } from "../protocols/http/answer.ts";
import type { HttpAnswer } from "../protocols/http/call.ts";
import { decodeText, encodeText } from "../protocols/http/charset.ts";
import { frontEndAnswer } from "../protocols/http/front-end-pages.ts";
import { patchedList } from "./patched-list.ts";

/** Texts of a patch in one response. */
export interface PatchTexts {
  readonly valueFor: PlaceholderValue;
  /** Escapes a value for the body. */
  readonly escaped: (value: string) => string;
}

type Headers = HttpAnswer["headers"];

export function patchedAnswer(patch: ResponsePatch, answer: HttpAnswer, texts: PatchTexts): HttpAnswer {
  const { status, reason, page, charset, close } = patch;
  const base = page === undefined ? answer : frontEndAnswer(page, status);
  const code = status ?? base.status;
  const { headers, omit } = withHeaders(base.headers, patch.headers ?? [], texts.valueFor);
  const content = contentOf(patch, base, texts);
  const isLabelled = patch.headers?.some(({ name }) => name.toLowerCase() === "content-type") === true;
  const hasBody = code !== 204 && code !== 304;
  return {
    status: code,
    ...(reason === undefined ? keptReason(answer, status) : { reason }),
    headers: charset === undefined || isLabelled ? headers : labelled(headers, charset),
    body: hasBody ? content : "",
    ...(omit.length === 0 ? {} : { omit }),
    ...(close === true ? { close } : {}),
  };
}

function keptReason({ reason }: HttpAnswer, status: number | undefined): Pick<HttpAnswer, "reason"> {
  return reason === undefined || status !== undefined ? {} : { reason };
}

function contentOf(patch: ResponsePatch, base: HttpAnswer, texts: PatchTexts): string | Buffer {
  const { body, charset, bom } = patch;
  const own = body === undefined ? base.body : bodyOf(body, base, texts);
  const encoded = charset === undefined ? own : encodeText(textOf(own, base.headers), charset);
  if (bom !== true) return encoded;
  return Buffer.concat([byteOrderMark, bytesOf(encoded)]);
}

function bodyOf(body: BodyPatch, base: HttpAnswer, { valueFor, escaped }: PatchTexts): string | Buffer {
  if ("octets" in body) return Buffer.from(body.octets);
  const own = textOf(base.body, base.headers);
  const text = renderTemplate(
    body.text,
    (placeholder) => (placeholder.name === "body" ? own : valueFor(placeholder)),
    escaped,
  );
  // The text goes in the charset of the provider's own body.
  return typeof base.body === "string" ? text : encodeText(text, charsetOf(base.headers) ?? "UTF-8");
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function textOf(body: string | Buffer, headers: Headers): string {
  if (typeof body === "string") return body;
  return decodeText(body, charsetOf(headers) ?? "UTF-8");
}

function contentType(headers: Headers): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

function charsetOf(headers: Headers): string | undefined {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(contentType(headers) ?? "") ?? [];
  return quoted ?? bare;
}

/** Replaced in place and in the new spelling, else appended; null leaves a header out, of the listener's own too. */
function withHeaders(
  headers: Headers,
  patches: readonly HeaderPatch[],
  valueFor: PlaceholderValue,
): { readonly headers: Headers; readonly omit: readonly string[] } {
  const keyOf = (header: Headers[number] | HeaderPatch): string =>
    ("name" in header ? header.name : header[0]).toLowerCase();
  const lines = ({ name, values }: HeaderPatch): Headers =>
    (values ?? []).map((value) => [name, headerValue(renderTemplate(value, valueFor))] as const);
  const omit = patches.flatMap(({ name, values }) => (values === null ? [name.toLowerCase()] : []));
  return { headers: patchedList(headers, patches, keyOf, lines), omit };
}

/** A value on one line, in Latin-1 as Node writes headers. */
function headerValue(value: string): string {
  return value.replace(/[\r\n\0]/g, "").replace(/[^\t\x20-\x7e\x80-\xff]/g, "?");
}

function labelled(headers: Headers, charset: string): Headers {
  const bare = (contentType(headers) ?? "text/plain").replace(/\s*;\s*charset\s*=\s*("[^"]*"|[^;]*)/i, "");
  const label = ["Content-Type", `${bare}; charset=${charset}`] as const;
  const at = headers.findIndex(([name]) => name.toLowerCase() === "content-type");
  return at < 0 ? [...headers, label] : headers.map((header, index) => (index === at ? label : header));
}
