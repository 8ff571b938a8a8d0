// Namespace scopes of a document being read. A look-up is one Map access at any depth.

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** A name with its namespace; `""` is no namespace. */
export interface QName {
  readonly namespace: string;
  readonly local: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
  /** Indexes of the name and of the quote before the value in the source. */
  readonly at: number;
  readonly valueAt: number;
}

/** Mistake in an element's attributes, in .NET's words, and its place. */
export interface AttributeComplaint {
  readonly text: string;
  readonly at: number;
}

const NONE: readonly string[] = [];

/** The scopes of one document, from its root on. */
export class NamespaceScopes {
  readonly #namespaces = new Map<string, string[]>([
    ["xml", [XML]],
    ["xmlns", [XMLNS]],
  ]);
  /** An entry for each open element: the prefixes it declares, `NONE` when there are none. */
  readonly #declared: (readonly string[])[] = [];

  /** Takes in the declarations among an element's attributes; they last until `leave`. Null: nothing is wrong with them. */
  enter(attributes: readonly Attribute[]): AttributeComplaint | null {
    if (attributes.length === 0) {
      this.#declared.push(NONE);
      return null;
    }
    const prefixes: string[] = [];
    for (const attribute of attributes) {
      const { name } = attribute;
      if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
      const complaint = this.#declare(attribute);
      if (complaint !== null) return complaint;
      prefixes.push(name.slice(6));
    }
    this.#declared.push(prefixes.length === 0 ? NONE : prefixes);
    return null;
  }

  leave(): void {
    const prefixes = this.#declared.pop();
    if (prefixes === undefined || prefixes === NONE) return;
    for (const prefix of prefixes) this.#namespaces.get(prefix)?.pop();
  }

  /** Null when the prefix is not declared or the name is not a qualified name. */
  element(name: string): QName | null {
    const colon = name.indexOf(":");
    if (colon < 0) return { namespace: this.#lookup("") ?? "", local: name };
    const local = name.slice(colon + 1);
    const namespace =
      colon === 0 || local === "" || local.includes(":") ? undefined : this.#lookup(name.slice(0, colon));
    return namespace === undefined ? null : { namespace, local };
  }

  /** Value of an attribute in a namespace, among an element's attributes. */
  attribute(attributes: readonly Attribute[], namespace: string, local: string): string | null {
    for (const { name, value } of attributes) {
      const colon = name.indexOf(":");
      if (colon > 0 && name.slice(colon + 1) === local && this.#lookup(name.slice(0, colon)) === namespace)
        return value;
    }
    return null;
  }

  #lookup(prefix: string): string | undefined {
    return this.#namespaces.get(prefix)?.at(-1);
  }

  /** Null: the declaration holds from here on. */
  #declare({ name, value: uri, at, valueAt }: Attribute): AttributeComplaint | null {
    const prefix = name.slice(6);
    if (prefix === "xmlns") return { text: 'Prefix "xmlns" is reserved for use by XML.', at };
    if (prefix === "xml" && uri !== XML) {
      const text = `Prefix "xml" is reserved for use by XML and can be mapped only to namespace name "${XML}".`;
      return { text, at };
    }
    if (uri === XMLNS) {
      const text = `Prefix '${prefix}' cannot be mapped to namespace name reserved for "xml" or "xmlns".`;
      return { text, at: valueAt + 1 };
    }
    if (prefix !== "" && uri === "") return { text: "Invalid namespace declaration.", at: valueAt };
    const stack = this.#namespaces.get(prefix);
    if (stack === undefined) this.#namespaces.set(prefix, [uri]);
    else stack.push(uri);
    return null;
  }

  /** Undeclared prefixes, and two attributes with one expanded name. */
  check(attributes: readonly Attribute[]): AttributeComplaint | null {
    if (attributes.length === 0) return null;
    const seen = new Set<string>();
    for (const { name, at } of attributes) {
      const colon = name.indexOf(":");
      const prefix = colon < 0 ? "" : name.slice(0, colon);
      const uri = prefix === "" || prefix === "xmlns" ? prefix : this.#lookup(prefix);
      if (uri === undefined) return { text: `'${prefix}' is an undeclared prefix.`, at };
      if (attributes.length === 1) return null;
      const expanded = `${uri}\n${name.slice(colon + 1)}`;
      if (seen.has(expanded)) return { text: `'${name}' is a duplicate attribute name.`, at };
      seen.add(expanded);
    }
    return null;
  }
}
