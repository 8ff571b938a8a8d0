/** A number with its noun: `1 rule`, `2 rules`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Milliseconds in the largest unit that needs no fraction: `10 minutes`, `1 day`, `1500 ms`. */
export function durationInWords(ms: number): string {
  for (const [unit, size] of units) if (ms >= size && ms % size === 0) return counted(ms / size, unit);
  return `${ms} ms`;
}
