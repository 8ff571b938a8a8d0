// Grid of a sweep: operations by kinds of outcomes, with how many were handled, noticed, not handled and not reached.

import { codeKinds } from "../../core/code-kinds.ts";
import type { Language } from "../../core/sentences.ts";
import type { SweepResult } from "../sweep/result.ts";
import { kindWords } from "../sweep/words.ts";
import { say } from "./sweep-words.ts";

/** Marks of a cell, in their order. */
export const gridMarks = { handled: "✓", noticed: "~", failed: "✗", notReached: "–" } as const;
type Mark = keyof typeof gridMarks;

export interface SweepGrid {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

export function gridOf(results: readonly SweepResult[], language: Language): SweepGrid {
  const kinds = [...codeKinds, "life"] as const;
  const columns = kinds.filter((column) => results.some((result) => columnOf(result) === column));
  const groups = Map.groupBy(results, ({ provider, operation }) => `${provider}/${operation}`);
  const rows = [...groups].map(([name, all]) => {
    return { name, cells: columns.map((column) => cell(all.filter((result) => columnOf(result) === column))) };
  });
  return { columns: columns.map((column) => kindWords[column][language]), rows };
}

/** Kind of an outcome; a code of several kinds stands at the first. */
function columnOf({ outcome }: SweepResult): keyof typeof kindWords {
  return outcome.type === "life" ? "life" : (outcome.kinds[0] ?? "unknown");
}

export function markOf(verdict: SweepResult["verdict"]): Mark {
  return verdict === "handled" || verdict === "noticed" || verdict === "notReached" ? verdict : "failed";
}

function cell(results: readonly SweepResult[]): string {
  const marks: readonly Mark[] = ["handled", "noticed", "failed", "notReached"];
  const counts = marks.flatMap((mark) => {
    const count = results.filter((result) => markOf(result.verdict) === mark).length;
    return count === 0 ? [] : [`${gridMarks[mark]}${count}`];
  });
  return counts.join(" ");
}

/** `✓ handled` and the other marks with their words. */
export function legendOf(language: Language): readonly string[] {
  const marks: readonly Mark[] = ["handled", "noticed", "failed", "notReached"];
  return marks.map((mark) => `${gridMarks[mark]} ${say(mark)[language]}`);
}
