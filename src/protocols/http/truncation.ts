// Where a body ends that is cut inside an element.

/**
 * Bytes to send so that the body ends in the middle of the text of the first element of that name (any prefix), or, in
 * JSON, in the middle of that key's value; without either, in the middle of the body. An element without text is cut
 * right after its name.
 */
export function cutInside(body: Buffer, name: string): number {
  // Latin-1 keeps one character a byte, so indexes are offsets; names are compared in the same bytes.
  const text = body.toString("latin1");
  const bytes = Buffer.from(name).toString("latin1");
  const escaped = bytes.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const tag = new RegExp(`<(?:[^\\s<>/:]+:)?${escaped}(?=[\\s/>])`).exec(text);
  if (tag !== null) {
    const afterName = tag.index + tag[0].length;
    attributes.lastIndex = afterName;
    const rest = attributes.exec(text)?.[0];
    if (rest === undefined || rest.endsWith("/>")) return afterName;
    const start = afterName + rest.length;
    const end = text.indexOf("<", start);
    return middle(start, end < 0 ? text.length : end);
  }
  const key = new RegExp(`"${escaped}"\\s*:\\s*`).exec(text);
  if (key !== null) {
    const start = key.index + key[0].length;
    const value = /^(?:"(?:[^"\\]|\\.)*"|[^,}\]]*)/.exec(text.slice(start));
    return middle(start, start + (value?.[0].length ?? 0));
  }
  return middle(0, text.length);
}

/** From an element's name to the end of its start tag. */
const attributes = /(?:[^"'<>]|"[^"]*"|'[^']*')*>/y;

function middle(start: number, end: number): number {
  return start + Math.floor((end - start) / 2);
}
