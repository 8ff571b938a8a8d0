// Times of day in the zone that the file names. Core knows America/Sao_Paulo; any other zone is asked of the platform.

import type { Instant } from "../../core/clock.ts";
import { saoPauloOffset } from "../../core/local-time.ts";
import type { DayMatcher, TimeOfDay } from "../engine/scenario.ts";
import { type ReadContext, reportNever } from "./context.ts";
import type { Path } from "./document.ts";

const ourZone = "America/Sao_Paulo";

/** Reports a time zone that does not exist, at the place where the file names it. */
export function checkZone(context: Pick<ReadContext, "report">, path: Path, zone: string | undefined): void {
  if (zone === undefined || zone === ourZone || clockIn(zone) !== null) return;
  context.report([...path, "timezone"], `there is no time zone ${zone}`, "Write a zone such as America/Manaus or UTC");
}

export function readBetween(
  context: ReadContext,
  path: Path,
  value: string | readonly [string, string],
  timezone: string | undefined,
): TimeOfDay | undefined {
  const [from, until] = (typeof value === "string" ? value.split("..") : value).map((part) => minuteOf(part.trim()));
  const at = [...path, "between"];
  if (from === undefined || until === undefined || from === null || until === null) {
    context.report(at, `between is ${String(value)}`, "Write times of day, such as 22:00..09:00");
    return undefined;
  }
  if (from === until) {
    reportNever(context, at, "it ends when it begins", "Write two different times, such as 22:00..09:00");
  }
  const zone = timezone ?? context.timezone;
  if (zone === ourZone) return { from, until, zone };
  const minuteIn = clockIn(zone);
  return minuteIn === null ? undefined : { from, until, zone, minuteOf: minuteIn };
}

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** Minute of the day in a zone; null: there is no such zone. */
function clockIn(zone: string): ((now: Instant) => number) | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  } catch {
    return null;
  }
  return (now) => {
    const parts = format.formatToParts(now);
    const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
    return part("hour") * 60 + part("minute");
  };
}

const dayNames: readonly string[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const dayMs = 86_400_000;

/** `mon..fri` or dates; both ends are included, and weekdays wrap. */
export function readDays(
  context: ReadContext,
  path: Path,
  key: "weekday" | "date",
  words: readonly string[],
  timezone: string | undefined,
): DayMatcher | undefined {
  const zone = timezone ?? context.timezone;
  const dayIn = calendarIn(zone);
  if (dayIn === null) return undefined;
  const ranges = words.map((word) => (key === "weekday" ? weekdayRange(word) : dateRange(word)));
  const wrong = words[ranges.indexOf(null)];
  if (wrong !== undefined) {
    const remedy = key === "weekday" ? "Write mon, or mon..fri" : "Write 2026-03-02, or 2026-03-02..2026-03-06";
    context.report([...path, key], `${wrong} is no ${key}`, remedy);
    return undefined;
  }
  return {
    source: words.join(" or "),
    passes: (now) => {
      const day = dayIn(now);
      const value = key === "weekday" ? (((day + 4) % 7) + 7) % 7 : day;
      return ranges.some((range) => range !== null && isInRange(value, range));
    },
  };
}

type DayRange = readonly [from: number, until: number];

function isInRange(value: number, [from, until]: DayRange): boolean {
  return from <= until ? value >= from && value <= until : value >= from || value <= until;
}

function weekdayRange(word: string): DayRange | null {
  const [from = -1, until = from] = word.split("..").map((name) => dayNames.indexOf(name.trim()));
  return from < 0 || until < 0 ? null : [from, until];
}

/** Days since 1970; not a number for a day that its month lacks. */
function dayOf(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? at / dayMs : Number.NaN;
}

/** Days since 1970. */
function dateRange(word: string): DayRange | null {
  const [first = "", last] = word.split("..").map((part) => part.trim());
  const day = (text: string): number => (/^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : Number.NaN);
  const from = first === "" ? Number.NEGATIVE_INFINITY : day(first);
  const until = last === undefined ? from : last === "" ? Number.POSITIVE_INFINITY : day(last);
  return Number.isNaN(from) || Number.isNaN(until) || from > until ? null : [from, until];
}

/** The day of an instant in a zone, counted from 1970; null: there is no such zone. */
function calendarIn(zone: string): ((now: Instant) => number) | null {
  if (zone === ourZone) {
    return (now) => Math.floor((now + saoPauloOffset * 60_000) / dayMs);
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch {
    return null;
  }
  return (now) => Date.parse(`${format.format(now)}T00:00:00Z`) / dayMs;
}
