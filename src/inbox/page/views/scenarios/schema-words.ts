// Words that the scenario schema (JSON Schema) allows at a path.

export interface SchemaWord {
  readonly word: string;
  readonly kind: "key" | "value";
  readonly about: string;
}

/** The words that fit at a path, keys first, each once. */
export function schemaWords(schema: unknown, path: readonly string[]): readonly SchemaWord[] {
  const root = fields(schema);
  let nodes = alternatives(root, [root], 0);
  for (const key of path)
    nodes = alternatives(
      root,
      nodes.flatMap((node) => step(node, key)),
      0,
    );
  const words = new Map<string, SchemaWord>();
  const put = (word: string, kind: SchemaWord["kind"], about: string): void => {
    if (word !== "$schema" && !words.has(word)) words.set(word, { word, kind, about });
  };
  for (const node of nodes)
    for (const [name, value] of Object.entries(fields(node["properties"])))
      put(name, "key", text(fields(value)["description"]));
  for (const node of nodes) {
    for (const value of [...list(node["enum"], text), ...("const" in node ? [text(node["const"])] : [])])
      if (value !== "") put(value, "value", text(node["description"]));
    if (node["type"] === "boolean") for (const word of ["true", "false"]) put(word, "value", "");
  }
  return [...words.values()];
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function list<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  return Array.isArray(value) ? value.map(read) : [];
}

function step(node: Fields, key: string): Fields[] {
  if (key === "[]") return "items" in node ? [fields(node["items"])] : [];
  const property = fields(node["properties"])[key];
  if (property !== undefined) return [fields(property)];
  return "additionalProperties" in node ? [fields(node["additionalProperties"])] : [];
}

/** The schemas that any of these may mean; references are followed so deep. */
function alternatives(root: Fields, nodes: readonly Fields[], depth: number): Fields[] {
  if (depth > 12) return [];
  return nodes.flatMap((node) => {
    const nodes: Fields[] = [node];
    const reference = text(node["$ref"]);
    if (reference.startsWith("#/")) {
      let target: Fields = root;
      for (const part of reference.slice(2).split("/")) target = fields(target[part]);
      nodes.push(...alternatives(root, [target], depth + 1));
    }
    for (const word of ["anyOf", "oneOf", "allOf"])
      nodes.push(...alternatives(root, list(node[word], fields), depth + 1));
    return nodes;
  });
}
