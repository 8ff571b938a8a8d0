// Parts of a date in the invariant culture: what a list of them can mean, and the names of months and days.

import { type AsmxDateTime, shifted } from "./date-time.ts";

export const months = "january,february,march,april,may,june,july,august,september,october,november,december".split(
  ",",
);
export const weekdays = "sunday,monday,tuesday,wednesday,thursday,friday,saturday".split(",");

/** A part of a date: a number of one or two digits, a year of more, a month's name. */
export interface DatePart {
  readonly kind: "number" | "year" | "month";
  readonly value: number;
}

/** The dates that the parts can mean, the first choice first. */
export function possibleDates(
  parts: readonly DatePart[],
  thisYear: number,
  isDayMonth: boolean,
): readonly (readonly [number, number, number])[] {
  const month = parts.find(({ kind }) => kind === "month")?.value;
  const year = parts.find(({ kind }) => kind === "year")?.value;
  const [a, b, c] = parts.filter(({ kind }) => kind === "number").map(({ value }) => value);
  if (parts.filter(({ kind }) => kind === "year").length > 1 || a === undefined) {
    return year === undefined || month === undefined || parts.length !== 2 ? [] : [[year, month, 1]];
  }
  if (month !== undefined && year !== undefined) return [[year, month, a]];
  if (month !== undefined && b !== undefined) {
    return [
      [fullYear(b), month, a],
      [fullYear(a), month, b],
    ];
  }
  if (month !== undefined)
    return isDayMonth || parts[0]?.kind === "month" ? [[thisYear, month, a]] : [[fullYear(a), month, 1]];
  if (year !== undefined) return [[year, a, b ?? 1]];
  if (b === undefined) return [];
  return [[c === undefined ? thisYear : fullYear(c), a, b]];
}

/** Two digits of a year, up to 2029. */
function fullYear(digits: number): number {
  return digits > 99 ? digits : digits + (digits < 30 ? 2000 : 1900);
}

/** The number of a name or of its first three letters; -1: there is none. */
export function indexOf(names: readonly string[], word: string): number {
  return names.findIndex((name) => name === word || name.slice(0, 3) === word);
}

/** Hundreds of nanoseconds of the digits behind the point. */
export function ticksOf(digits: string): number {
  return digits === "" ? 0 : Math.round(Number(`0.${digits}`) * 10_000_000);
}

export function plusTicks(value: AsmxDateTime, ticks: number): AsmxDateTime {
  if (ticks < 10_000_000) return { ...value, ticks };
  const seconds = value.hour * 3600 + value.minute * 60 + value.second + 1;
  const day = shifted(value, Math.floor(seconds / 86_400) * 1440, value.kind);
  const left = seconds % 86_400;
  return { ...day, hour: Math.floor(left / 3600), minute: Math.floor((left % 3600) / 60), second: left % 60, ticks: 0 };
}
