// SC10: a glob or a regular expression that fits every value, or none that a provider accepts.

import { isArea } from "../../../core/numbering-plan.ts";
import type { ValueMatcher } from "../../engine/matcher.ts";
import type { Path } from "../document.ts";
import type { Inspected } from "./inspected.ts";

const numberKeys = ["to"] as const;
const textKeys = ["from", "text", "id"] as const;

export function findWidePatterns({ scenario, report }: Inspected): void {
  for (const { number, when } of scenario.rules) {
    const path: Path = ["rules", number - 1, "when"];
    for (const key of numberKeys) {
      const matcher = when[key];
      if (matcher === undefined || matcher.literals !== undefined) continue;
      if (numbers.every((one) => matcher.test(one)))
        report(path, `${key}: ${matcher.source} fits every number`, wide(key), key, "SC10");
      else if (fitsNoNumber(matcher)) {
        const remedy = "Numbers are compared as digits, country first: write 5511*, or 119*";
        report(path, `${key}: ${matcher.source} fits no number`, remedy, key, "SC10");
      }
    }
    for (const key of textKeys) {
      const matcher = when[key];
      if (matcher === undefined || matcher.literals !== undefined) continue;
      if (texts.every((one) => matcher.test(one)))
        report(path, `${key}: ${matcher.source} fits every text`, wide(key), key, "SC10");
    }
  }
}

function wide(key: string): string {
  return `Take ${key} out, or make it narrower`;
}

/** Two numbers of each area code. */
const numbers = Array.from({ length: 89 }, (_, index) => String(index + 11))
  .filter(isArea)
  .flatMap((area) => [`55${area}999990001`, `55${area}987654328`]);
const texts = ["PIN 1234", "olá", "https://example.com/?a=1", "*", "5511999990001", "x\ny", "zq"];

/** True of an expression that asks for signs which no number in normal form has, or of a glob with such signs. */
function fitsNoNumber({ source, prefix = "" }: ValueMatcher): boolean {
  if (source.startsWith("/")) return /^\/\^?\\[+(]/.test(source);
  return /[^\d*]/.test(prefix) || prefix.startsWith("550");
}
