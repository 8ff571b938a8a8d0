// A rule in sentences, for `torpedo conduct --explain`.

import { durationInWords } from "../../core/counted.ts";
import { choose } from "./assess.ts";
import { provokes, sentences } from "./sentences.ts";
import { ruleRows, type ThresholdRow } from "./thresholds.ts";

/** @throws UsageError when there is no such rule */
export function explained(glob: string): string {
  return choose([glob])
    .map(({ id }) => explainedRule(id))
    .join("\n");
}

function explainedRule(id: string): string {
  const [row, words] = [ruleRows[id], sentences[id]];
  if (row === undefined || words === undefined) throw new Error(`rule ${id} has no row or no sentences`);
  const thresholds = Object.entries(row.thresholds).map(([name, threshold]) => `${name} ${shown(threshold)}`);
  const lines = [
    `${id} ${words.name} (${row.level}, ${row.evidence})`,
    ...(thresholds.length === 0 ? [] : [`  Thresholds: ${thresholds.join(", ")}`]),
    `  Why: ${words.why}`,
    `  Remedy: ${words.remedy}`,
    `  Provoke: ${provokes(words)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** `500 ms`, `10`, `1.2`. */
export function shown({ kind, value }: ThresholdRow): string {
  return kind === "span" ? durationInWords(value) : String(value);
}
