import type { Instant, Millis } from "../core/clock.ts";
import type { RetryPolicy } from "../providers/provider.ts";

/** The longest wait between two attempts, in sandbox time. */
const longest: Millis = 30 * 86_400_000;

/** Time of the next attempt after so many attempts. */
export function retryAt(now: Instant, attempts: number, policy: RetryPolicy): Instant {
  const { firstWaits = [], firstDelay, factor } = policy;
  const wait = firstWaits[attempts - 1] ?? firstDelay * factor ** (attempts - 1 - firstWaits.length);
  return now + Math.round(Math.min(longest, wait));
}
