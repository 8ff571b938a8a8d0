import type { Instant, Millis } from "../core/ports.ts";
import type { RetryPolicy } from "../providers/provider.ts";

/** The longest wait between two tries, in sandbox time. */
const longest: Millis = 30 * 86_400_000;

/** When an entry is tried again after so many tries. */
export function retryAt(now: Instant, tries: number, policy: RetryPolicy): Instant {
  return now + Math.round(Math.min(longest, policy.firstDelay * policy.factor ** (tries - 1)));
}
