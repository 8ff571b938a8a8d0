// Times of SMPP 3.4, section 7.1.1: `YYMMDDhhmmsstnnp`, absolute with an offset from UTC in quarter hours, or relative.

import type { Instant, Millis } from "../../core/clock.ts";

const pattern = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+\-R])$/;
const quarterHour = 15 * 60_000;
const day = 86_400_000;
/** Most quarter hours that an offset may have (nn is 00..48). */
const farthestOffset = 48;

export interface SmppTime {
  readonly kind: "absolute" | "relative";
  readonly at: Instant;
}

/**
 * Reads a time of 16 characters; undefined for a wrong shape, an impossible date or an offset over 48. Years up to 37
 * are of the 21st century (Appendix C); relative years and months go by UTC's calendar.
 */
export function parseTime(text: string, now: Instant): SmppTime | undefined {
  const match = text.length === 16 ? pattern.exec(text) : null;
  if (match === null) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0, tenth = 0, offset = 0] = match
    .slice(1, 9)
    .map(Number);
  if (match[9] === "R") {
    const from = new Date(now);
    const target = new Date(now);
    target.setUTCFullYear(from.getUTCFullYear() + year, from.getUTCMonth() + month, 1);
    const lastDate = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
    target.setUTCDate(Math.min(from.getUTCDate(), lastDate));
    const seconds = ((date * 24 + hour) * 60 + minute) * 60 + second;
    return { kind: "relative", at: target.getTime() + seconds * 1_000 };
  }
  if (offset > farthestOffset) return undefined;
  const full = year < 38 ? 2000 + year : 1900 + year;
  const local = Date.UTC(full, month - 1, date, hour, minute, second, tenth * 100);
  const read = new Date(local);
  const isReal =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === date && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  return { kind: "absolute", at: match[9] === "+" ? local - offset * quarterHour : local + offset * quarterHour };
}

/** An instant as an absolute time at `offset` quarter hours from UTC (America/Sao_Paulo: -12): `260302090000012-`. */
export function formatAbsolute(at: Instant, offset: number): string {
  const { digits, tenth } = localDigits(at, offset);
  return `${digits}${tenth}${two(Math.abs(offset))}${offset < 0 ? "-" : "+"}`;
}

/** A span of less than 100 days as a relative time: `000002000000000R` is two days. */
export function formatRelative(duration: Millis): string {
  if (!(duration >= 0 && duration < 100 * day))
    throw new RangeError(`a relative time of ${duration} ms: under 100 days wanted`);
  const seconds = Math.floor(duration / 1_000);
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  return `0000${[...parts, seconds % 60].map(two).join("")}000R`;
}

let latest = { minute: Number.NaN, digits: "" };

/** Local time as in a receipt (Appendix B): `YYMMDDhhmm`, or `YYMMDDhhmmss` with seconds. */
export function receiptDate(at: Instant, offset: number, seconds = false): string {
  if (seconds) return localDigits(at, offset).digits;
  // Caches the minute: many receipts are of the same one.
  const minute = Math.floor((at + offset * quarterHour) / 60_000);
  if (minute !== latest.minute) latest = { minute, digits: localDigits(at, offset).digits.slice(0, 10) };
  return latest.digits;
}

function localDigits(at: Instant, offset: number) {
  const iso = new Date(at + offset * quarterHour).toISOString();
  const digits = iso.replace(/\D/g, "");
  return { digits: digits.slice(2, 14), tenth: digits.slice(14, 15) };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
