// Lines of a request or response as people read it: head, query and body, by the type that the head or the body says.

import { formLines } from "./form-lines.ts";
import { jsonLines } from "./json-lines.ts";
import { type Line, LineWriter } from "./tokens.ts";
import { xmlLines } from "./xml-lines.ts";

/** Characters of a text at most; a longer one is shown as it is. */
const maxLength = 200_000;

/** Lines of a whole HTTP request or response, or of a body alone; null: it is shown as it is. */
export function readableLines(text: string): readonly Line[] | null {
  if (text.length > maxLength || text.trim() === "") return null;
  const parts = /^(?:[A-Z]{3,8} \S|HTTP\/)/.test(text) ? /\r?\n\r?\n/.exec(text) : undefined;
  if (parts === undefined) return bodyLines(text, "");
  const head = parts === null ? text : text.slice(0, parts.index);
  const body = parts === null ? "" : text.slice(parts.index + parts[0].length);
  const type = /\ncontent-type:([^\r\n]*)/i.exec(head)?.[1] ?? "";
  const lines = [...headLines(head), ...(body === "" ? [] : [blank, ...(bodyLines(body, type) ?? plainLines(body))])];
  return lines;
}

const blank: Line = { depth: 0, tokens: [] };

function headLines(head: string): readonly Line[] {
  const [start = "", ...headers] = head.split(/\r?\n/);
  const writer = new LineWriter();
  const [, method = "", path = "", query, version = ""] = /^(\S+ )([^\s?]*)(?:\?(\S*))?(.*)$/.exec(start) ?? [];
  writer.add("word", method);
  writer.add("text", path);
  writer.add("mark", query === undefined ? "" : "?");
  writer.add("mark", version);
  writer.end();
  const parameters = query === undefined || query === "" ? [] : (formLines(query, 1) ?? []);
  const rest = headers.map((header): Line => {
    const at = header.indexOf(":") + 1;
    return {
      depth: 0,
      tokens: [
        { kind: "name", text: header.slice(0, at) },
        { kind: "text", text: header.slice(at) },
      ],
    };
  });
  return [...writer.lines, ...parameters, ...rest];
}

function bodyLines(body: string, type: string): readonly Line[] | null {
  const start = body.trimStart().charAt(0);
  if (/json/i.test(type) || (type === "" && (start === "{" || start === "["))) return jsonLines(body);
  if (/xml|soap/i.test(type) || start === "<") return xmlLines(body);
  if (/urlencoded/i.test(type) || (type === "" && /^[\w.%[\]-]+=[^\s&]*(?:&[\w.%[\]-]+=[^\s&]*)*$/.test(body)))
    return formLines(body);
  return start === "{" || start === "[" ? jsonLines(body) : null;
}

function plainLines(body: string): readonly Line[] {
  return body.split("\n").map((text): Line => ({ depth: 0, tokens: [{ kind: "text", text }] }));
}
