// SC06: conditions of a rule that never hold together, or at all.

import type { Instant, Millis } from "../../../core/clock.ts";
import { isArea } from "../../../core/numbering-plan.ts";
import type { ValueMatcher } from "../../engine/matcher.ts";
import type { Rule, When } from "../../engine/scenario.ts";
import { isWithin } from "../../engine/time-of-day.ts";
import type { Path } from "../document.ts";
import { type Inspected, spotsOf } from "./inspected.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Longest window whose every minute is looked at; in a longer one each time of day comes. */
const longestWindow = 14 * day;
/** Days after the start that a date may lie in. */
const farthestDay = 3_660;

export function findImpossibleConditions(inspected: Inspected): void {
  const { scenario, report } = inspected;
  const start = scenario.clock?.start;
  // Rules often share their times, and a walk over ten years of days is slow.
  const moments = new Map<string, boolean>();
  for (const rule of scenario.rules) {
    const path: Path = ["rules", rule.number - 1, "when"];
    const { when } = rule;
    if (when.chance === 0) report(path, "the rule can never hold: chance 0", "Take the rule out", "chance", "SC06");
    // Rules for requests see numbers that the provider refuses, too.
    const area = when.to === undefined || when.event !== "status" ? null : wrongArea(when.to);
    if (area !== null)
      report(path, `the rule can never hold: there is no area code ${area}`, "Write another DDD", "to", "SC06");
    checkSender(inspected, rule, path);
    if (start !== undefined) checkTime(inspected, when, path, start, moments);
  }
}

/** Area code of a recipient, where Brazil has none; null: it is right, or not known. */
function wrongArea({ literals, prefix = "" }: ValueMatcher): string | null {
  const beginnings = literals ?? [prefix];
  const areas = beginnings.map((text) => /^55(\d\d)/.exec(text)?.[1]);
  const [first] = areas;
  return first !== undefined && areas.every((area) => area !== undefined && !isArea(area)) ? first : null;
}

function checkSender({ vocabularies, report }: Inspected, { when }: Rule, path: Path): void {
  if (when.from === undefined || when.event === "inbound" || when.from.test("")) return;
  const spots = spotsOf(when, vocabularies);
  if (spots.length === 0 || spots.some(({ vocabulary }) => vocabulary.senders !== false)) return;
  const name = spots[0]?.vocabulary.provider ?? "";
  const problem = `the rule can never hold: messages of ${name} have no sender`;
  report(path, problem, "Take from out, or choose another provider", "from", "SC06");
}

/** Looks for a moment of a scenario with a start at which all times of a rule hold. */
function checkTime(
  { file, report }: Inspected,
  when: When,
  path: Path,
  start: Instant,
  moments: Map<string, boolean>,
): void {
  const { between, window, weekday, date } = when;
  const passes = (at: Instant): boolean =>
    (between === undefined || isWithin(between, at)) &&
    (weekday === undefined || weekday.passes(at)) &&
    (date === undefined || date.passes(at));
  if (between === undefined && weekday === undefined && date === undefined) return;
  const { timezone = "" } = file.rules?.[Number(path[1])]?.when ?? {};
  const key = JSON.stringify([between, weekday?.source, date?.source, window, timezone]);
  const isMet = (from: Instant, until: Instant, step: Millis, condition = passes): boolean => {
    const problem = moments.get(key) ?? someMoment(from, until, step, condition);
    moments.set(key, problem);
    return problem;
  };
  if (window === undefined) {
    if (date === undefined) return;
    // Two moments of each day, in any zone.
    const days = (at: Instant): boolean => date.passes(at) && weekday?.passes(at) !== false;
    if (isMet(start, start + farthestDay * day, day / 2, days)) return;
    report(
      path,
      "the rule can never hold: the clock starts after its date",
      "Move the date, or the start of the clock",
      "date",
      "SC06",
    );
    return;
  }
  if (window.until - window.from > longestWindow) return;
  if (isMet(start + window.from, start + window.until, minute)) return;
  const other = between === undefined ? (date === undefined ? "weekday" : "date") : "between";
  const problem = `the rule can never hold: its window is ${clockWords(start, window)}, outside its ${other}`;
  report(path, problem, remedyOf(start, passes), "window", "SC06");
}

/** True if a moment holds: the first one, or the begin of a step after it. */
function someMoment(from: Instant, until: Instant, step: Millis, passes: (at: Instant) => boolean): boolean {
  for (let at = from; at < until; at = (Math.floor(at / step) + 1) * step) if (passes(at)) return true;
  return false;
}

/** `Move the window to 13h..21h`: the first stretch after the start in which the rule holds. */
function remedyOf(start: Instant, passes: (at: Instant) => boolean): string {
  let from: Millis | null = null;
  for (let after = 0; after <= longestWindow; after += minute) {
    if (from === null && passes(start + after)) from = after;
    if (from !== null && !passes(start + after))
      return `Move the window to ${durationText(from)}..${durationText(after)}`;
  }
  return from === null ? "Take one of them out" : `Move the window to ${durationText(from)} and later`;
}

function durationText(duration: Millis): string {
  const minutes = Math.round(duration / minute);
  if (minutes % 60 !== 0) return `${minutes}m`;
  return `${minutes / 60}h`;
}

function clockWords(start: Instant, { from, until }: { readonly from: Millis; readonly until: Millis }): string {
  return `${durationText(from)}..${durationText(until)} after ${new Date(start).toISOString().slice(0, 16)}Z`;
}
