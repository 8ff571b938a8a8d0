// `between: 22:00..09:00` on the sandbox's clock. Core knows the wall clock of America/Sao_Paulo; the others come with
// the scenario.

import type { Instant } from "../../core/clock.ts";
import { civilOf } from "../../core/local-time.ts";
import type { TimeOfDay } from "./scenario.ts";

/** Whether the clock of the day stands inside the stretch; `22:00..09:00` goes over midnight. */
export function isWithin(stretch: TimeOfDay, now: Instant): boolean {
  const minute = stretch.minuteOf?.(now) ?? minuteInSaoPaulo(now);
  return stretch.from < stretch.until
    ? minute >= stretch.from && minute < stretch.until
    : minute >= stretch.from || minute < stretch.until;
}

function minuteInSaoPaulo(now: Instant): number {
  const { hour, minute } = civilOf(now);
  return hour * 60 + minute;
}
