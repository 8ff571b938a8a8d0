// The two clocks a door is given: the machine's, and one that a test moves.

import type { Clock } from "../../../../src/core/ports.ts";

export const hostClock: Clock = {
  now: () => Date.now(),
  after: (delay, work) => {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};

interface Planned {
  readonly at: number;
  readonly work: () => void;
}

export class ManualClock implements Clock {
  #now = 1_772_452_800_000;
  #planned: Planned[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, work: () => void): () => void {
    const planned = { at: this.#now + delay, work };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((one) => one !== planned);
    };
  }

  get planned(): number {
    return this.#planned.length;
  }

  /** Goes from due instant to due instant, without waiting. */
  advance(span: number): void {
    const end = this.#now + span;
    for (;;) {
      const next = this.#planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#planned = this.#planned.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = end;
  }
}
