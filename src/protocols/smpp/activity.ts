// Since when a session is bound, and how long it has been idle, on the clock of its timers.

import type { Clock, Instant, Millis } from "../../core/clock.ts";

export class SessionActivity {
  #clock: Clock;
  #since: Instant | undefined;
  #last: Millis;
  #onTouch: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#last = clock.elapsed();
  }

  /** Instant of the bind; 0 before. */
  get since(): Instant {
    return this.#since ?? 0;
  }

  /** Time since the bind. */
  get age(): Millis {
    return this.#since === undefined ? 0 : Math.max(0, this.#clock.now() - this.#since);
  }

  /** Time since the last PDU of either side but enquire_link. */
  get idle(): Millis {
    return Math.max(0, this.#clock.elapsed() - this.#last);
  }

  bound(clock: Clock): void {
    this.#clock = clock;
    this.#since = clock.now();
    this.touch();
  }

  /** A PDU has been sent or received. */
  touch(): void {
    this.#last = this.#clock.elapsed();
    const onTouch = this.#onTouch;
    this.#onTouch = undefined;
    onTouch?.();
  }

  /** Runs `work` at the next PDU, in place of other work that waits. */
  onNextTouch(work: () => void): void {
    this.#onTouch = work;
  }

  /** Forgets the work that waits for a PDU. */
  cancelNextTouch(): void {
    this.#onTouch = undefined;
  }
}
