// Mistakes in a scenario file: the place, the value found, and a right one. And the nearest word to a wrong one.

import { nearestWord } from "../../core/nearest-word.ts";

/** Kinds of findings: name and level. */
export const findingKinds = {
  SC01: { name: "unknown word or wrong value", level: "error" },
  SC02: { name: "rule that an earlier rule shadows", level: "error" },
  SC03: { name: "variable that nothing sets", level: "error" },
  SC04: { name: "step that cannot happen", level: "error" },
  SC05: { name: "variable that is set and never read", level: "warning" },
  SC06: { name: "conditions that cannot hold", level: "error" },
  SC07: { name: "code of another version of the operation", level: "note" },
  SC08: { name: "status that no client receives", level: "warning" },
  SC09: { name: "timeline entry without effect", level: "warning" },
  SC10: { name: "pattern that fits nothing or everything", level: "warning" },
  SC11: { name: "result that differs between two runs", level: "note" },
  SC12: { name: "loop without end", level: "warning" },
  SC13: { name: "scenario without about", level: "note" },
  SC14: { name: "rules with the same name", level: "note" },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly level: FindingLevel }>>;

export type FindingId = keyof typeof findingKinds;
export type FindingLevel = "error" | "warning" | "note";

/** A mistake in a scenario file. */
export interface ScenarioFinding {
  readonly id: FindingId;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly found: string;
  readonly remedy: string;
}

/** `story.yaml:4:12: sned is no operation of any provider. Write send.` */
export function findingSentence(finding: Omit<ScenarioFinding, "id">): string {
  return `${finding.file}:${finding.line}:${finding.column}: ${finding.found}. ${finding.remedy}.`;
}

/** `story.yaml:4:12: SC01 sned is no operation of any provider. Write send.`; a warning or a note says so before its id. */
export function findingLine({ id, ...finding }: ScenarioFinding): string {
  const { level } = findingKinds[id];
  const mark = level === "error" ? id : `${level} ${id}`;
  return findingSentence({ ...finding, found: `${mark} ${finding.found}` });
}

const enoughWords = 12;

/** `Write send? It can be send, mult.`: the nearest word, and the first of them all. */
export function suggest(wrong: string, words: readonly string[]): string {
  const near = nearestWord(wrong, words);
  if (words.length === 0) return "Take it out";
  const more = words.length > enoughWords ? ` and ${words.length - enoughWords} more` : "";
  const all = `It can be ${words.slice(0, enoughWords).join(", ")}${more}`;
  if (near === null) return all;
  return words.length === 1 || more !== "" ? `Write ${near}` : `Write ${near}? ${all}`;
}

/** A remedy as a finding shows it, with a capital. */
export function imperative(remedy: string): string {
  return remedy.charAt(0).toUpperCase() + remedy.slice(1);
}
