/**
 * Replaces items by those of the patch with their key, at the first item of the key; later ones are left out. Appends the
 * items of patches whose key no item has.
 */
export function patchedList<Key, Item, Patch>(
  items: readonly Item[],
  patches: readonly Patch[],
  keyOf: (item: Item | Patch) => Key,
  made: (patch: Patch) => readonly Item[],
): readonly Item[] {
  const byKey = new Map(patches.map((patch) => [keyOf(patch), patch]));
  const left = new Map(byKey);
  const kept = items.flatMap((item) => {
    const key = keyOf(item);
    if (!byKey.has(key)) return [item];
    const patch = left.get(key);
    left.delete(key);
    return patch === undefined ? [] : made(patch);
  });
  return [...kept, ...[...left.values()].flatMap(made)];
}
