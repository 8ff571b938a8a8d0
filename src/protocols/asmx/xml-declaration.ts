// The XML declaration of a document.

import type { XmlScanner } from "./xml-scanner.ts";

const names = ["version", "encoding", "standalone"];
const invalid = "Syntax for an XML declaration is invalid.";

/** Passes the declaration that a document begins with. @returns false where there is none */
export function readDeclaration(scanner: XmlScanner): boolean {
  if (!/^<\?xml(?![\p{L}\p{Nd}_.:-])/u.test(scanner.source)) return false;
  scanner.at = 5;
  for (let next = 0; ; ) {
    const blanks = scanner.space();
    if (scanner.startsWith("?>")) {
      if (next === 0) throw scanner.error(invalid);
      scanner.at += 2;
      return true;
    }
    if (scanner.code === 0x3f) {
      const ends = scanner.at + 1 === scanner.source.length;
      const token = "'?' is an unexpected token. The expected token is ''>''.";
      throw scanner.error(ends ? "Unexpected end of file has occurred." : token);
    }
    if (blanks === 0 && next > 0) throw scanner.unexpected("?>");
    next = readPart(scanner, next);
  }
}

/** Reads one of version, encoding and standalone. @returns the number of the next one that may come */
function readPart(scanner: XmlScanner, next: number): number {
  const { at } = scanner;
  const order = names.indexOf(scanner.name(false));
  if (order < next || (next === 0 && order > 0)) throw scanner.error(invalid, at);
  const quote = scanner.equals();
  const valueAt = scanner.at;
  const value = scanner.declarationValue(quote, invalid);
  if (order === 0 && value !== "1.0") throw scanner.error(`Version number '${value}' is invalid.`, valueAt);
  if (order === 2 && value !== "yes" && value !== "no") throw scanner.error(invalid, valueAt - 1);
  return order + 1;
}
