// Durations and instants as people write them.

import type { Instant, Millis } from "../core/clock.ts";
import { durationInWords } from "../core/counted.ts";
import { UsageError } from "../core/usage-error.ts";

const units: Readonly<Record<string, Millis>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `48h`, `1h 30m` or `250ms`; a number, but no text of a number, is milliseconds. @throws UsageError */
export function durationOf(written: string | number, where: string, longest: Millis): Millis {
  let ms = Number.NaN;
  if (typeof written === "number") ms = written;
  else if (/^\s*(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d)\s*)+$/.test(written)) {
    ms = 0;
    for (const [, amount, unit = ""] of written.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g))
      ms += Number(amount) * (units[unit] ?? Number.NaN);
  } else if (/^\s*0\s*$/.test(written)) ms = 0;
  else if (/^\s*\d+(?:\.\d+)?\s*$/.test(written)) {
    const remedy = `write ${written.trim()}s for seconds, ${written.trim()}ms for milliseconds`;
    throw new UsageError({ where, problem: "must be a span of time with its unit", value: written, remedy });
  }
  if (ms >= 0 && ms <= longest) return Math.round(ms);
  throw new UsageError({
    where,
    problem: `must be a span of time up to ${durationInWords(longest)}`,
    value: written,
    remedy: "write it as 250ms, 90s, 10m, 48h or 2d",
  });
}

/** Milliseconds since 1970, or an ISO date. @throws UsageError */
export function instantOf(written: string | number, where: string): Instant {
  const instant = typeof written === "number" ? written : Date.parse(written);
  // Dates of the providers end with the year 9999.
  if (Number.isInteger(instant) && instant >= 0 && instant < 253_402_300_800_000) return instant;
  const remedy = "write it as 2026-03-02T12:00:00Z, or as milliseconds since 1970";
  throw new UsageError({ where, problem: "must be an instant", value: written, remedy });
}
