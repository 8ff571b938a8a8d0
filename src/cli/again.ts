// Command that repeats a check for a rule alone.

import { commandName } from "../core/command-name.ts";
import type { Flags } from "./flags.ts";
import { reportFlags } from "./report-plan.ts";
import { shellWord } from "./shell-variables.ts";

/** Flags that a repetition does without: those of reports, and what nobody should read in a log. */
const left = new Set([...reportFlags, "no-timing", "no-texts", "conduct", "all", "export", "token"]);

/**
 * @param start words of the command: `run --conduct`
 * @param words command of the run
 */
export function againWith(start: string, flags: Flags, words: readonly string[] = []): (id: string) => string {
  const given = Object.entries(flags).filter(([name]) => !left.has(name));
  const before = [commandName, start, ...given.flatMap(([name, value]) => flagWords(name, value))];
  const behind = words.length === 0 ? [] : ["--", ...words.map(shellWord)];
  return (id) => [...before, "--only", id, ...behind].join(" ");
}

/** Text around the placeholders of a template that cannot be a secret. */
const plain = /^(?:\{[^{}]*\}|[:/.])*$/;

/** Returns a value without what nobody should read in a log: literal values of `--env`, the query of `--callback`. */
function withoutSecrets(name: string, value: string): string {
  const [, key = "", rest = ""] = /^([^=]*)=(.*)$/s.exec(value) ?? [];
  if (name === "env") return plain.test(rest) ? shellWord(value) : `${shellWord(key)}="$${key.replaceAll(/\W/g, "_")}"`;
  if (name !== "callback") return shellWord(value);
  return shellWord(value.replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//"));
}

function flagWords(name: string, value: unknown): string[] {
  if (value === true) return [`--${name}`];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((value) => [`--${name}`, withoutSecrets(name, String(value))]);
}
