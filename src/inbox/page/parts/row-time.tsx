import { useClock } from "../clock.ts";
import { date, dateTime, time } from "./time.ts";

/** When something in a list was: of another day than the sandbox's with its date. */
export function RowTime({ at }: { readonly at: number }) {
  const clock = useClock();
  const now = clock === null || clock.mode === "real" ? Date.now() : clock.now;
  const day = date(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {day === date(now) ? "" : `${day} `}
      {time(at)}
    </time>
  );
}
