// The methods of .NET's XmlReader that the engine and XmlSerializer use: to move to content, to pass elements, to read simple ones.

import { XmlError } from "./xml-error.ts";
import { XmlNodes, type XmlNodeType } from "./xml-nodes.ts";

const passedOver: ReadonlySet<XmlNodeType> = new Set([
  "XmlDeclaration",
  "Whitespace",
  "Comment",
  "ProcessingInstruction",
]);

export class XmlReader extends XmlNodes {
  /** Moves to the next element, end of one, or text. */
  moveToContent(): XmlNodeType {
    if (this.nodeType === "None") this.read();
    while (passedOver.has(this.nodeType) && this.read());
    return this.nodeType;
  }

  /** Whether the next content is the start of this element. */
  isStart(local: string, namespace: string): boolean {
    return this.moveToContent() === "Element" && this.name.local === local && this.name.namespace === namespace;
  }

  /** Passes a start tag, or a whole empty element. */
  readStart(): void {
    this.read();
  }

  /** Passes the node and everything in it. */
  skip(): void {
    if (this.nodeType === "Element" && !this.isEmptyElement) {
      const { depth } = this;
      while (this.read() && depth < this.depth);
    }
    this.read();
  }

  /**
   * The text of a simple element; the reader stands behind it then. A single element at its beginning is taken for it, as
   * .NET does, so that its text is the value and its end is the element's.
   */
  readElementString(): string {
    let text = "";
    if (!this.isEmptyElement) {
      this.read();
      text = this.#readString();
      if (this.nodeType !== "EndElement") {
        const { line, column } = this.place;
        throw new XmlError(
          `Unexpected node type ${this.nodeType}. ReadElementString method can only be called on elements with simple or empty content. Line ${line}, position ${column}.`,
        );
      }
    }
    this.read();
    return text;
  }

  #readString(): string {
    if (this.nodeType === "Element") {
      if (this.isEmptyElement) return "";
      this.read();
    }
    let text = "";
    while (this.nodeType === "Text" || this.nodeType === "CDATA" || this.nodeType === "Whitespace") {
      text += this.value;
      this.read();
    }
    return text;
  }
}
