// Complaints of .NET's XML reader, in its words and with its line and position. They show on the wire when the body has to
// be read for routing (asmx.md section 4), and in the findings.

/** 1-based line and column, in characters after line-end normalisation. */
export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

/** A document that .NET's reader refuses. */
export class XmlError extends Error {
  override readonly name = "System.Xml.XmlException";
}

/** Line and column of an index of the source. */
export function placeOf(source: string, index: number): XmlPlace {
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

export function xmlError(source: string, index: number, text: string): XmlError {
  const { line, column } = placeOf(source, index);
  return new XmlError(`${text} Line ${line}, position ${column}.`);
}
