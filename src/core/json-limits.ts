// How deep a JSON text goes and how much is in it, before it is parsed: that of one of megabytes can take seconds.

export interface JsonLimits {
  /** Lists and objects within one another. */
  readonly depth: number;
  /** Lists, objects, and commas between values. */
  readonly values: number;
}

/** Limit that a text exceeds, and the character (from 0) where it does; null: none, or no JSON. */
export function exceededLimit(
  text: string,
  limits: JsonLimits,
): { readonly what: keyof JsonLimits; readonly at: number } | null {
  // Each level and each value takes a character.
  if (text.length <= Math.min(limits.depth, limits.values)) return null;
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at + 1);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        values += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case 0x2c: // ,
        values += 1;
        break;
    }
    if (depth > limits.depth) return { what: "depth", at };
    if (values > limits.values) return { what: "values", at };
  }
  return null;
}

/** Place of the closing quote. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return text.length;
}
