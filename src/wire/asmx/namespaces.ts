// Namespace scopes of a document being read. Our own, because saxes looks a prefix up through every open element, which
// a deeply nested body turns into quadratic time; here a look-up is one Map access at any depth.

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** A name with its namespace; `""` is no namespace. */
export interface QName {
  readonly namespace: string;
  readonly local: string;
}

export interface NamespaceScopes {
  /** Takes in an element's attributes; the element's scope lasts until `leave`. Returns a complaint or null. */
  enter(attributes: Readonly<Record<string, string>>): string | null;
  leave(): void;
  /** Null when the prefix is not declared or the name is not a qualified name. */
  element(name: string): QName | null;
  /** Value of an attribute in a namespace, among an element's attributes. */
  attribute(attributes: Readonly<Record<string, string>>, namespace: string, local: string): string | null;
}

export function createNamespaceScopes(): NamespaceScopes {
  const bound = new Map<string, string[]>([
    ["", [""]],
    ["xml", [XML]],
  ]);
  // One entry an open element: the prefixes it declares, shared `NONE` when there are none.
  const declared: (readonly string[])[] = [];
  const lookup = (prefix: string): string | undefined => bound.get(prefix)?.at(-1);

  const declare = (prefix: string, uri: string): string | null => {
    if (prefix === "xmlns" || uri === XMLNS) return 'Prefix "xmlns" is reserved for use by XML.';
    if ((prefix === "xml") !== (uri === XML))
      return 'Prefix "xml" is reserved for use by XML and can be mapped only to namespace name "http://www.w3.org/XML/1998/namespace".';
    if (prefix !== "" && uri === "") return `Invalid namespace declaration.`;
    const stack = bound.get(prefix);
    if (stack === undefined) bound.set(prefix, [uri]);
    else stack.push(uri);
    return null;
  };

  return {
    enter(attributes) {
      let prefixes: string[] | null = null;
      let prefixed: string[] | null = null;
      for (const name in attributes) {
        const colon = name.indexOf(":");
        const isDeclaration = colon < 0 ? name === "xmlns" : name.startsWith("xmlns:");
        if (isDeclaration) {
          const prefix = colon < 0 ? "" : name.slice(colon + 1);
          const complaint = declare(prefix, attributes[name] ?? "");
          if (complaint !== null) return complaint;
          prefixes ??= [];
          prefixes.push(prefix);
        } else if (colon >= 0) {
          prefixed ??= [];
          prefixed.push(name);
        }
      }
      declared.push(prefixes ?? NONE);
      return prefixed === null ? null : attributeComplaint(prefixed, lookup);
    },
    leave() {
      const prefixes = declared.pop();
      if (prefixes === undefined) return;
      for (const prefix of prefixes) bound.get(prefix)?.pop();
    },
    element(name) {
      const colon = name.indexOf(":");
      if (colon < 0) return { namespace: lookup("") ?? "", local: name };
      const local = name.slice(colon + 1);
      const namespace = colon === 0 || local === "" || local.includes(":") ? undefined : lookup(name.slice(0, colon));
      return namespace === undefined ? null : { namespace, local };
    },
    attribute(attributes, namespace, local) {
      for (const name in attributes) {
        const colon = name.indexOf(":");
        if (colon > 0 && name.slice(colon + 1) === local && lookup(name.slice(0, colon)) === namespace) {
          return attributes[name] ?? null;
        }
      }
      return null;
    },
  };
}

const NONE: readonly string[] = [];

/** Undeclared prefixes, and two attributes with one expanded name. */
function attributeComplaint(names: readonly string[], lookup: (prefix: string) => string | undefined): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    const colon = name.indexOf(":");
    const prefix = name.slice(0, colon);
    const local = name.slice(colon + 1);
    const uri = lookup(prefix);
    if (uri === undefined || local === "" || local.includes(":")) return `'${prefix}' is an undeclared prefix.`;
    const expanded = `${uri}\n${local}`;
    if (seen.has(expanded)) return `'${local}' is a duplicate attribute name.`;
    seen.add(expanded);
  }
  return null;
}
