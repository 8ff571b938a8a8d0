import type { Play } from "../scenario/engine/outcome.ts";
import type { Clock, Instant } from "./ports.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A sandbox's clock: real, speeded or moved by hand. */
export interface SandboxClock extends Clock {
  readonly mode: "real" | "speeded" | "manual";
  /** The earliest instant at which something planned by `after` runs, or null. */
  nextTimer(): Instant | null;
  /** Manual only: moves to an instant (never back) and runs what was planned until then, in order. */
  moveTo(instant: Instant): void;
}

/**
 * An isolated world with its own accounts, messages, scenario, clock, randomness, journal and limits. Which one a call
 * belongs to follows from its credential alone.
 */
export interface Sandbox {
  readonly name: string;
  readonly clock: SandboxClock;
  readonly random: SeededRandom;
  readonly play: Play | null;
  /** Whether rehearsal numbers are understood here. */
  readonly rehearsal: boolean;
}

/** The sandbox of calls without a known credential; it always exists. */
export const defaultSandbox = "default";
