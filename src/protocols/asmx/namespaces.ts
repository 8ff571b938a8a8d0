// Namespace scopes of a document being read. Our own, because saxes looks a prefix up through every open element, which
// a deeply nested body turns into quadratic time; here a look-up is one Map access at any depth.

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
}

const NONE: readonly string[] = [];

/** The scopes of one document, from its root on. */
export class NamespaceScopes {
  readonly #bound = new Map<string, string[]>([["xml", [XML]]]);
  /** One entry an open element: the prefixes it declares, `NONE` when there are none. */
  readonly #declared: (readonly string[])[] = [];

  /** Takes in an element's attributes; its scope lasts until `leave`. Returns a complaint in .NET's words, or null. */
  enter(attributes: readonly Attribute[]): string | null {
    if (attributes.length === 0) {
      this.#declared.push(NONE);
      return null;
    }
    const prefixes: string[] = [];
    let hasPrefixed = false;
    for (const { name, value } of attributes) {
      if (name === "xmlns" || name.startsWith("xmlns:")) {
        const prefix = name.slice(6);
        const complaint = this.#declare(prefix, value);
        if (complaint !== null) return complaint;
        prefixes.push(prefix);
      } else if (name.includes(":")) hasPrefixed = true;
    }
    this.#declared.push(prefixes.length === 0 ? NONE : prefixes);
    return hasPrefixed ? this.#attributeComplaint(attributes) : null;
  }

  leave(): void {
    const prefixes = this.#declared.pop();
    if (prefixes === undefined || prefixes === NONE) return;
    for (const prefix of prefixes) this.#bound.get(prefix)?.pop();
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
    return this.#bound.get(prefix)?.at(-1);
  }

  #declare(prefix: string, uri: string): string | null {
    if (prefix === "xmlns" || uri === XMLNS) return 'Prefix "xmlns" is reserved for use by XML.';
    if ((prefix === "xml") !== (uri === XML)) {
      return `Prefix "xml" is reserved for use by XML and can be mapped only to namespace name "${XML}".`;
    }
    if (prefix !== "" && uri === "") return "Invalid namespace declaration.";
    const stack = this.#bound.get(prefix);
    if (stack === undefined) this.#bound.set(prefix, [uri]);
    else stack.push(uri);
    return null;
  }

  /** Undeclared prefixes, and two attributes with one expanded name. */
  #attributeComplaint(attributes: readonly Attribute[]): string | null {
    const seen = new Set<string>();
    for (const { name } of attributes) {
      const colon = name.indexOf(":");
      if (colon < 0 || name.startsWith("xmlns:")) continue;
      const prefix = name.slice(0, colon);
      const local = name.slice(colon + 1);
      const uri = this.#lookup(prefix);
      if (uri === undefined || local === "" || local.includes(":")) return `'${prefix}' is an undeclared prefix.`;
      const expanded = `${uri}\n${local}`;
      if (seen.has(expanded)) return `'${local}' is a duplicate attribute name.`;
      seen.add(expanded);
    }
    return null;
  }
}
