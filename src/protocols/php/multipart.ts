// multipart/form-data as PHP 8.2 reads it (main/rfc1867.c): fields only, since files are not in $_POST.

import { maxInputVars, PhpArray, register, upToNul } from "./variables.ts";

/** Octets of PHP's buffer: a line without an end is cut there. */
const bufferSize = 5_120;
/** `max_input_vars` and `max_file_uploads` (20) together. */
const maxParts = maxInputVars + 20;

/** `$_POST` of a body, which has an octet in each character. */
export function parseMultipart(contentType: string, body: string, onLimit: () => void): PhpArray {
  const variables = new PhpArray();
  const boundary = boundaryOf(contentType);
  if (boundary !== null && boundary.length <= bufferSize - 4)
    new MultipartReader(body, boundary).read(variables, onLimit);
  return variables;
}

/** The boundary that PHP finds in a Content-Type; null: none, or one whose quote does not close. */
function boundaryOf(contentType: string): string | null {
  const exact = contentType.indexOf("boundary");
  const index = exact >= 0 ? exact : contentType.toLowerCase().indexOf("boundary");
  const equals = index < 0 ? -1 : contentType.indexOf("=", index);
  if (equals < 0) return null;
  const text = contentType.slice(equals + 1);
  if (text.startsWith('"')) {
    const end = text.indexOf('"', 1);
    return end < 0 ? null : text.slice(1, end);
  }
  return /^[^,;]*/.exec(text)?.[0] ?? "";
}

/** A Content-Disposition as PHP reads it; a name is undefined where the header has none. */
interface Disposition {
  readonly name: string | undefined;
  readonly filename: string | undefined;
}

class MultipartReader {
  readonly #body: string;
  readonly #boundary: string;
  readonly #lineSize: number;
  #at = 0;
  /** Place of the next line feed, or the length of the body; looked for again once it lies behind. */
  #lineEnd = -1;

  constructor(body: string, boundary: string) {
    this.#body = body;
    this.#boundary = `--${boundary}`;
    this.#lineSize = Math.max(bufferSize, boundary.length + 6);
  }

  read(variables: PhpArray, onLimit: () => void): void {
    let fields = 0;
    for (let parts = 0; this.#at < this.#body.length; ) {
      const headers = this.#headers();
      if (headers === null) return;
      const header = headers.find(([key]) => key.toLowerCase() === "content-disposition");
      if (header === undefined) continue;
      if (++parts > maxParts) return;
      const { name, filename } = dispositionOf(header[1]);
      if (name === undefined && filename === undefined) return;
      if (name === undefined || filename !== undefined) {
        // A file's content goes up to the next boundary too; PHP does not read one that it will not store.
        if (filename !== "" && areClosed(name ?? "")) this.#value();
        continue;
      }
      const value = this.#value();
      if (++fields <= maxInputVars) register(variables, name, value);
      else if (fields === maxInputVars + 1) onLimit();
    }
  }

  /** Headers of the next part; null: there is no further boundary. */
  #headers(): readonly (readonly [key: string, value: string])[] | null {
    for (let line = this.#line(); line !== this.#boundary; line = this.#line()) if (line === null) return null;
    const headers: [string, string][] = [];
    for (let line = this.#line(); line !== null && line !== ""; line = this.#line()) {
      const colon = isSpace(line[0]) ? -1 : line.indexOf(":");
      const last = headers.at(-1);
      if (colon >= 0) headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t\v\f\r]+/, "")]);
      else if (last !== undefined) last[1] += line;
    }
    return headers;
  }

  /** The next line without its end; null: the body ends before one. */
  #line(): string | null {
    const from = this.#at;
    const end = this.#nextLineEnd();
    if (end === this.#body.length || end - from >= this.#lineSize) {
      if (this.#body.length - from < this.#lineSize) return null;
      this.#at = from + this.#lineSize;
      return upToNul(this.#body.slice(from, this.#at));
    }
    this.#at = end + 1;
    const last = this.#body[end - 1] === "\r" && end > from ? end - 1 : end;
    return upToNul(this.#body.slice(from, last));
  }

  #nextLineEnd(): number {
    if (this.#lineEnd < this.#at) {
      const index = this.#body.indexOf("\n", this.#at);
      this.#lineEnd = index < 0 ? this.#body.length : index;
    }
    return this.#lineEnd;
  }

  /** The body of a part: up to the next boundary, or to what may have become one at the very end. */
  #value(): string {
    const mark = `\n${this.#boundary}`;
    const from = this.#at;
    const index = this.#body.indexOf(mark, from);
    const boundaryAt = index >= 0 ? index : this.#partialMark(mark, from);
    const end =
      boundaryAt > from && boundaryAt >= 0 && this.#body[boundaryAt - 1] === "\r" ? boundaryAt - 1 : boundaryAt;
    this.#at = end < 0 ? this.#body.length : end;
    return this.#body.slice(from, this.#at);
  }

  /** Start of a beginning of the mark that the body ends in; -1: it ends in none. */
  #partialMark(mark: string, from: number): number {
    for (let at = Math.max(from, this.#body.length - mark.length + 1); at < this.#body.length; at++) {
      if (mark.startsWith(this.#body.slice(at))) return at;
    }
    return -1;
  }
}

/** True if the name of a file has its brackets closed, one pair behind the other. */
function areClosed(name: string): boolean {
  let open = 0;
  for (let at = 0; at < name.length; at++) {
    if (name[at] === "[") open++;
    else if (name[at] === "]") {
      open--;
      const next = name[at + 1];
      if (next !== undefined && next !== "[") return false;
    }
    if (open < 0) return false;
  }
  return open === 0;
}

function dispositionOf(header: string): Disposition {
  let [name, filename]: [string | undefined, string | undefined] = [undefined, undefined];
  let rest = header.replace(/^[ \t\v\f\r]+/, "");
  while (rest !== "") {
    const [pair, after] = word(rest, ";");
    rest = after.replace(/^[ \t\v\f\r]+/, "");
    if (pair === "" && after === "") break;
    if (!pair.includes("=")) continue;
    const [key, value] = word(pair, "=");
    if (key.toLowerCase() === "name") name = unquoted(value);
    else if (key.toLowerCase() === "filename") filename = unquoted(value);
  }
  return { name, filename };
}

/** The text up to a stop outside of quotes, and the text behind all stops that follow. */
function word(text: string, stop: string): readonly [string, string] {
  let at = 0;
  for (; at < text.length && text[at] !== stop; at++) {
    const quote = text[at];
    if (quote !== '"' && quote !== "'") continue;
    for (at++; at < text.length && text[at] !== quote; at++) if (text[at] === "\\" && text[at + 1] === quote) at++;
    if (at >= text.length) break;
  }
  if (at >= text.length) return [text, ""];
  let after = at;
  while (text[after] === stop) after++;
  return [text.slice(0, at), text.slice(after)];
}

/** A parameter's value: quoted either way, or up to a blank. */
function unquoted(text: string): string {
  const value = text.replace(/^[ \t\v\f\r]+/, "");
  const quote = value[0] === '"' || value[0] === "'" ? value[0] : "";
  const inner = quote === "" ? (/^[^ \t\v\f\r]*/.exec(value)?.[0] ?? "") : value.slice(1);
  let result = "";
  for (let at = 0; at < inner.length && inner[at] !== quote; at++) {
    const next = inner[at + 1];
    const escapes = inner[at] === "\\" && (next === "\\" || (quote !== "" && next === quote));
    if (escapes) at++;
    result += inner[at] ?? "";
  }
  return result;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[ \t\n\v\f\r]/.test(character);
}
