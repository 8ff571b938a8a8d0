import type { ComponentChildren } from "preact";
import type { OverviewView } from "../../../../api/schema/overview.ts";
import { useInbox } from "../../inbox.ts";
import { date, dateTime, time } from "../../parts/time.ts";
import type { Selection } from "./sums.ts";

interface Props {
  readonly overview: OverviewView;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Actions on the span. */
  readonly children: ComponentChildren;
}

/** Bounds of the selected span, for the keyboard; a drag over a chart sets them too. */
export function TimeBrush({ overview, selection, onSelect, children }: Props) {
  const { say } = useInbox();
  const last = overview.buckets.length - 1;
  const { from, until } = selection ?? { from: 0, until: last };
  const words = date(overview.from) === date(overview.until) ? time : dateTime;
  const timeOf = (bucket: number): string => words(overview.from + bucket * overview.width);
  return (
    <fieldset
      class="time-brush"
      onKeyDown={(event) => {
        if (event.key === "Escape") onSelect(null);
      }}
    >
      <legend class="unseen">{say("span")}</legend>
      <label>
        <span>{say("span-from")}</span>
        <input
          type="range"
          min="0"
          max={last}
          value={from}
          aria-valuetext={timeOf(from)}
          onInput={(event) => {
            const bucket = Number(event.currentTarget.value);
            onSelect({ from: bucket, until: Math.max(until, bucket) });
          }}
        />
        <output>{timeOf(from)}</output>
      </label>
      <label>
        <span>{say("span-until")}</span>
        <input
          type="range"
          min="0"
          max={last}
          value={until}
          aria-valuetext={timeOf(until + 1)}
          onInput={(event) => {
            const bucket = Number(event.currentTarget.value);
            onSelect({ from: Math.min(from, bucket), until: bucket });
          }}
        />
        <output>{timeOf(until + 1)}</output>
      </label>
      {children}
    </fieldset>
  );
}
