// A rule in sentences, for `torpedo conduct --explain`.

import { durationInWords } from "../../core/counted.ts";
import { type Language, sentencesOf } from "../../core/sentences.ts";
import { choose } from "./assess.ts";
import { provokes, sentences } from "./sentences.ts";
import { ruleRows, type ThresholdRow } from "./thresholds.ts";

/** @throws UsageError when there is no such rule */
export function explained(glob: string, language: Language = "en"): string {
  return choose([glob], [], { only: "--explain", except: "" })
    .map(({ id }) => explainedRule(id, language))
    .join("\n");
}

function explainedRule(id: string, language: Language): string {
  const [row, words] = [ruleRows[id], sentences[id]];
  if (row === undefined || words === undefined) throw new Error(`rule ${id} has no row or no sentences`);
  const thresholds = Object.entries(row.thresholds).map(([name, threshold]) => `${name} ${thresholdText(threshold)}`);
  const lines = [
    `${id} ${words.name[language]} (${say(row.level)[language]}, ${say(row.evidence)[language]})`,
    ...(thresholds.length === 0 ? [] : [`  ${say("thresholds")[language]}: ${thresholds.join(", ")}`]),
    `  ${say("why")[language]}: ${words.why[language]}`,
    `  ${say("remedy")[language]}: ${words.remedy[language]}`,
    `  ${say("provoke")[language]}: ${provokes(words)[language]}`,
  ];
  return `${lines.join("\n")}\n`;
}

const say = sentencesOf({
  error: { en: "error", pt: "erro" },
  warning: { en: "warning", pt: "aviso" },
  note: { en: "note", pt: "nota" },
  documented: { en: "documented", pt: "documentada" },
  assumed: { en: "assumed", pt: "suposta" },
  thresholds: { en: "Thresholds", pt: "Limites" },
  why: { en: "Why", pt: "Por quê" },
  remedy: { en: "Remedy", pt: "Correção" },
  provoke: { en: "Provoke", pt: "Provocar" },
});

/** `500 ms`, `10`, `1.2`. */
export function thresholdText({ kind, value }: ThresholdRow): string {
  return kind === "span" ? durationInWords(value) : String(value);
}
