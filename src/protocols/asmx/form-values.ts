// Values of the HTTP GET and POST bindings: Convert.ChangeType with the invariant culture, which reads numbers and above
// all dates otherwise than XmlSerializer does (asmx.md section 7).

import { type AsmxDateTime, isDate, missingDateTime, shifted, ticksOf, today, type ZoneAndClock } from "./date-time.ts";
import type { AsmxType } from "./service.ts";
import { type ParsedValue, parseDecimal, parseWhole, refused } from "./values.ts";

/** Reads a field's text as a value of this type. */
export function parseFormValue(type: AsmxType, text: string, zone: ZoneAndClock): ParsedValue {
  switch (type) {
    case "string":
      return { ok: true, value: text };
    case "dateTime": {
      const value = text.length > 100 ? null : parseInvariantDateTime(text, zone);
      return value === null
        ? refused("System.FormatException", "String was not recognized as a valid DateTime.")
        : { ok: true, value };
    }
    case "decimal":
      return parseDecimal(text, true);
    default:
      return parseWhole(type, text, true);
  }
}

const DATE_AND_TIME =
  /^(?:(?:(?<year>\d{4})[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?|(?<usMonth>\d{1,2})[-/.](?<usDay>\d{1,2})[-/.](?<usYear>\d{4}|\d\d))(?:[ T]+|$))?(?:(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d{1,20}))?)?)? ?(?<half>[AaPp][Mm])? ?(?<zone>[Zz]|GMT|[+-]\d{1,2}:\d\d)?$/;

/**
 * The usual forms of DateTime.Parse: ISO with `T` or a blank, `MM/dd/yyyy` (12/07/2015 is December 7), with or without
 * seconds and AM or PM, a time alone (today), Z or an offset (turned into the server's local time). Names of months and
 * days are not read.
 */
export function parseInvariantDateTime(text: string, zone: ZoneAndClock): AsmxDateTime | null {
  const trimmed = text.trim();
  const given = DATE_AND_TIME.exec(trimmed)?.groups;
  if (given === undefined || trimmed === "") return null;
  const number = (name: string): number | null => (given[name] === undefined ? null : Number(given[name]));
  const hour = hourOf(number("hour"), given["half"]);
  const minute = number("minute") ?? 0;
  const second = number("second") ?? 0;
  if (hour === null || minute > 59 || second > 59) return null;
  const hasDate = given["year"] !== undefined || given["usYear"] !== undefined;
  if (!hasDate && given["hour"] === undefined) return null;
  const base = hasDate ? dateOf(number) : today(zone);
  if (base === null) return null;
  const ticks = Math.min(ticksOf(given["fraction"] ?? ""), 9_999_999);
  const value: AsmxDateTime = { ...base, hour, minute, second, ticks };
  const offset = given["zone"];
  return offset === undefined ? value : shifted(value, zone.utcOffset - minutesEast(offset), "local");
}

function dateOf(number: (name: string) => number | null): AsmxDateTime | null {
  const short = number("usYear") ?? 0;
  const usYear = short > 99 ? short : short + (short < 30 ? 2000 : 1900);
  const year = number("year") ?? usYear;
  const month = number("month") ?? number("usMonth") ?? 1;
  const day = number("day") ?? number("usDay") ?? 1;
  return isDate(year, month, day) ? { ...missingDateTime, year, month, day } : null;
}

/** Hour of the day; null when it cannot be one. */
function hourOf(hour: number | null, half: string | undefined): number | null {
  if (hour === null) return half === undefined ? 0 : null;
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function minutesEast(offset: string): number {
  if (/^(?:z|gmt)$/i.test(offset)) return 0;
  const [hours, minutes] = offset.slice(1).split(":");
  return (offset.startsWith("-") ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
