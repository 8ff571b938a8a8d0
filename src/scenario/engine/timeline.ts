// Events on the sandbox's clock, independent of requests. Data only: the emulator carries it out.

import type { Instant, Millis } from "../../core/clock.ts";
import type { TimelineAction } from "./steps.ts";

/** An entry of `timeline`. */
export interface TimelineItem {
  /** Its place in the file, from 1. */
  readonly number: number;
  /** After the scenario's start, or an instant of the sandbox's clock. */
  readonly at: { readonly after: Millis } | { readonly instant: Instant };
  readonly actions: readonly TimelineAction[];
}

/** The instant at which an item is due, for a scenario that started then. */
export function dueAt(item: TimelineItem, startedAt: Instant): Instant {
  return "after" in item.at ? startedAt + item.at.after : item.at.instant;
}
