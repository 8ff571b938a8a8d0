import { type Line, LineWriter } from "./tokens.ts";

/** A string, a number or a word, a mark, or blanks. Every alternative is linear, and text that is no JSON is a word. */
const token = /"(?:[^"\\]|\\[\s\S])*"?|[^\s"{}[\],:]+|[{}[\],:]|\s+/g;

/** Lines of a JSON text, a member a line; what is no JSON stands as it is. Null: too long. */
export function jsonLines(text: string): readonly Line[] | null {
  const writer = new LineWriter();
  const tokens = text.match(token) ?? [];
  for (const [index, part] of tokens.entries()) {
    const next = nextOf(tokens, index);
    if (part.trim() === "") continue;
    if (part === "{" || part === "[") {
      writer.add("mark", part);
      if (next === "}" || next === "]") continue;
      if (!writer.end()) return null;
      writer.depth += 1;
    } else if (part === "}" || part === "]") {
      const isEmpty = previousOf(tokens, index) === (part === "}" ? "{" : "[");
      if (!isEmpty) {
        if (!writer.end()) return null;
        writer.depth = Math.max(0, writer.depth - 1);
      }
      writer.add("mark", part);
    } else if (part === ",") {
      writer.add("mark", part);
      if (!writer.end()) return null;
    } else if (part === ":") writer.add("mark", ": ");
    else if (part.startsWith('"')) writer.add(next === ":" ? "name" : "text", part);
    else writer.add(/^-?\d/.test(part) ? "number" : "word", part);
  }
  return writer.end() ? writer.lines : null;
}

function nextOf(tokens: readonly string[], index: number): string | undefined {
  const next = tokens[index + 1];
  return next !== undefined && next.trim() === "" ? tokens[index + 2] : next;
}

function previousOf(tokens: readonly string[], index: number): string | undefined {
  const before = tokens[index - 1];
  return before !== undefined && before.trim() === "" ? tokens[index - 2] : before;
}
