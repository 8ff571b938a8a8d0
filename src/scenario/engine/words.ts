// Small pieces of the English that rules, near misses and explanations share.

import type { Millis } from "../../core/clock.ts";
import type { RequestNumbers, TimeOfDay } from "./shape.ts";

const units: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1000, "s"],
];

/** `300ms`, `90s`, `48h`: the largest unit that says it without a fraction. Two days and more in days from three on. */
export function spanWords(ms: Millis): string {
  for (const [size, unit] of units) {
    if (ms >= size && ms % size === 0 && !(unit === "d" && ms < 3 * size)) return `${ms / size}${unit}`;
  }
  return ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `the 2nd request`, `one of requests 1 to 3`, `every 3rd request`, `a request after the 10th`. */
export function nthWords(nth: RequestNumbers): string {
  switch (nth.kind) {
    case "range":
      return nth.from === nth.until
        ? `the ${ordinal(nth.from)} request`
        : `one of requests ${nth.from} to ${nth.until}`;
    case "every":
      return `every ${ordinal(nth.every)} request`;
    case "after":
      return `a request after the ${ordinal(nth.after)}`;
  }
}

/** `22:00 to 09:00 (America/Sao_Paulo)`. */
export function timeWords(stretch: TimeOfDay): string {
  return `${clockWords(stretch.from)} to ${clockWords(stretch.until)} (${stretch.zone})`;
}

export function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${ending}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

function clockWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
