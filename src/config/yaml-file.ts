import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { UsageError } from "../core/usage-error.ts";
import { readText } from "./text-file.ts";

/** A YAML file as plain data that still knows where each part stood. */
export interface YamlFile {
  readonly value: unknown;
  /** `file:line:column` of the value (or, when it is a mapping's, of its key) at this path. */
  at(path: readonly PropertyKey[]): string;
}

/** Reads one document. `what` names the file in errors: `accounts file`. Throws `UsageError` with line and column. */
export function readYaml(file: string, what: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, what), { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const error = document.errors[0];
  if (error !== undefined)
    throw new UsageError({
      where: place(error.pos[0]),
      problem: `not YAML: ${error.message}`,
      remedy: `mend the ${what}`,
    });
  return { value: toData(document, file, what), at: (path) => place(offsetOf(document, path)) };
}

function toData(document: Document, file: string, what: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError({ where: file, problem, remedy: `use fewer aliases in the ${what}` });
  }
}

/** Where the part at this path begins; the nearest part around it when there is none. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let offset = document.contents?.range?.[0] ?? 0;
  let node: unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (typeof step === "number" && isNode(node) && "items" in node && Array.isArray(node.items)) {
      node = node.items[step];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
