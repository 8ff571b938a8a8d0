import type { Instant, Millis } from "../core/clock.ts";
import type { RetryPolicy } from "../providers/provider.ts";

/** The longest wait between two tries, in sandbox time. */
const longest: Millis = 30 * 86_400_000;

/** When an entry is tried again after so many tries. */
export function retryAt(now: Instant, tries: number, policy: RetryPolicy): Instant {
  const { firstWaits = [], firstDelay, factor } = policy;
  const wait = firstWaits[tries - 1] ?? firstDelay * factor ** (tries - 1 - firstWaits.length);
  return now + Math.round(Math.min(longest, wait));
}
