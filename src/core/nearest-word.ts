/** The word that takes the fewest changes, when they are few enough to be a slip: half the letters, or `most`. */
export function nearestWord(wrong: string, words: readonly string[], maxChanges?: number): string | null {
  let best: string | null = null;
  let fewest = Math.min(Math.max(1, Math.floor(wrong.length / 2)), maxChanges ?? wrong.length) + 1;
  for (const word of words) {
    const changes = distance(wrong.toLowerCase(), word.toLowerCase(), fewest);
    if (changes < fewest) {
      best = word;
      fewest = changes;
    }
  }
  return best;
}

// Levenshtein's distance, row by row; letters in another order are the likeliest slip, and long texts are never near.
function distance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough || a.length > 64) return enough;
  if (a !== b && [...a].sort().join("") === [...b].sort().join("")) return 0.5;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? enough;
}
