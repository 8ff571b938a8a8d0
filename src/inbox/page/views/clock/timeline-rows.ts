import type { BilingualView } from "../../../../api/schema/common.ts";
import type { ScenarioView } from "../../../../api/schema/scenario.ts";

/** An entry of the timeline, or a rule that holds for a while. */
export interface TimelineRow {
  readonly kind: "entry" | "window";
  readonly number: number;
  readonly from: number;
  /** The same instant for an entry that takes no time. */
  readonly until: number;
  /** Sentence of an entry, title of a rule. */
  readonly words: BilingualView | string;
}

/** Rows in the order of time. */
export function timelineRows({ timeline, rules }: Pick<ScenarioView, "timeline" | "rules">): readonly TimelineRow[] {
  return [
    ...timeline.map(({ number, at, until = at, english, portuguese }): TimelineRow => {
      return { kind: "entry", number, from: at, until, words: { english, portuguese } };
    }),
    ...rules.flatMap(({ number, title, window }): TimelineRow[] =>
      window === undefined ? [] : [{ kind: "window", number, ...window, words: title }],
    ),
  ].toSorted((a, b) => a.from - b.from || a.until - b.until);
}
