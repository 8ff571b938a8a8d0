// .NET's DateTime as far as .asmx shows it: the xsd forms that XmlConvert reads ("AllXsd"), and how values are written.
// asmx.md section 5. Nothing here asks what time it is.

import type { Instant } from "../../core/clock.ts";

/** A date and time on the calendar. `local` is the server's zone, `unspecified` said nothing about a zone. */
export interface AsmxDateTime {
  readonly kind: "unspecified" | "utc" | "local";
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Hundreds of nanoseconds after the second, 0 to 9999999. */
  readonly ticks: number;
}

/** Value of a missing dateTime: DateTime.MinValue. */
export const missingDateTime: AsmxDateTime = {
  kind: "unspecified",
  year: 1,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  ticks: 0,
};

/** The server's zone (minutes east of UTC) and clock, where a value needs them. */
export interface ZoneAndClock {
  readonly utcOffset: number;
  readonly now: () => Instant;
}

export function isMissing(value: AsmxDateTime): boolean {
  return value.year === 1 && value.month === 1 && value.day === 1 && value.hour === 0 && value.minute === 0;
}

/** The instant meant, in milliseconds since 1970; `local` and `unspecified` are read in the server's zone. */
export function instantOf(value: AsmxDateTime, utcOffset: number): Instant {
  return wallMillis(value) - (value.kind === "utc" ? 0 : utcOffset * 60_000);
}

/** The same calendar time moved by whole minutes, with another kind; kept between years 1 and 9999 as .NET does. */
export function shifted(value: AsmxDateTime, minutes: number, kind: AsmxDateTime["kind"]): AsmxDateTime {
  const wall = wallMillis({ ...value, ticks: 0 }) + minutes * 60_000;
  const bounded = Math.min(Math.max(wall, -62_135_596_800_000), 253_402_300_799_000);
  const date = new Date(bounded);
  return {
    kind,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ticks: value.ticks,
  };
}

/** The server's calendar date at this instant, at midnight. */
export function today(zone: ZoneAndClock): AsmxDateTime {
  const date = new Date(zone.now() + zone.utcOffset * 60_000);
  return {
    ...missingDateTime,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/**
 * Reads what .NET calls an AllXsd value: dateTime with seconds, date, time (today's date), year and month, year, month
 * and day, day, month; optional Z or offset; white space around. Null for anything else. An offset gives the server's
 * local time, Z stays UTC.
 */
export function parseXsdDateTime(text: string, zone: ZoneAndClock): AsmxDateTime | null {
  const parts = XSD.exec(text.trim());
  if (parts?.groups === undefined) return null;
  const given = parts.groups;
  const number = (name: string): number | null => (given[name] === undefined ? null : Number(given[name]));
  const hour = number("hour") ?? number("timeHour");
  const minute = number("minute") ?? number("timeMinute") ?? 0;
  const second = number("second") ?? number("timeSecond") ?? 0;
  if (hour !== null && (hour > 23 || minute > 59 || second > 59)) return null;
  const base = calendarBase(given, number, zone);
  if (base === null) return null;
  const fraction = ticksOf(given["fraction"] ?? given["timeFraction"] ?? "");
  let value: AsmxDateTime = { ...base, hour: hour ?? 0, minute, second, ticks: fraction % 10_000_000 };
  if (fraction === 10_000_000) value = addSecond(value);
  const offset = given["zone"];
  if (offset === undefined) return value;
  if (offset === "Z" || offset === "z") return { ...value, kind: "utc" };
  const east = (offset.startsWith("-") ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return shifted(value, zone.utcOffset - east, "local");
}

const TIME = (prefix: string): string => {
  const name = (part: string): string => (prefix === "" ? part : prefix + part[0]?.toUpperCase() + part.slice(1));
  return `(?<${name("hour")}>\\d\\d):(?<${name("minute")}>\\d\\d):(?<${name("second")}>\\d\\d)(?:\\.(?<${name("fraction")}>\\d+))?`;
};
const XSD = new RegExp(
  `^(?:(?<year>\\d{4})(?:-(?<month>\\d\\d)(?:-(?<day>\\d\\d)(?:T${TIME("")})?)?)?|${TIME("time")}` +
    `|--(?<mdMonth>\\d\\d)-(?<mdDay>\\d\\d)|---(?<onlyDay>\\d\\d)|--(?<onlyMonth>\\d\\d)(?:--)?)` +
    `(?<zone>[Zz]|[+-]\\d\\d:\\d\\d)?$`,
);

/** The calendar part, valid as a date, or null. Years of the forms without one are .NET's: 1904 for month and day. */
function calendarBase(
  given: Readonly<Record<string, string | undefined>>,
  number: (name: string) => number | null,
  zone: ZoneAndClock,
): AsmxDateTime | null {
  if (given["timeHour"] !== undefined) return today(zone);
  const year = number("year") ?? (given["mdDay"] === undefined ? today(zone).year : 1904);
  const month = number("month") ?? number("mdMonth") ?? number("onlyMonth") ?? 1;
  const day = number("day") ?? number("mdDay") ?? number("onlyDay") ?? 1;
  return isDate(year, month, day) ? { ...missingDateTime, year, month, day } : null;
}

export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return day <= last.getUTCDate();
}

/** Ticks of the digits after the point, rounded half to even at the seventh: 10000000 when that fills the second. */
export function ticksOf(digits: string): number {
  const kept = Number(digits.slice(0, 7).padEnd(7, "0"));
  const rest = digits.slice(7);
  if (rest === "" || rest.charCodeAt(0) < 0x35) return kept;
  const half = rest.charCodeAt(0) === 0x35 && !/[1-9]/.test(rest.slice(1));
  return kept + (half ? kept & 1 : 1);
}

function addSecond(value: AsmxDateTime): AsmxDateTime {
  const seconds = value.hour * 3600 + value.minute * 60 + value.second + 1;
  const next = shifted(value, Math.floor(seconds / 86_400) * 1440, value.kind);
  const left = seconds % 86_400;
  return { ...next, hour: Math.floor(left / 3600), minute: Math.floor((left % 3600) / 60), second: left % 60 };
}

/** As XmlSerializer writes it: `2015-07-12T00:00:00`, a fraction only when there is one, `Z` or the server's offset. */
export function formatDateTime(value: AsmxDateTime, utcOffset: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = `${String(value.year).padStart(4, "0")}-${two(value.month)}-${two(value.day)}`;
  const fraction = value.ticks === 0 ? "" : `.${String(value.ticks).padStart(7, "0").replace(/0+$/, "")}`;
  const time = `${two(value.hour)}:${two(value.minute)}:${two(value.second)}${fraction}`;
  if (value.kind === "unspecified") return `${date}T${time}`;
  if (value.kind === "utc") return `${date}T${time}Z`;
  const minutes = Math.abs(utcOffset);
  return `${date}T${time}${utcOffset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function wallMillis(value: AsmxDateTime): number {
  const date = new Date(0);
  date.setUTCFullYear(value.year, value.month - 1, value.day);
  return date.setUTCHours(value.hour, value.minute, value.second, Math.floor(value.ticks / 10_000));
}
