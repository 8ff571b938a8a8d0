// saxes, used again and again, one document at a time. It has six handlers and not one more: each is a property of the
// parser, and with a seventh V8 turns the parser into a dictionary, which makes reading six times slower (measured: 3.5
// against 22 us an envelope). So errors come through `fail`, and the prolog is looked through beforehand.

import { SaxesParser } from "saxes";
import type { Attribute } from "./namespaces.ts";
import { fromSaxes, type OpenElement, XmlError, xmlError } from "./xml-error.ts";

/**
 * Our own bound (the engine's is its memory) on elements and attributes of a document together, so that none holds up
 * everybody else; one with more is refused like a malformed one. No operation has more than a hundred.
 */
const MAX_NODES = 50_000;

/** Receiver of a document's events. Indexes count UTF-16 units of the source, `after` is the one behind the markup. */
export interface XmlEvents {
  /** Elements that are open, outermost first, kept by the receiver; for the texts of errors. */
  readonly open: readonly OpenElement[];
  openTag(name: string, attributes: readonly Attribute[], after: number): void;
  /** The innermost open element ends. */
  closeTag(after: number): void;
  /** Character data or a CDATA section. */
  text(content: string): void;
  other(kind: "Comment" | "ProcessingInstruction", after: number): void;
}

/** What saxes complains of, in its words. */
class Complaint extends Error {}

class Parser extends SaxesParser {
  override fail(message: string): this {
    throw new Complaint(message);
  }
}

const IDLE: XmlEvents = { open: [], openTag() {}, closeTag() {}, text() {}, other() {} };
const NO_ATTRIBUTES: readonly Attribute[] = [];

const DTD =
  "For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method.";

let source = "";
let events: XmlEvents = IDLE;
let parser: Parser | null = null;

/** Throws XmlError for a document that is not well-formed or has a DTD; whatever `receiver` throws comes through. */
export function parseXml(text: string, receiver: XmlEvents): void {
  refuseProlog(text);
  refuseCrowd(text);
  const current = parser ?? createParser();
  // Kept only if it comes back clean: after an error saxes is in the middle of a document.
  parser = null;
  source = text;
  events = receiver;
  try {
    current.write(text).close();
    parser = current;
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    throw fromSaxes(error.message, text, current.position, receiver.open);
  } finally {
    source = "";
    events = IDLE;
  }
}

function createParser(): Parser {
  const saxes = new Parser({ xmlns: false, position: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
  saxes.on("opentag", (tag) => {
    events.openTag(tag.name, attributesOf(tag.attributes), saxes.position);
  });
  saxes.on("closetag", (tag) => {
    // saxes closes the element before it compares the names; an event must not come of a wrong end tag.
    if (!tag.isSelfClosing && endTagName(tag.name, saxes.position) !== tag.name) saxes.fail("unexpected close tag.");
    events.closeTag(saxes.position);
  });
  saxes.on("text", (content) => events.text(content));
  saxes.on("cdata", (content) => events.text(content));
  saxes.on("comment", () => events.other("Comment", saxes.position));
  saxes.on("processinginstruction", () => events.other("ProcessingInstruction", saxes.position));
  return saxes;
}

/** Name in the end tag that ends at `after`; `expected` is tried first. */
function endTagName(expected: string, after: number): string {
  const start = after - 1 - expected.length;
  if (source.startsWith(expected, start) && source.startsWith("</", start - 2)) return expected;
  return source.slice(source.lastIndexOf("</", after) + 2, after - 1).trim();
}

function attributesOf(given: Readonly<Record<string, string>>): readonly Attribute[] {
  let list: Attribute[] | null = null;
  for (const name in given) {
    list ??= [];
    list.push({ name, value: given[name] ?? "" });
  }
  return list ?? NO_ATTRIBUTES;
}

/** Each takes four characters at least: `<a/>`, ` a=""`. */
const SHORTEST_NODE = 4;
/** What stands between `<` and `>`, but for quoted values: the signs of a tag. */
const IN_TAG = /[^"'=>]*(?:"[^"]*"|'[^']*'|[=>])/y;

/**
 * Refuses a document with too many elements and attributes before saxes has gathered those of one tag. In one that is not
 * well-formed it may lose its way; saxes finds what is wrong then.
 */
function refuseCrowd(text: string): void {
  if (text.length < SHORTEST_NODE * MAX_NODES) return;
  let nodes = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const end = text.startsWith("<!--", at)
      ? "-->"
      : text.startsWith("<![CDATA[", at)
        ? "]]>"
        : text.startsWith("<?", at)
          ? "?>"
          : null;
    if (end !== null || text.startsWith("</", at)) {
      const found = text.indexOf(end ?? ">", at + 2);
      if (found < 0) return;
      at = found + (end ?? ">").length;
      continue;
    }
    nodes += 1;
    IN_TAG.lastIndex = at + 1;
    for (;;) {
      const sign = IN_TAG.test(text) ? text.charAt(IN_TAG.lastIndex - 1) : null;
      if (sign === null) return;
      at = IN_TAG.lastIndex;
      if (sign === "=") nodes += 1;
      if (nodes > MAX_NODES) throw xmlError(text, at - 1, "The document has too many elements and attributes.");
      if (sign === ">") break;
    }
  }
}

/** A DTD, and an XML version other than 1.0. Anything else that is wrong before the root is left to saxes. */
function refuseProlog(text: string): void {
  const version = /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']([^"'<>]*)["']/.exec(text);
  if (version !== null && version[1] !== "1.0") {
    throw xmlError(text, version[0].length - 1, `Version number '${version[1]}' is invalid.`);
  }
  for (let at = 0; ; ) {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
    let end = -1;
    if (text.startsWith("<?", at)) end = text.indexOf("?>", at + 2) + 1;
    else if (text.startsWith("<!--", at)) end = text.indexOf("-->", at + 4) + 2;
    else if (text.startsWith("<!DOCTYPE", at)) throw new XmlError(DTD);
    if (end < at + 4) return;
    at = end + 1;
  }
}
