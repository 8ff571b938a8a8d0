import { useClock } from "../clock.ts";
import { date, dateTime, time } from "./time.ts";

/** When something in a list was: of another day than the sandbox's with its date. */
export function RowTime({ at }: { readonly at: number }) {
  const clock = useClock();
  const day = date(at);
  // As long as the clock is not known, no row is of another day.
  const today = clock === null ? day : date(clock.mode === "real" ? Date.now() : clock.now);
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {day !== today && <span class="day">{`${day} `}</span>}
      <span class="hour">{time(at)}</span>
    </time>
  );
}
