import { type Document, isMap, isNode, isScalar, visit } from "yaml";
import type { Json } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import { parseYaml } from "../yaml/parse.ts";
import { readText } from "./text-file.ts";

/** A YAML file as plain data that still knows where each part stood. */
export interface YamlFile {
  readonly value: unknown;
  /** The part at this path; numbers and booleans that lose their spelling (`007`, `0x461`, `True`) are text. */
  spelled(path: readonly PropertyKey[]): Json;
  /** `file:line:column` of the value (or, when it is a mapping's, of its key) at this path. */
  at(path: readonly PropertyKey[]): string;
}

/** Reads one document. `what` names the file in errors: `accounts file`. Throws `UsageError` with line and column. */
export function readYaml(file: string, what: string): YamlFile {
  const { document, value, mistakes, place } = parseYaml(readText(file, what));
  const where = (offset: number): string => {
    const { line, column } = place(offset);
    return `${file}:${line}:${column}`;
  };
  const [mistake] = mistakes;
  if (mistake !== undefined || document === null) {
    const { at = 0, problem = "", remedy } = mistake ?? {};
    throw new UsageError({
      where: where(at),
      problem: remedy === undefined ? `not YAML: ${problem}` : problem,
      remedy: remedy === undefined ? `mend the ${what}` : remedy,
    });
  }
  return {
    value,
    spelled: (path) => spelled(document, path),
    at: (path) => where(offsetOf(document, path)),
  };
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

function spelled(document: Document, path: readonly PropertyKey[]): Json {
  visit(document, {
    Scalar(_, node) {
      const { value, source } = node;
      if (node.type !== "PLAIN" || source === undefined || (typeof value !== "number" && typeof value !== "boolean"))
        return;
      if (String(value) !== source) node.value = source;
    },
  });
  let part: Json = document.toJS({ maxAliasCount: -1 });
  for (const step of path) {
    if (typeof part !== "object" || part === null) return null;
    part = Object.entries(part).find(([key]) => key === String(step))?.[1] ?? null;
  }
  return part;
}
