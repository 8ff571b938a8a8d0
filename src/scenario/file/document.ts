// YAML or JSON text as a value that knows where in the file each of its parts stands.

import { type Document, isMap, isNode, isPair, isScalar } from "yaml";
import { parseYaml, type YamlMistake } from "../../yaml/parse.ts";

export type Path = readonly PropertyKey[];
export interface Place {
  readonly line: number;
  readonly column: number;
}
export interface SyntaxFinding extends Place {
  readonly message: string;
  /** Absent: it has to be valid YAML. */
  readonly remedy?: string;
}

/** A file that was read as text, with its syntax errors. */
export interface LocatedValue {
  readonly value: unknown;
  readonly errors: readonly SyntaxFinding[];
  /** Where the value at this path begins, or the nearest part above it that is there. */
  placeOf(path: Path): Place;
  /** Where the key itself stands. */
  placeOfKey(path: Path, key: string): Place;
  /** How the scalar at this path is written (`009`, `+100`), or null when it is none. */
  written(path: Path): string | null;
}

/**
 * Reads a text. It never throws: whatever is wrong is in `errors`. A regular expression with braces, brackets or commas
 * inside `{ }` or `[ ]` is no plain YAML text, though a person reads it as one; a second reading takes it as quoted, to be
 * preferred where the first one makes no sense.
 */
export function readDocument(text: string): readonly [LocatedValue, ...LocatedValue[]] {
  const plain = parse(text);
  if (plain.errors.some(({ remedy }) => remedy !== undefined)) return [plain];
  const quoted = quoteExpressions(text);
  return quoted.text === text ? [plain] : [plain, parse(quoted.text, quoted.added)];
}

/** Columns where a quote was put in, by line (from 0). */
type Added = ReadonlyMap<number, readonly number[]>;

function parse(text: string, added: Added = new Map()): LocatedValue {
  const { document, mistakes, place: placeOf } = parseYaml(text);
  const place = (offset: number): Place => {
    const { line, column } = placeOf(offset);
    const shift = (added.get(line - 1) ?? []).filter((put) => put < column - 1).length;
    return { line, column: Math.max(1, column - shift) };
  };
  const errors = essential(mistakes).map(({ at, problem, remedy }) => ({
    ...place(at),
    message: problem,
    ...(remedy === undefined ? {} : { remedy: remedy.charAt(0).toUpperCase() + remedy.slice(1) }),
  }));
  const value: unknown = errors.length === 0 ? document?.toJS({ maxAliasCount: -1 }) : null;
  return located(document, value, errors, place);
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
  place: (offset: number) => Place,
): LocatedValue {
  const nodeAt = (path: Path): unknown => document?.getIn(path, true);
  const placeOf = (path: Path): Place => {
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
  const placeOfKey = (path: Path, key: string): Place => {
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

function quoteExpressions(text: string): { readonly text: string; readonly added: Added } {
  const added = new Map<number, number[]>();
  const lines = text.split("\n").map((line, index) => {
    const columns: number[] = [];
    const changed = line.replace(
      /([:,[]\s+|\[|-\s+)(\/(?:[^/\\]|\\.)+\/[a-z]*)(?=\s*(?:[,}\]]|$))/g,
      (whole: string, before: string, expression: string, at: number) => {
        if (!/[{}[\],#]|: /.test(expression)) return whole;
        columns.push(at + before.length + columns.length, at + before.length + expression.length + columns.length + 1);
        return `${before}'${expression.replaceAll("'", "''")}'`;
      },
    );
    if (columns.length > 0) added.set(index, columns);
    return changed;
  });
  return { text: lines.join("\n"), added };
}
