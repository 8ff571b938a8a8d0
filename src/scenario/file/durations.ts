// Durations as scenario files write them: `300ms`, `1s`, `5m`, `48h`, `2d`, `1h30m`.

/** For the schema, and so for editors: what a duration looks like. */
export const durationPattern = /^(?:0|(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)$/;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const longestMs = 3_650 * 86_400_000;

/** Whole milliseconds, or null when the text is no duration or longer than ten years. */
export function parseDuration(text: string): number | null {
  if (!durationPattern.test(text)) return null;
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    ms += Number(amount) * (unitMs[unit ?? ""] ?? 0);
  }
  return ms <= longestMs ? Math.round(ms) : null;
}
