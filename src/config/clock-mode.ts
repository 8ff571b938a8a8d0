import type { Instant } from "../core/clock.ts";
import type { ClockMode } from "../core/sandbox-settings.ts";
import type { Config } from "./config.ts";

/** Where a manual clock stands at first: a Monday morning in São Paulo, always the same. */
export const manualStart: Instant = Date.UTC(2026, 2, 2, 12, 0, 0);

/** The clock of a new sandbox. */
export function clockMode(config: Pick<Config, "clock">): ClockMode {
  return config.clock === "manual" ? { mode: "manual", start: manualStart } : { mode: "real" };
}
