// Text matchers as scenario files write them: a literal, a glob (`55119*`), or a regular expression between slashes.
// Expressions run on RE2, whose time grows with the text alone: no file can make the emulator hang.

import { RE2JS } from "re2js";
import { normalise } from "../../core/address.ts";
import { UsageError } from "../../core/usage-error.ts";
import { literal, type ValueMatcher } from "../engine/matcher.ts";

/** A matcher, or why the text is none. */
export type Compiled = { readonly matcher: ValueMatcher } | { readonly error: string };

const longestPattern = 1000;

/** Compiles a text matcher. `\*` is an asterisk, `*` any number of characters. */
export function compileText(source: string): Compiled {
  const expression = /^\/(.*)\/([a-z]*)$/s.exec(source);
  if (expression !== null && source.length > 2)
    return compileExpression(source, expression[1] ?? "", expression[2] ?? "");
  if (!/(?<!\\)\*/.test(source)) return { matcher: { ...literal(source.replaceAll("\\*", "*")), source } };
  return { matcher: glob(source, source) };
}

/** Compiles a matcher of recipients, which calls give in normal form (digits, country first). */
export function compileNumber(source: string): Compiled {
  if (source.startsWith("/")) return compileText(source);
  if (!source.includes("*")) return { matcher: { ...literal(normalise(source)), source } };
  const bare = /^[\d+()\-.\s*]+$/.test(source) ? source.replace(/[+()\-.\s]/g, "") : source;
  // 119* is an area code and a beginning; 5511* has its country already.
  const national = /^[1-9]\d+\*/.test(bare) && !bare.startsWith("55") && !source.startsWith("+");
  return { matcher: glob(source, national ? `55${bare}` : bare) };
}

/** Compiles a matcher of senders, which may be words, short codes, or numbers in any form. */
export function compileSender(source: string): Compiled {
  if (source.startsWith("/") || source.includes("*")) return compileText(source);
  const normal = normalise(source);
  return { matcher: { source, test: (text) => text === source || normalise(text) === normal } };
}

function glob(source: string, pattern: string): ValueMatcher {
  const parts = pattern.split(/(?<!\\)\*+/).map((part) => part.replaceAll("\\*", "*"));
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  const middle = parts.slice(1, -1);
  return {
    source,
    ...(first === "" ? {} : { prefix: first }),
    test(text) {
      if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
      // The leftmost place of each part leaves the most room for the next: no backtracking.
      let at = first.length;
      const end = text.length - last.length;
      for (const part of middle) {
        const index = text.indexOf(part, at);
        if (index < 0 || index + part.length > end) return false;
        at = index + part.length;
      }
      return true;
    },
  };
}

function compileExpression(source: string, pattern: string, letters: string): Compiled {
  if (pattern.length > longestPattern) return { error: `longer than ${longestPattern} characters` };
  let flags = 0;
  for (const letter of letters) {
    const flag = flagOf(letter);
    if (flag === null) return { error: `unknown flag ${letter}; i, m and s are known` };
    flags |= flag;
  }
  try {
    const compiled = RE2JS.compile(pattern, flags);
    const needed = neededText(pattern);
    const folds = letters.includes("i");
    const anchored = pattern.startsWith("^") && !folds && !letters.includes("m") && needed !== "";
    const hint = anchored ? { prefix: needed } : {};
    return { matcher: { source, ...hint, test: quickly(needed, folds, (text) => compiled.test(text)) } };
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error) };
  }
}

function flagOf(letter: string): number | null {
  if (letter === "i") return RE2JS.CASE_INSENSITIVE;
  if (letter === "m") return RE2JS.MULTILINE;
  if (letter === "s") return RE2JS.DOTALL;
  return letter === "u" ? 0 : null;
}

// Looking for the needed text is much cheaper than running the expression. Beyond ASCII, letters fold in ways that lower
// case does not know (sigma has two small forms).
function quickly(needed: string, folds: boolean, test: ValueMatcher["test"]): ValueMatcher["test"] {
  if (needed === "" || (folds && !/^[ -~]+$/.test(needed))) return test;
  if (!folds) return (text) => text.includes(needed) && test(text);
  const lower = lowered(needed);
  return (text) => lowered(text).includes(lower) && test(text);
}

/** Returns ASCII in small letters, as case folding sees it: the long s folds to an s, but is small already. */
function lowered(text: string): string {
  return text.toLowerCase().replaceAll("\u017f", "s");
}

// A text that every match must contain, when the expression plainly begins with one.
function neededText(pattern: string): string {
  if (/[|(]/.test(pattern)) return "";
  const [start = ""] = /^\^?[\p{L}\p{N} _:=]+/u.exec(pattern) ?? [];
  const whole = start.replace(/^\^/, "");
  const quantified = /^[*?{+]/.test(pattern.slice(start.length));
  return quantified ? whole.slice(0, -1) : whole;
}

/** Compiles a glob or a regular expression as the control API writes them. @throws UsageError */
export function compilePattern(pattern: { readonly glob: string } | { readonly regex: string }): ValueMatcher["test"] {
  if ("glob" in pattern) {
    const { glob: source } = pattern;
    return (/(?<!\\)\*/.test(source) ? glob(source, source) : literal(source.replaceAll("\\*", "*"))).test;
  }
  const compiled = compileExpression(pattern.regex, pattern.regex, "");
  if ("matcher" in compiled) return compiled.matcher.test;
  const problem = `is no regular expression (${compiled.error})`;
  throw new UsageError({ where: "regex", problem, value: pattern.regex, remedy: "write it in RE2 syntax" });
}
