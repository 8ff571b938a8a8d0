// SC10: a glob or a regular expression that fits every value.

import type { Path } from "../document.ts";
import type { Inspected } from "./inspected.ts";

const numberKeys = ["to"] as const;
const textKeys = ["from", "text", "id"] as const;

export function findWidePatterns({ scenario, report }: Inspected): void {
  for (const { number, when } of scenario.rules) {
    // In an event the numbers are those of the account and its phones.
    if (when.event !== undefined) continue;
    const path: Path = ["rules", number - 1, "when"];
    for (const key of numberKeys) {
      const matcher = when[key];
      if (matcher === undefined || matcher.literals !== undefined) continue;
      if (numbers.every((number) => matcher.test(number)))
        report(path, `${key}: ${matcher.source} fits every number`, wide(key), key, "SC10");
    }
    for (const key of textKeys) {
      const matcher = when[key];
      if (matcher === undefined || matcher.literals !== undefined) continue;
      if (texts.every((candidate) => matcher.test(candidate)))
        report(path, `${key}: ${matcher.source} fits every text`, wide(key), key, "SC10");
    }
  }
}

function wide(key: string): string {
  return `Take ${key} out, or make it narrower`;
}

/** Numbers of several kinds: also foreign, short and wrong ones, which rules see too. */
const numbers = ["5511999990001", "5521987654328", "551133334444", "14155550123", "351912345678", "28149", "loja", "1"];
const texts = ["PIN 1234", "olá", "https://example.com/?a=1", "*", "5511999990001", "x\ny", "zq"];
