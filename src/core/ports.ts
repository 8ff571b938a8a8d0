// What core needs from the outside, as interfaces. `src/system` and `src/store` stand behind them; tests inject others.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A span of time in milliseconds. */
export type Millis = number;

/** Stops what was planned; harmless when it has already run. */
export type Cancel = () => void;

/** A clock one can read and plan on. The host clock is real; a sandbox's clock may be real, speeded or manual. */
export interface Clock {
  now(): Instant;
  /** Runs `work` once, `delay` milliseconds of this clock from now (0: as soon as it can). */
  after(delay: Millis, work: () => void): Cancel;
}

/** Seeded chance: the same seed gives the same sequence. */
export interface Dice {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** `count` bytes. */
  bytes(count: number): Uint8Array;
}
