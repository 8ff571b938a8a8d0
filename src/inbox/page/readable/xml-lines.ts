import { type Line, LineWriter } from "./tokens.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Lines of an XML text, an element a line; a text stands on the line of its element. Null: too long. */
export function xmlLines(text: string): readonly Line[] | null {
  const writer = new LineWriter();
  /** True if the open line is a start tag, whose text and end tag may follow on it. */
  let isInElement = false;
  for (let at = 0; at < text.length; ) {
    const end = endOf(text, at);
    const part = text.slice(at, end);
    at = end;
    const isText = !part.startsWith("<") || (isInElement && part.startsWith("<![CDATA["));
    if (isText) {
      // Blanks are the text of an element only where its end follows.
      if (part.trim() === "" && !(isInElement && text.startsWith("</", at))) continue;
      addText(writer, part);
      continue;
    }
    const isEnd = part.startsWith("</");
    if (!isEnd || !isInElement) {
      if (!writer.end()) return null;
      if (isEnd) writer.depth = Math.max(0, writer.depth - 1);
      else if (isInElement) writer.depth += 1;
    }
    addMarkup(writer, part);
    isInElement = !isEnd && !/^<[!?]|\/>$/.test(part);
    if (!isInElement && !writer.end()) return null;
  }
  return writer.end() ? writer.lines : null;
}

/** End of the tag, comment, section or text that begins at a place. */
function endOf(text: string, at: number): number {
  if (text[at] !== "<") return placeBehind(text, "<", at, 0);
  if (text.startsWith("<!--", at)) return placeBehind(text, "-->", at + 4);
  if (text.startsWith("<![CDATA[", at)) return placeBehind(text, "]]>", at + 9);
  if (text.startsWith("<?", at)) return placeBehind(text, "?>", at + 2);
  let quote = "";
  for (let place = at + 1; place < text.length; place++) {
    const character = text.charAt(place);
    if (quote === "" && character === ">") return place + 1;
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
  }
  return text.length;
}

function placeBehind(text: string, mark: string, from: number, length = mark.length): number {
  const place = text.indexOf(mark, from);
  return place === -1 ? text.length : place + length;
}

/** A quoted value, a name, or marks and blanks. */
const inTag = /"[^"]*"?|'[^']*'?|[^\s"'=<>/?]+|[\s=<>/?]+/g;

function addMarkup(writer: LineWriter, part: string): void {
  if (part.startsWith("<!")) {
    writer.add("comment", part);
    return;
  }
  let isFirst = true;
  for (const token of part.match(inTag) ?? []) {
    if (/^["']/.test(token)) writer.add("text", token);
    else if (/^[\s=<>/?]/.test(token)) writer.add("mark", token);
    else {
      writer.add(isFirst ? "name" : "word", token);
      isFirst = false;
    }
  }
}

function addText(writer: LineWriter, part: string): void {
  writer.add("text", part);
  const plain = part.startsWith("<![CDATA[") ? part : withoutEntities(part);
  if (plain !== part) writer.add("decoded", plain);
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
