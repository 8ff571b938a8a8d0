// Mistakes in a scenario file: the place, the value found, and a right one. And the nearest word to a wrong one.

import { nearestWord } from "../../core/nearest-word.ts";

/** A mistake in a scenario file. */
export interface ScenarioFinding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly found: string;
  readonly remedy: string;
}

/** `story.yaml:4:12: sned is no operation of any provider. Write send.` */
export function findingSentence(finding: ScenarioFinding): string {
  return `${finding.file}:${finding.line}:${finding.column}: ${finding.found}. ${finding.remedy}.`;
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
