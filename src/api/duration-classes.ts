// Numbers of requests by classes of their durations, from which percentiles follow.

import type { Millis } from "../core/clock.ts";
import { durationOfClass } from "../core/counts.ts";

export class DurationClasses {
  readonly #counts = new Map<number, number>();

  add(durationClass: number, count: number): void {
    this.#counts.set(durationClass, (this.#counts.get(durationClass) ?? 0) + count);
  }

  /** Duration that this share of the requests does not exceed; null: no duration is known. */
  percentile(share: number): Millis | null {
    const classes = [...this.#counts].sort(([a], [b]) => a - b);
    const total = classes.reduce((sum, [, count]) => sum + count, 0);
    let counted = 0;
    for (const [durationClass, count] of classes) {
      counted += count;
      if (counted >= share * total) return Math.round(durationOfClass(durationClass));
    }
    return null;
  }
}
