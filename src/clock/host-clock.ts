// The one place that reads the machine's time and sets its timers.

import type { Clock } from "../core/clock.ts";

/** Longest delay a host timer can hold, in milliseconds; a longer one would run at once. */
const longest = 2 ** 31 - 1;

/** Real time. Its timers do not keep the process alive. */
export const hostClock: Clock = {
  now: () => Date.now(),
  elapsed: () => Math.floor(performance.now()),
  after(delay, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, delay), longest));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after so many real milliseconds, and keeps the process alive meanwhile. */
export function pause(delay: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delay));
}
