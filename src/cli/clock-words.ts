// Clocks and moves of a clock, as a person writes them.

import { durationOf, instantOf } from "../api/duration.ts";
import type { ClockInput } from "../api/schema/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";

/** `real`, `manual`, `60x`. @param start an instant @throws UsageError */
export function clockInput(word: string, start: string | undefined, where: string): ClockInput {
  const begins = start === undefined ? {} : { start: instantOf(start, "--start") };
  const [, speed] = /^(\d{1,7}(?:\.\d{1,3})?)x$/.exec(word) ?? [];
  if (speed !== undefined) return { mode: "speeded", speed: Number(speed), ...begins };
  if (word === "manual") return { mode: "manual", ...begins };
  if (word === "real" && start === undefined) return "real";
  if (word === "real") {
    const remedy = "give a start to a manual or a faster clock";
    throw new UsageError({ where: "--start", problem: "is not for the real clock", remedy });
  }
  const remedy = "60x lets a minute pass in a second";
  throw new UsageError({ where, problem: "must be real, manual or a speed such as 60x", value: word, remedy });
}

const longestMove = 3_650 * 86_400_000;

/** `48h`, `next`, `2026-03-02T12:00:00Z`. @throws UsageError */
export function moveOf(word: string): { readonly by: number } | { readonly to: number } | { readonly next: true } {
  if (word === "next") return { next: true };
  if (/^\d{4}-/.test(word)) return { to: instantOf(word, "advance") };
  return { by: durationOf(word, "advance", longestMove) };
}
