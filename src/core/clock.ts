/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A span of time in milliseconds. */
export type Millis = number;

/** Cancels planned work; harmless after the work has run. */
export type Cancel = () => void;

/** The host clock (real), or a sandbox's clock (real, speeded or manual). */
export interface Clock {
  now(): Instant;
  /** Milliseconds that have passed on this clock. A span is the difference of two values, whatever dates `now` has. */
  elapsed(): Millis;
  /** Runs `work` once, so many milliseconds of this clock from now (0: as soon as possible). */
  after(delay: Millis, work: () => void): Cancel;
}

/** Shares the event loop among long work: each turn runs a single piece, of each owner in turn, and several short ones. */
export interface Turns {
  /**
   * Resolves in a turn of its own.
   * @param owner the sandbox or connection that the work is for
   * @param isShort true if the work is mostly short: such pieces share a turn until a few milliseconds of it are over
   */
  next(owner: unknown, isShort?: boolean): Promise<void>;
}
