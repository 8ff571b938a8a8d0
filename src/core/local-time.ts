// Dates as Brazilian providers write them: wall clock of America/Sao_Paulo. Summer time ended in 2019, so the offset is
// taken as -03:00 for every instant. Arithmetic on days instead of Intl, because every answer with a date comes by here.

import type { Instant } from "./clock.ts";

/** Time as a wall clock and a calendar show it. `month` and `day` count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Minutes to add to UTC in America/Sao_Paulo. */
export const saoPauloOffset = -180;

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The date and time of an instant, `offset` minutes ahead of UTC. */
export function civilOf(instant: Instant, offset: number = saoPauloOffset): Civil {
  const local = Math.floor(instant) + offset * minuteMs;
  const days = Math.floor(local / dayMs);
  const rest = local - days * dayMs;
  // Years here begin in March, so that the leap day is the last; eras are the 400 years after which the calendar repeats.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / minuteMs) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: rest % 1000,
  };
}

/** The instant of a date and time `offset` minutes ahead of UTC, or null when no calendar has that date or no clock that time. */
export function instantOf(civil: Civil, offset: number = saoPauloOffset): Instant | null {
  const { year, month, day, hour, minute, second, millisecond } = civil;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  if (millisecond < 0 || millisecond > 999) return null;
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return days * dayMs + (hour * 60 + minute - offset) * minuteMs + second * 1000 + millisecond;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function dateTime(c: Civil): string {
  return `${padded(c.year, 4)}-${two(c.month)}-${two(c.day)} ${two(c.hour)}:${two(c.minute)}:${two(c.second)}`;
}

/** `yyyy-MM-dd HH:mm:ss` in America/Sao_Paulo. */
export function localDateTime(instant: Instant): string {
  return dateTime(civilOf(instant));
}

/** `yyyy-MM-dd HH:mm:ss.SSS` in America/Sao_Paulo. */
export function localDateTimeMillis(instant: Instant): string {
  const civil = civilOf(instant);
  return `${dateTime(civil)}.${padded(civil.millisecond, 3)}`;
}

/** `YYMMDDhhmm` in America/Sao_Paulo, as delivery receipts carry it (SMPP 3.4, appendix B). */
export function localMinute(instant: Instant): string {
  const c = civilOf(instant);
  return `${two(c.year % 100)}${two(c.month)}${two(c.day)}${two(c.hour)}${two(c.minute)}`;
}

const strict = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** The instant of `yyyy-MM-dd HH:mm:ss` in America/Sao_Paulo; null for any other form and for impossible dates. */
export function parseLocalDateTime(written: string): Instant | null {
  const match = strict.exec(written);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute, second, millisecond: 0 });
}
