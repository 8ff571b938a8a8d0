// What a document holds, in one walk: how much it is once every alias stands for its value, and which keys are repeated.

import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type Node } from "yaml";
import { most, tooMany } from "./bounds.ts";
import type { YamlMistake } from "./parse.ts";

/** What an anchor names: its number of values, or null while it is not at its end. */
interface Named {
  readonly values: number | null;
  readonly scalar: boolean;
}

const enoughMistakes = 200;

export class Census {
  readonly mistakes: YamlMistake[] = [];
  readonly #anchors = new Map<string, Named>();
  #values = 0;

  /** @throws Beyond */
  count(node: unknown): void {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const named = this.#named(node.source, node);
      this.#add(named?.values ?? 0, node);
      return;
    }
    const before = this.#values;
    this.#add(1, node);
    const scalar = !isCollection(node);
    if (node.anchor) this.#anchors.set(node.anchor, { values: null, scalar });
    if (isMap(node)) this.#countKeys(node.items);
    else if (isCollection(node)) for (const item of node.items) this.count(item);
    if (node.anchor) this.#anchors.set(node.anchor, { values: this.#values - before, scalar });
  }

  #countKeys(items: readonly unknown[]): void {
    const seen = new Set<unknown>();
    for (const item of items) {
      if (!isPair(item)) continue;
      const { key, value } = item;
      this.count(key);
      if (isScalar(key)) {
        if (seen.has(key.value)) this.#mistake(key, "Map keys must be unique", true);
        seen.add(key.value);
        if (seen.size > most.keys) throw tooMany(startOf(key), "keys", "keys in one mapping", "write a list, or fewer");
      } else if (isNode(key) && !(isAlias(key) && this.#anchors.get(key.source)?.scalar !== false)) {
        this.#mistake(key, "a list or a mapping is no key", false);
      }
      this.count(value);
    }
  }

  #named(name: string, alias: Node): Named | null {
    const named = this.#anchors.get(name);
    if (named === undefined) {
      this.#mistake(alias, `Unresolved alias (the anchor must be set before the alias): ${name}`, false);
    } else if (named.values === null) this.#mistake(alias, `the alias ${name} stands within what it names`, false);
    return named ?? null;
  }

  #add(values: number, node: Node): void {
    this.#values += values;
    if (this.#values > most.values) {
      const remedy = "write less, split it, or use fewer aliases";
      throw tooMany(startOf(node), "values", "values, each alias counted as what it stands for", remedy);
    }
  }

  #mistake(node: Node, problem: string, repeated: boolean): void {
    if (this.mistakes.length < enoughMistakes) this.mistakes.push({ at: startOf(node), problem, repeated });
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
