// Values of `when` with forms of their own: ranges of numbers, keys of variables, operators.

import { operators } from "../../core/operators.ts";
import { isStatus, statuses } from "../../core/status.ts";
import type { ValueMatcher } from "../engine/matcher.ts";
import type { When } from "../engine/scenario.ts";
import { type PerKey, perKeys } from "../engine/steps.ts";
import { checkFact } from "./check-occasions.ts";
import { type ReadContext, reportNever } from "./context.ts";
import type { Path } from "./document.ts";
import { parseDuration } from "./durations.ts";
import { suggest } from "./finding.ts";
import { parseNumberRange } from "./number-range.ts";
import { factOfPer } from "./occasions.ts";
import type { WhenFile } from "./schema.ts";

/** A number or a range of numbers, for which a variable that was never set is 0; undefined: the value is a text. */
export function stateMatcher(value: string | number | boolean, written: string): ValueMatcher | undefined {
  if (typeof value !== "number") return numberRange(written);
  return { source: written, test: (text) => text === written || Number(text) === value };
}

/** `3..`, `1..3` or `..3`: both ends included. */
function numberRange(text: string): ValueMatcher | undefined {
  const range = parseNumberRange(text, false);
  if (range === null) return undefined;
  const isNumber = (value: string): boolean => /^-?\d*$/.test(value);
  return {
    source: text,
    test: (value) => isNumber(value) && Number(value) >= range.from && Number(value) <= range.until,
  };
}

export function readStatePer(
  context: ReadContext,
  path: Path,
  value: string | number | boolean | undefined,
): PerKey | undefined {
  if (value === undefined) return undefined;
  const per = perKeys.find((key) => key === value);
  if (per === undefined)
    context.report([...path, "per"], `${value} is no key of a request`, suggest(String(value), perKeys));
  else checkFact(context, path, factOfPer[per], `per: ${per}`, "per");
  return per;
}

/** Operators by name without regard to case, or by code. */
export function readOperator(context: ReadContext, path: Path, value: WhenFile["operator"]): When["operator"] {
  if (value === undefined) return undefined;
  const words = (typeof value === "object" ? value : [value]).map(String);
  const codes = words.flatMap((word) => {
    const matching = operators.filter(({ code, name }) => code === word || name.toLowerCase() === word.toLowerCase());
    if (matching.length === 0) {
      const operatorNames = [...new Set(operators.map(({ name }) => name.toLowerCase()))];
      context.report(path, `there is no operator ${word}`, suggest(word.toLowerCase(), operatorNames));
    }
    return matching.map(({ code }) => code);
  });
  return { source: words.join(" or "), codes };
}

/** The statuses of `event: status`. */
export function readStatuses(context: ReadContext, path: Path, file: WhenFile): When["status"] {
  checkIdle(context, path, file);
  if (file.status === undefined) return undefined;
  const words = typeof file.status === "object" ? file.status : [file.status];
  for (const word of words)
    if (!isStatus(word)) context.report([...path, "status"], `${word} is no status`, suggest(word, statuses));
  return words;
}

function checkIdle(context: ReadContext, path: Path, { event, session }: WhenFile): void {
  const [from = ""] = (session?.idle ?? "").split("..");
  if (event === "idle" && (from.trim() === "" || parseDuration(from.trim()) === 0))
    context.report(path, "the event idle does not say for how long", "Write session: { idle: 60s.. }", "event");
}

/** Time after the scenario's start. */
export function readWindow(context: ReadContext, path: Path, text: string): When["window"] {
  const [from, until] = text.split("..").map((part) => parseDuration(part.trim()));
  if (from === undefined || until === undefined || from === null || until === null) {
    context.report(path, `window is ${text}`, "Write two durations, such as 10m..20m");
    return undefined;
  }
  if (from >= until) {
    reportNever(context, path, `its window ends before it begins`, "Write the earlier time first, such as 10m..20m");
  }
  return { from, until };
}
