// Pairs of entries of two runs: first those with the same key, in one order; between them those that may stand for each other.

export interface Aligned<Entry> {
  readonly a: Entry | null;
  readonly b: Entry | null;
}

/**
 * @param key of entries that are the same @param kin of entries that may be the same with a difference
 * @returns every entry of both, in the order of `as`
 */
export function align<Entry>(
  as: readonly Entry[],
  bs: readonly Entry[],
  key: (entry: Entry) => string,
  kin: (entry: Entry) => string,
): Aligned<Entry>[] {
  const aligned: Aligned<Entry>[] = [];
  let [fromA, fromB] = [0, 0];
  for (const [a, b] of [...samePairs(as.map(key), bs.map(key)), [as.length, bs.length] as const]) {
    aligned.push(...alignRest(as.slice(fromA, a), bs.slice(fromB, b), kin));
    const [left, right] = [as[a], bs[b]];
    if (left !== undefined && right !== undefined) aligned.push({ a: left, b: right });
    [fromA, fromB] = [a + 1, b + 1];
  }
  return aligned;
}

/** Indexes of the longest list of equal keys that stand in the same order. */
function samePairs(as: readonly string[], bs: readonly string[]): readonly (readonly [a: number, b: number])[] {
  const inB = new Map(numbered(bs).map((name, index) => [name, index]));
  /** By length: the pair that ends such a list with the smallest `b`. */
  const ends: { readonly a: number; readonly b: number; readonly before: number | null }[] = [];
  const nodes: (typeof ends)[number][] = [];
  const tails: number[] = [];
  for (const [a, name] of numbered(as).entries()) {
    const b = inB.get(name);
    if (b === undefined) continue;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nodes[tails[middle] ?? 0]?.b ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    nodes.push({ a, b, before: low === 0 ? null : (tails[low - 1] ?? null) });
    tails[low] = nodes.length - 1;
  }
  const pairs: [number, number][] = [];
  for (let at = tails.at(-1) ?? null; at !== null; ) {
    const node = nodes[at];
    if (node === undefined) break;
    pairs.push([node.a, node.b]);
    at = node.before;
  }
  return pairs.reverse();
}

/** Makes each key unique: equal ones are told apart by their order. */
function numbered(keys: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return keys.map((key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${count} ${key}`;
  });
}

function alignRest<Entry>(as: readonly Entry[], bs: readonly Entry[], kin: (entry: Entry) => string): Aligned<Entry>[] {
  const waiting = Map.groupBy(bs, kin);
  const pairs = as.map((a) => ({ a, b: waiting.get(kin(a))?.shift() ?? null }));
  const left = new Set([...waiting.values()].flat());
  return [...pairs, ...bs.filter((b) => left.has(b)).map((b) => ({ a: null, b }))];
}
