// Attributes of a start tag.

import type { Attribute } from "./namespaces.ts";
import type { XmlError } from "./xml-error.ts";
import type { XmlScanner } from "./xml-scanner.ts";

export const NO_ATTRIBUTES: readonly Attribute[] = [];

interface StartTag {
  /** The complaint about a document that ends in the tag. */
  unclosed(): XmlError;
  /** Counts an attribute at this index against the bound of the document. */
  count(index: number): void;
}

/** Attributes up to `>` or `/>`, which is next then. */
export function readAttributes(scanner: XmlScanner, tag: StartTag): readonly Attribute[] {
  let list: Attribute[] | null = null;
  for (;;) {
    const blanks = scanner.space();
    if (scanner.code === 0x3e) break;
    if (scanner.code === 0x2f) {
      if (scanner.source.charCodeAt(scanner.at + 1) === 0x3e) break;
      throw badEnd(scanner, tag, list !== null);
    }
    if (scanner.ended) throw tag.unclosed();
    if (list === null && blanks === 0) throw scanner.badNameCharacter();
    if (!scanner.atName) throw scanner.badNameStart();
    if (blanks === 0) throw scanner.expectingSpace();
    list ??= [];
    list.push(readAttribute(scanner, tag));
  }
  return list ?? NO_ATTRIBUTES;
}

function readAttribute(scanner: XmlScanner, tag: StartTag): Attribute {
  const { at } = scanner;
  const name = scanner.name(true);
  const quote = scanner.equals();
  const valueAt = scanner.at - 1;
  const value = scanner.attributeValue(quote);
  tag.count(at);
  return { name, value, at, valueAt };
}

/** A slash without `>` behind it: the reader complains of the slash, or behind attributes of what follows it. */
function badEnd(scanner: XmlScanner, tag: StartTag, behindAttributes: boolean): XmlError {
  if (behindAttributes) {
    scanner.at += 1;
    return scanner.ended ? tag.unclosed() : scanner.unexpected(">");
  }
  return scanner.at + 1 === scanner.source.length
    ? scanner.error("Unexpected end of file while parsing > has occurred.")
    : scanner.error("'/' is an unexpected token. The expected token is '>'.");
}
