// Clocks for tests: the real one, and one that a test moves by hand.

import type { Clock, Millis } from "../../src/core/clock.ts";

export const realClock: Clock = {
  now: () => Date.now(),
  elapsed: () => Math.floor(performance.now()),
  after: (delay, work) => {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};

export interface HandClock extends Clock {
  /** Runs what falls due, in order. */
  advance(by: Millis): void;
  /** Somebody sets the date, forwards or back: no time passes. */
  setDate(by: Millis): void;
  /** How many things are planned. */
  planned(): number;
}

export function handClock(start = Date.UTC(2026, 2, 2, 12)): HandClock {
  let now = 0;
  let date = start;
  let plans: { at: number; order: number; work: () => void }[] = [];
  let order = 0;
  return {
    now: () => date + now,
    elapsed: () => now,
    after(delay, work) {
      const plan = { at: now + delay, order: order++, work };
      plans.push(plan);
      return () => {
        plans = plans.filter((other) => other !== plan);
      };
    },
    advance(by) {
      const until = now + by;
      for (;;) {
        const [next] = plans.filter((plan) => plan.at <= until).sort((a, b) => a.at - b.at || a.order - b.order);
        if (next === undefined) break;
        plans = plans.filter((plan) => plan !== next);
        now = next.at;
        next.work();
      }
      now = until;
    },
    setDate(by) {
      date += by;
    },
    planned: () => plans.length,
  };
}
