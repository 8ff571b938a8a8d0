// YAML or JSON text as a value that knows where in the file each of its parts stands.

import { type Document, isMap, isNode, isPair, isScalar } from "yaml";
import { parseYaml, type YamlMistake } from "../../yaml/parse.ts";
import { imperative } from "./finding.ts";

export type Path = readonly PropertyKey[];
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}
export interface SyntaxFinding extends TextPosition {
  readonly message: string;
  /** Absent: it has to be valid YAML. */
  readonly remedy?: string;
}

/** A file that was read as text, with its syntax errors. */
export interface LocatedValue {
  readonly value: unknown;
  readonly errors: readonly SyntaxFinding[];
  /** Where the value at this path begins, or the nearest part above it that is there. */
  placeOf(path: Path): TextPosition;
  /** Where the key itself stands. */
  placeOfKey(path: Path, key: string): TextPosition;
  /** How the scalar at this path is written (`009`, `+100`), or null when it is none. */
  written(path: Path): string | null;
}

/** Reads a text. Never throws: everything that is wrong is in `errors`. */
export function readDocument(text: string): LocatedValue {
  const { document, value, mistakes, place } = parseYaml(text);
  const errors = essential(mistakes)
    .map(withColon(text))
    .map(({ at, problem, remedy = remedyAt(text, at) }) => ({
      ...place(at),
      message: problem,
      ...(remedy === undefined ? {} : { remedy: imperative(remedy) }),
    }));
  return located(document, value, errors, place);
}

/** Names the usual reason why a line with a regular expression within `{ }` or `[ ]` is no YAML. */
function remedyAt(text: string, at: number): string | undefined {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1).split("\n", 1)[0] ?? "";
  const expression = /[:,[]\s*(\/[^'"]*[{}[\],#][^'"]*?\/[a-z]*)\s*[,}\]]/.exec(line)?.[1];
  return expression === undefined ? undefined : `quote the regular expression: '${expression.replaceAll("'", "''")}'`;
}

/** Names an unquoted text with a colon, which YAML takes for a map within a map. */
function withColon(text: string): (mistake: YamlMistake) => YamlMistake {
  return (mistake) => {
    if (!/^Nested mappings/.test(mistake.problem)) return mistake;
    const line = text.slice(text.lastIndexOf("\n", mistake.at - 1) + 1).split("\n", 1)[0] ?? "";
    const value = textAfterKey(line);
    if (!/:\s/.test(value)) return mistake;
    const problem = "a text with a colon stands without quotes";
    return { ...mistake, problem, remedy: `quote it: ${JSON.stringify(value)}` };
  };
}

/** Text behind the first colon of a line; empty: the key has quotes, or no blank follows the colon. */
function textAfterKey(line: string): string {
  const colon = line.indexOf(":");
  if (colon < 0 || /['"]/.test(line.slice(0, colon)) || !/\s/.test(line.charAt(colon + 1))) return "";
  return line.slice(colon + 1).trim();
}

// After the first syntax error the parser guesses, and what it says then is noise; repeated keys are errors of their own.
function essential(mistakes: readonly YamlMistake[]): YamlMistake[] {
  const repeated = mistakes.filter((mistake) => mistake.repeated);
  const other = mistakes.find((mistake) => !mistake.repeated);
  return other === undefined ? repeated : [...repeated, other];
}

function located(
  document: Document.Parsed | null,
  value: unknown,
  errors: readonly SyntaxFinding[],
  place: (offset: number) => TextPosition,
): LocatedValue {
  const nodeAt = (path: Path): unknown => document?.getIn(path, true);
  const placeOf = (path: Path): TextPosition => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document?.contents : nodeAt(path.slice(0, length));
      if (isNode(node) && node.range) return place(node.range[0]);
      const last = path[length - 1];
      if (length > 0 && typeof last === "string" && hasKey(path.slice(0, length - 1), last)) {
        return placeOfKey(path.slice(0, length - 1), last);
      }
    }
    return { line: 1, column: 1 };
  };
  const keyNode = (path: Path, key: string): unknown => {
    const map = path.length === 0 ? document?.contents : nodeAt(path);
    if (!isMap(map)) return null;
    const pair = map.items.find((item) => isPair(item) && (isScalar(item.key) ? String(item.key.value) : "") === key);
    return pair?.key ?? null;
  };
  const hasKey = (path: Path, key: string): boolean => isNode(keyNode(path, key));
  const placeOfKey = (path: Path, key: string): TextPosition => {
    const node = keyNode(path, key);
    return isNode(node) && node.range ? place(node.range[0]) : placeOf(path);
  };
  return {
    value,
    errors,
    placeOf,
    placeOfKey,
    written(path) {
      const node = nodeAt(path);
      if (!isScalar(node)) return null;
      return node.source ?? (node.value === null ? "" : String(node.value));
    },
  };
}
