// Command that repeats a check for a rule alone.

import type { Flags } from "./flags.ts";
import { reportFlags } from "./report-plan.ts";
import { shellWord } from "./shell-variables.ts";

/** Flags that a repetition does without: those of reports, and what nobody should read in a log. */
const left = new Set([...reportFlags, "no-timing", "no-texts", "conduct", "all", "export", "token"]);

/**
 * @param start words of the command: `torpedo run --conduct`
 * @param words command of the run
 */
export function againWith(start: string, flags: Flags, words: readonly string[] = []): (id: string) => string {
  const given = Object.entries(flags).filter(([name]) => !left.has(name));
  const before = [start, ...given.flatMap(([name, value]) => flagWords(name, value))];
  const behind = words.length === 0 ? [] : ["--", ...words.map(shellWord)];
  return (id) => [...before, "--only", id, ...behind].join(" ");
}

function flagWords(name: string, value: unknown): string[] {
  if (value === true) return [`--${name}`];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => [`--${name}`, shellWord(String(one))]);
}
