// Uses of the parts of a scenario by the lines of its text.

import type { ScenarioCoverageView } from "../../../../api/schema/coverage.ts";

export type PartOfScenario = "rule" | "step" | "turn" | "timeline";

/** A part of a scenario with its uses. */
export interface PartUse {
  readonly line: number;
  readonly part: PartOfScenario;
  /** Title of the rule, or time of the entry. */
  readonly name: string;
  /** Kind of a step, number of a turn; empty: of the others. */
  readonly detail: string;
  readonly count: number;
  /** True if nothing used it; of a rule that no request should match, if one did. */
  readonly isUnused: boolean;
  /** Reason, in both languages; null: none is known. */
  readonly why: { readonly english: string; readonly portuguese: string } | null;
}

/** Uses at a line: those of its parts, from the fewest to the most. */
export interface LineUse {
  readonly line: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly isUnused: boolean;
}

export function partUsesOf({ rules, timeline }: ScenarioCoverageView): readonly PartUse[] {
  return [
    ...rules.flatMap((rule): readonly PartUse[] => {
      const { name, line, matched, never, nearest } = rule;
      const why = nearest === null ? null : { english: nearest.failedOn, portuguese: nearest.portuguese };
      const isUnused = never ? matched > 0 : matched === 0;
      const own: PartUse = { line, part: "rule", name, detail: "", count: matched, isUnused, why };
      if (never) return [own];
      const of = (part: PartOfScenario, at: number, detail: string, count: number): PartUse => {
        return { line: at, part, name, detail, count, isUnused: count === 0, why: null };
      };
      return [
        own,
        ...rule.turns.map(({ line: at, used }, index) => of("turn", at, String(index + 1), used)),
        ...rule.steps.map(({ line: at, kind, ran }) => of("step", at, kind, ran)),
      ];
    }),
    ...timeline.map(({ at, line, happened, effect, why, portuguese }): PartUse => {
      const reason = why === null ? null : { english: why, portuguese: portuguese ?? why };
      return { line, part: "timeline", name: at, detail: "", count: happened, isUnused: effect === 0, why: reason };
    }),
  ];
}

export function lineUsesOf(parts: readonly PartUse[]): readonly LineUse[] {
  const lines = new Map<number, LineUse>();
  for (const { line, count, isUnused } of parts) {
    const before = lines.get(line) ?? { line, minimum: count, maximum: count, isUnused };
    lines.set(line, {
      line,
      minimum: Math.min(before.minimum, count),
      maximum: Math.max(before.maximum, count),
      isUnused: before.isUnused || isUnused,
    });
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}
