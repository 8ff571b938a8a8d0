// The one place that reads the machine's time and sets its timers. Takes them as they are when this module loads: fake
// timers of a test leave the emulator running.

import type { Clock } from "../core/clock.ts";

const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
const { now } = Date;
const passed = performance.now.bind(performance);

/** Longest delay a host timer can hold, in milliseconds; a longer one would run at once. */
const longest = 2 ** 31 - 1;

/** Real time. Its timers do not keep the process alive. */
export const hostClock: Clock = {
  now: () => now(),
  elapsed: () => Math.floor(passed()),
  after(delay, work) {
    const timer = startTimer(work, Math.min(Math.max(0, delay), longest));
    timer.unref();
    return () => stopTimer(timer);
  },
};

/** Resolves after so many real milliseconds, or at the signal, and keeps the process alive meanwhile. */
export function pause(delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = startTimer(end, delay);
    function end(): void {
      stopTimer(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    }
    if (signal?.aborted === true) end();
    else signal?.addEventListener("abort", end);
  });
}
