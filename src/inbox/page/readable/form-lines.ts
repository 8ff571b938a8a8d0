import { type Line, LineWriter } from "./tokens.ts";

/** Lines of a form or a query, a parameter a line, with its decoded value. Null: too long. */
export function formLines(text: string, depth = 0): readonly Line[] | null {
  const writer = new LineWriter();
  writer.depth = depth;
  const parameters = text.split("&");
  for (const [index, parameter] of parameters.entries()) {
    const at = parameter.indexOf("=");
    const name = at === -1 ? parameter : parameter.slice(0, at);
    const value = at === -1 ? "" : parameter.slice(at + 1);
    writer.add("name", name);
    writer.add("mark", at === -1 ? "" : "=");
    writer.add("text", value);
    writer.add("mark", index < parameters.length - 1 ? "&" : "");
    const plain = decoded(value);
    if (plain !== value) writer.add("decoded", plain);
    if (!writer.end()) return null;
  }
  return writer.lines;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("latin1");

/** Decodes percent signs as UTF-8, or as Latin-1 where the octets are no UTF-8. */
function decoded(value: string): string {
  const spaced = value.replaceAll("+", " ");
  return spaced.replace(/(?:%[\da-f]{2})+/gi, (octets) => {
    const bytes = Uint8Array.from(octets.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    try {
      return utf8.decode(bytes);
    } catch {
      return latin1.decode(bytes);
    }
  });
}
