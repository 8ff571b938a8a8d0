// Ranges of whole numbers as files write them: `2`, `1..3`, `3..` or `..3`, both ends included.

/** The lowest and the highest number; null: the text is no range. A single number is one only with `isSingle`. */
export function parseNumberRange(
  text: string,
  isSingle: boolean,
): { readonly from: number; readonly until: number } | null {
  if (isSingle && /^-?\d+$/.test(text)) return { from: Number(text), until: Number(text) };
  const [, from, until] = /^(-?\d+)?\.\.(-?\d+)?$/.exec(text) ?? [];
  if (from === undefined && until === undefined) return null;
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : Number(from),
    until: until === undefined ? Number.POSITIVE_INFINITY : Number(until),
  };
}
