// Nodes of a document as .NET's XmlTextReader gives them the way the engine sets it up: forward only, no DTD, line ends
// normalised, namespaces resolved. It reads no further than it is asked to, so that later mistakes go unseen, as in .NET.

import type { BrokenEnd } from "./decode.ts";
import { type Attribute, NamespaceScopes, type QName } from "./namespaces.ts";
import { NO_ATTRIBUTES, readAttributes } from "./xml-attributes.ts";
import { isCharacter, isSpace } from "./xml-characters.ts";
import { readDeclaration } from "./xml-declaration.ts";
import { placeOf, XmlError, type XmlPlace } from "./xml-error.ts";
import { XmlScanner } from "./xml-scanner.ts";

export type XmlNodeType =
  | "None"
  | "XmlDeclaration"
  | "Element"
  | "EndElement"
  | "Text"
  | "CDATA"
  | "Whitespace"
  | "EntityReference"
  | "Comment"
  | "ProcessingInstruction";

/**
 * Our own bound (the engine's is its memory) on elements and attributes of a document together, so that none holds up
 * everybody else; one with more is refused like a malformed one. No operation has more than a hundred.
 */
const MAX_NODES = 50_000;

const DTD = "DTD is prohibited in this XML document.";
const NO_NAME: QName = { namespace: "", local: "" };

interface OpenElement {
  readonly tag: string;
  readonly name: QName;
  /** Index of the name in the start tag. */
  readonly at: number;
}

export class XmlNodes {
  nodeType: XmlNodeType = "None";
  /** Facts of an element's start or end. */
  name: QName = NO_NAME;
  attributes: readonly Attribute[] = NO_ATTRIBUTES;
  /** Facts of character data. */
  value = "";
  isEmptyElement = false;
  /** Elements around the node. */
  depth = 0;
  readonly #scanner: XmlScanner;
  readonly #scopes = new NamespaceScopes();
  readonly #open: OpenElement[] = [];
  /** Index at which the node is said to be. */
  #nodeAt = 0;
  #started = false;
  #rootSeen = false;
  #nodes = 0;

  /** @param broken what is wrong with the octets behind the source; null: nothing */
  constructor(source: string, broken: BrokenEnd | null = null) {
    this.#scanner = new XmlScanner(source, broken);
  }

  get place(): XmlPlace {
    return placeOf(this.#scanner.source, this.#nodeAt);
  }

  /** The next node; false at the end. @throws XmlError */
  read(): boolean {
    // The scope of an element lasts as long as its end is the current node.
    if (this.nodeType === "EndElement" || (this.nodeType === "Element" && this.isEmptyElement)) this.#scopes.leave();
    this.isEmptyElement = false;
    this.attributes = NO_ATTRIBUTES;
    this.depth = this.#open.length;
    if (!this.#started) {
      this.#started = true;
      if (readDeclaration(this.#scanner)) return this.#node("XmlDeclaration", 2);
    }
    return this.#open.length === 0 ? this.#readTop() : this.#readContent();
  }

  /** Value of an attribute of the element in a namespace; null: it has none. */
  attribute(namespace: string, local: string): string | null {
    return this.#scopes.attribute(this.attributes, namespace, local);
  }

  #node(type: XmlNodeType, at: number, value = ""): true {
    this.nodeType = type;
    this.#nodeAt = at;
    this.value = value;
    this.name = NO_NAME;
    return true;
  }

  #end(): false {
    this.#node("None", this.#scanner.at);
    return false;
  }

  /** Outside of the root element. */
  #readTop(): boolean {
    const scanner = this.#scanner;
    const { code, at } = scanner;
    // A zero octet ends the document for this reader.
    if (code === 0 || scanner.ended) {
      if (!this.#rootSeen) throw new XmlError("Root element is missing.");
      return this.#end();
    }
    if (isSpace(code)) {
      scanner.space();
      if (scanner.ended || scanner.code === 0x3c) return this.#node("Whitespace", at);
      if (isCharacter(scanner.code)) throw scanner.error("Data at the root level is invalid.");
      throw scanner.invalidCharacter();
    }
    if (code !== 0x3c) {
      if (code === 0x26 || isCharacter(code)) throw scanner.error("Data at the root level is invalid.");
      throw scanner.invalidCharacter();
    }
    return this.#markup();
  }

  #readContent(): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    if (scanner.ended) throw this.#unclosed();
    if (scanner.code === 0x3c) return this.#markup();
    const { value, isText, resolved } = scanner.text();
    return this.#node(resolved ? (isText ? "Text" : "Whitespace") : "EntityReference", at, value);
  }

  #markup(): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    const inside = this.#open.length > 0;
    if (!inside && scanner.source.length - at < 4) throw scanner.truncated("Data at the root level is invalid.");
    scanner.at += 1;
    if (scanner.ended) throw this.#unclosed();
    switch (scanner.code) {
      case 0x3f:
        scanner.at += 1;
        return this.#instruction();
      case 0x21:
        scanner.at += 1;
        return this.#declarationOrComment(inside);
      case 0x2f:
        if (!inside) throw scanner.error("Unexpected end tag.", at + 2);
        scanner.at += 1;
        return this.#endTag();
      default:
        if (!inside) this.#beginRoot(at);
        return this.#startTag();
    }
  }

  /** @param at index of the start tag */
  #beginRoot(at: number): void {
    if (this.#rootSeen) throw this.#scanner.error("There are multiple root elements.", at + 1);
    this.#rootSeen = true;
  }

  #declarationOrComment(inside: boolean): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    if (scanner.startsWith("--")) {
      scanner.at += 2;
      const value = scanner.until("-->", "Comment");
      return this.#node("Comment", at + 2, value);
    }
    const code = scanner.code;
    const left = scanner.source.length - at;
    if (inside && (left < 2 || (code === 0x5b && left < 7))) throw this.#unclosed(scanner.source.length);
    if (code === 0x2d) {
      scanner.at += 1;
      throw scanner.unexpected("-");
    }
    if (code === 0x5b) {
      if (!inside) throw scanner.error("Data at the root level is invalid.", at - 2);
      scanner.at += 1;
      if (!scanner.startsWith("CDATA[")) throw scanner.unexpected("CDATA[");
      scanner.at += 6;
      return this.#node("CDATA", at + 7, scanner.until("]]>", "CDATA"));
    }
    if (!inside) throw new XmlError(DTD);
    if (scanner.token === "DOCTYPE") throw scanner.error("Unexpected DTD declaration.");
    throw scanner.unexpected("<!--", "<[CDATA[");
  }

  #instruction(): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    const target = scanner.name(false);
    if (target.toLowerCase() === "xml") {
      throw target === "xml"
        ? scanner.error(
            "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.",
            at,
          )
        : scanner.error(`'${target}' is an invalid name for processing instructions.`, at);
    }
    if (scanner.space() === 0 && !scanner.startsWith("?>")) throw scanner.badNameCharacter();
    return this.#node("ProcessingInstruction", at, scanner.until("?>", "PI"));
  }

  #startTag(): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    const tag = scanner.name(true);
    this.#count(at);
    const attributes = readAttributes(scanner, {
      unclosed: () => this.#unclosed(),
      count: (index) => this.#count(index),
    });
    const empty = scanner.code === 0x2f;
    scanner.at += empty ? 2 : 1;
    const undeclarable = this.#scopes.enter(attributes);
    if (undeclarable !== null) throw scanner.error(undeclarable.text, undeclarable.at);
    const name = this.#scopes.element(tag);
    if (name === null) throw scanner.error(`'${tag.slice(0, tag.indexOf(":"))}' is an undeclared prefix.`, at);
    const complaint = this.#scopes.check(attributes);
    if (complaint !== null) throw scanner.error(complaint.text, complaint.at);
    this.#node("Element", at);
    this.depth = this.#open.length;
    this.name = name;
    this.attributes = attributes;
    this.isEmptyElement = empty;
    if (!empty) this.#open.push({ tag, name, at });
    return true;
  }

  #endTag(): boolean {
    const scanner = this.#scanner;
    const { at } = scanner;
    const element = this.#open.at(-1);
    if (element === undefined) throw new Error("an end tag outside of every element was read");
    if (!scanner.startsWith(element.tag)) throw this.#mismatch(element);
    scanner.at += element.tag.length;
    if (scanner.inName) throw this.#mismatch(element, at);
    scanner.space();
    if (scanner.ended) throw this.#unclosed();
    if (scanner.code !== 0x3e) throw scanner.unexpected(">");
    scanner.at += 1;
    this.#open.pop();
    this.#node("EndElement", at);
    this.depth = this.#open.length;
    this.name = element.name;
    return true;
  }

  #mismatch({ tag, at }: OpenElement, endTagAt = this.#scanner.at): XmlError {
    const scanner = this.#scanner;
    scanner.at = endTagAt;
    const name = scanner.name(true);
    const start = placeOf(scanner.source, at);
    return scanner.error(
      `The '${tag}' start tag on line ${start.line} position ${start.column} does not match the end tag of '${name}'.`,
      endTagAt,
    );
  }

  #unclosed(at = this.#scanner.at): XmlError {
    const names = this.#open
      .slice(-50)
      .map(({ tag }) => tag)
      .reverse()
      .join(", ");
    const openNames = names === "" ? "" : `${names}.`;
    return this.#scanner.error(
      `Unexpected end of file has occurred. The following elements are not closed: ${openNames}`,
      at,
    );
  }

  #count(at: number): void {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) throw this.#scanner.error("The document has too many elements and attributes.", at);
  }
}
