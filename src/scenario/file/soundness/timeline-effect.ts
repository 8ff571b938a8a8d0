// SC09: entries of the timeline that cannot have an effect at their time.

import type { Millis } from "../../../core/clock.ts";
import type { TimelineAction } from "../../engine/steps.ts";
import type { TimelineItem } from "../../engine/timeline.ts";
import type { Path } from "../document.ts";
import type { Inspected } from "./inspected.ts";

export function findVainEntries(inspected: Inspected): void {
  const { scenario, file } = inspected;
  const start = scenario.clock?.start;
  const outages = new Map<string, { readonly until: Millis; readonly at: Millis }>();
  const entries = scenario.timeline
    .map((item) => ({ item, at: timeOf(item, start) }))
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  for (const { item, at } of entries) {
    const place: Path = ["timeline", item.number - 1];
    const isList = Array.isArray(file.timeline?.[item.number - 1]?.do);
    if (at !== null && at < 0) {
      const problem = "the entry lies before the start of the clock, and happens at the start";
      inspected.report(place, problem, "Write a later time", "at", "SC09");
    }
    for (const [index, action] of item.actions.entries()) {
      const path = isList ? [...place, "do", index] : [...place, "do"];
      if (at !== null) checkAction(inspected, action, Math.max(0, at), path, outages);
    }
  }
}

/** Time after the start; null: an instant, and the start is not known. */
function timeOf({ at }: TimelineItem, start: number | undefined): Millis | null {
  if ("after" in at) return at.after;
  return start === undefined ? null : at.instant - start;
}

function checkAction(
  inspected: Inspected,
  action: TimelineAction,
  at: Millis,
  path: Path,
  outages: Map<string, { readonly until: Millis; readonly at: Millis }>,
): void {
  const { report } = inspected;
  if (action.kind === "outage") {
    const before = outages.get(action.provider);
    if (before !== undefined && at < before.until) {
      const problem = `the outage of ${action.provider} begins within another one, and replaces it`;
      report([...path, "outage"], problem, "Begin it after the end of the other one", undefined, "SC09");
    }
    outages.set(action.provider, { at, until: at + action.forMs });
    return;
  }
  const isAboutHeld = action.kind === "release" || action.kind === "refuse";
  if (!isAboutHeld && action.kind !== "report") return;
  // A scenario with a clock or a seed of its own begins in a sandbox without messages.
  const { clock, seed } = inspected.scenario;
  if (at > 0 || (clock === undefined && seed === undefined)) return;
  const problem = isAboutHeld ? `nothing can be held before ${action.kind}` : "there is no message yet to report on";
  report(path, problem, "Write a later time", action.kind, "SC09");
}
