// What was wrong with a document, in the words of .NET's XmlException. The text shows on the wire only when the body had
// to be read for routing (asmx.md section 4) and in the findings; the commoner mistakes have their exact text and place.

/** 1-based line and column, in characters after line-end normalisation. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A document that .NET's reader refuses. `message` ends with line and position as .NET's does. */
export class XmlError extends Error {
  override readonly name = "System.Xml.XmlException";
}

/** Line and column of an index of the source. */
function placeOf(source: string, index: number): Place {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < index && at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && source.charCodeAt(at + 1) !== 0x0a)) {
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: index - lineStart + 1 };
}

/** Where .NET's reader stands when it has just moved past `index`: on the name of a tag, else at the index itself. */
export function placeOfNextNode(source: string, index: number): Place {
  let at = index;
  if (source.startsWith("<![CDATA[", index)) at += 9;
  else if (source.startsWith("<!--", index)) at += 4;
  else if (source.startsWith("</", index) || source.startsWith("<?", index)) at += 2;
  else if (source.startsWith("<", index)) at += 1;
  return placeOf(source, at);
}

export function xmlError(source: string, index: number, text: string): XmlError {
  const place = placeOf(source, index);
  return new XmlError(`${text} Line ${place.line}, position ${place.column}.`);
}

/** An open element: its name and the index after its start tag. */
export interface OpenElement {
  readonly name: string;
  readonly after: number;
}

/** .NET's error for what saxes complained of at `index` (just after the offending character). */
export function fromSaxes(complaint: string, source: string, index: number, open: readonly OpenElement[]): XmlError {
  const last = Math.max(index - 1, 0);
  if (complaint.startsWith("document must contain a root")) {
    const cut = source.lastIndexOf("<") > source.lastIndexOf(">");
    return cut ? endOfFile(source, open) : new XmlError("Root element is missing.");
  }
  if (complaint.startsWith("text data outside of root")) {
    return xmlError(
      source,
      firstBeyondSpace(source, source.lastIndexOf(">", last) + 1),
      "Data at the root level is invalid.",
    );
  }
  if (complaint.includes("XML declaration must")) {
    return xmlError(
      source,
      source.lastIndexOf("<?", last) + 2,
      "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.",
    );
  }
  if (complaint.startsWith("unclosed tag") || complaint.startsWith("unexpected end")) return endOfFile(source, open);
  if (complaint.startsWith("documents may contain only one root")) {
    return xmlError(source, source.lastIndexOf("<", last) + 1, "There are multiple root elements.");
  }
  if (complaint.startsWith("unexpected close tag") || complaint.startsWith("unmatched closing tag")) {
    return mismatch(source, last, open);
  }
  if (complaint.startsWith("undefined entity")) {
    const start = source.lastIndexOf("&", last) + 1;
    return xmlError(source, start, `Reference to undeclared entity '${source.slice(start, last)}'.`);
  }
  if (complaint.startsWith("malformed character entity")) {
    const reference = source.slice(source.lastIndexOf("&", last) + 2, last);
    const code = reference.startsWith("x") ? Number.parseInt(reference.slice(1), 16) : Number.parseInt(reference, 10);
    return xmlError(source, last, invalidCharacter(Number.isNaN(code) ? 0 : code));
  }
  if (complaint.startsWith("duplicate attribute")) {
    return xmlError(source, last, `'${complaint.slice(21, -1)}' is a duplicate attribute name.`);
  }
  if (complaint.startsWith("unquoted attribute value") || complaint.startsWith("attribute without value")) {
    const wanted = complaint.startsWith("unquoted") ? "'\"' or '''" : "'='";
    return xmlError(source, last, `'${source.charAt(last)}' is an unexpected token. The expected token is ${wanted}.`);
  }
  const code = source.charCodeAt(last);
  if (complaint === "disallowed character." && code !== 0x3c && code !== 0x26) {
    return xmlError(source, last, invalidCharacter(Number.isNaN(code) ? 0 : code));
  }
  return xmlError(source, last, badName(source.charAt(last)));
}

function badName(char: string): string {
  const hex = `0x${(char === "" ? 0 : char.charCodeAt(0)).toString(16).toUpperCase().padStart(2, "0")}`;
  return `Name cannot begin with the '${char}' character, hexadecimal value ${hex}.`;
}

function invalidCharacter(code: number): string {
  const shown = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  return `'${code < 0x20 ? "" : shown}', hexadecimal value 0x${code.toString(16).toUpperCase().padStart(2, "0")}, is an invalid character.`;
}

function firstBeyondSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && " \t\r\n".includes(source.charAt(at))) at++;
  return at;
}

function endOfFile(source: string, open: readonly OpenElement[]): XmlError {
  const tagStart = source.lastIndexOf("<");
  const tail = source.slice(tagStart);
  const end = source.length;
  if (tagStart >= 0 && !tail.includes(">")) {
    if (/^<\/?[^\s=/]*$/.test(tail.slice(0, 1000)) && tail.length < 1000) {
      return xmlError(source, end, "Unexpected end of file while parsing Name has occurred.");
    }
    const quotes = tail.length - tail.replaceAll('"', "").length;
    if (quotes % 2 === 1) return xmlError(source, end, "There is an unclosed literal string.");
    return xmlError(source, end, "Unexpected end of file has occurred.");
  }
  if (open.length === 0) return xmlError(source, end, "Unexpected end of file has occurred.");
  const names = open
    .slice(-50)
    .map((element) => element.name)
    .reverse()
    .join(", ");
  return xmlError(source, end, `Unexpected end of file has occurred. The following elements are not closed: ${names}.`);
}

function mismatch(source: string, last: number, open: readonly OpenElement[]): XmlError {
  const endTag = source.lastIndexOf("</", last);
  const found = source.slice(endTag + 2, last).trim();
  const element = open.at(-1);
  if (element === undefined) return xmlError(source, endTag + 2, "Unexpected end tag.");
  const start = placeOf(source, source.lastIndexOf("<", element.after - 1) + 1);
  return xmlError(
    source,
    endTag + 2,
    `The '${element.name}' start tag on line ${start.line} position ${start.column} does not match the end tag of '${found}'.`,
  );
}
