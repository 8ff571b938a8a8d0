// HttpUtility.UrlDecode and the parsing of form fields and query strings, on bytes (asmx.md sections 3 and 7).

/** Fields of a form beyond this many are refused, as ASP.NET's aspnet:MaxHttpCollectionKeys does. */
export const MAX_FIELDS = 1000;

/** `+` is a blank, `%XX` a byte, `%uXXXX` a UTF-16 unit; anything else stands for itself. `encoded` has one char a byte. */
export function urlDecode(encoded: string, decode: (bytes: Buffer) => string): string {
  if (!/[%+\x80-\xff]/.test(encoded)) return encoded;
  let text = "";
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) text += decode(Buffer.from(bytes));
    bytes = [];
  };
  for (let at = 0; at < encoded.length; at++) {
    const char = encoded.charAt(at);
    if (char === "+") bytes.push(0x20);
    else if (char !== "%") bytes.push(encoded.charCodeAt(at) & 0xff);
    else if (/^u[0-9a-fA-F]{4}$/.test(encoded.slice(at + 1, at + 6))) {
      flush();
      text += String.fromCharCode(Number.parseInt(encoded.slice(at + 2, at + 6), 16));
      at += 5;
    } else if (/^[0-9a-fA-F]{2}$/.test(encoded.slice(at + 1, at + 3))) {
      bytes.push(Number.parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(0x25);
  }
  flush();
  return text;
}

/** One name or value of a field, in the order sent. A part without `=` is a value without a name. */
export interface Field {
  readonly name: string | null;
  readonly value: string;
}

/** Null when there are more than MAX_FIELDS. */
export function parseFields(encoded: string, decode: (bytes: Buffer) => string): readonly Field[] | null {
  if (encoded === "") return [];
  const fields: Field[] = [];
  for (let start = 0; start <= encoded.length; ) {
    if (fields.length === MAX_FIELDS) return null;
    const found = encoded.indexOf("&", start);
    const end = found < 0 ? encoded.length : found;
    const part = encoded.slice(start, end);
    const equals = part.indexOf("=");
    fields.push({
      name: equals < 0 ? null : urlDecode(part.slice(0, equals), decode),
      value: urlDecode(part.slice(equals + 1), decode),
    });
    start = end + 1;
  }
  return fields;
}
