// Reads the result of a SOAP response, in any prefix and any spelling of its characters.

import { XMLParser } from "fast-xml-parser";

const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Numeric character references too.
  htmlEntities: true,
});

/** Returns the text of `METHODResult`; null: the body has none. */
export function soapResult(body: string, method: string): string | null {
  try {
    let node: unknown = parser.parse(body, true);
    for (const name of ["Envelope", "Body", `${method}Response`, `${method}Result`]) node = child(node, name);
    return typeof node === "string" ? node : null;
  } catch {
    // The body is no XML.
    return null;
  }
}

function child(parent: unknown, name: string): unknown {
  return typeof parent === "object" && parent !== null ? Reflect.get(parent, name) : undefined;
}
