import type { ActiveScenario } from "./active-scenario.ts";
import type { Clock, Instant } from "./clock.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A sandbox's clock: real, speeded or moved by hand. */
export interface SandboxClock extends Clock {
  readonly mode: "real" | "speeded" | "manual";
  /** The earliest instant at which work planned by `after` runs, or null. */
  nextTimer(): Instant | null;
  /** Manual only: moves to an instant (never back) and runs the work planned until then, in order. */
  moveTo(instant: Instant): void;
}

/**
 * An isolated world with its own accounts, messages, scenario, clock, random source and journal. A request's credential
 * alone decides which sandbox the request belongs to.
 */
export interface Sandbox {
  readonly name: string;
  readonly clock: SandboxClock;
  readonly random: SeededRandom;
  readonly scenario: ActiveScenario | null;
  /** True if test numbers have their effects here. */
  readonly testNumbers: boolean;
}

/** The sandbox of requests without a known credential; it always exists. */
export const defaultSandbox = "default";
