// Parts of a scenario as a report counts them: rules, steps, turns, entries and keys, each used or not.

import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";

export const partKinds = ["rules", "steps", "turns", "timeline", "keys"] as const;
export type PartKind = (typeof partKinds)[number];

export interface ScenarioPart {
  readonly kind: PartKind;
  readonly line: number;
  /** `rule "an answer is lost"` */
  readonly name: string;
  readonly count: number;
  readonly isUsed: boolean;
  /** Reason why it was not used; of a rule that should never match, why it should not have. */
  readonly why: string;
  /** True of a rule with `expect: never` that matched. */
  readonly isWrong: boolean;
}

export function partsOf({ rules, timeline }: ScenarioCoverageView): ScenarioPart[] {
  return [
    ...rules.flatMap(rulePartsOf),
    ...timeline.map(({ at, line, happened, effect, why }): ScenarioPart => {
      const name = `timeline ${at}`;
      return { kind: "timeline", line, name, count: happened, isUsed: effect > 0, why: why ?? "", isWrong: false };
    }),
  ];
}

type RuleView = ScenarioCoverageView["rules"][number];

function rulePartsOf(rule: RuleView): ScenarioPart[] {
  const name = `rule "${rule.name}"`;
  const isWrong = rule.never && rule.matched > 0;
  const why = isWrong ? "no request should match it" : whyNever(rule);
  const isUsed = rule.never ? !isWrong : rule.matched > 0;
  const own: ScenarioPart = { kind: "rules", line: rule.line, name, count: rule.matched, isUsed, why, isWrong };
  if (rule.never) return [own];
  const part = (kind: PartKind, line: number, text: string, count: number, isPartUsed: boolean): ScenarioPart => {
    const reason = rule.matched === 0 ? "the rule never matched" : "another turn or branch was taken";
    return { kind, line, name: `${text} of ${name}`, count, isUsed: isPartUsed, why: reason, isWrong: false };
  };
  return [
    own,
    ...rule.steps.map(({ line, kind, ran }) => part("steps", line, `step ${kind}`, ran, ran > 0)),
    ...rule.turns.map(({ line, used }, index) => part("turns", line, `turn ${index + 1}`, used, used > 0)),
    ...rule.keys.map(({ key, line, decided, held }) => {
      const isBoth = key === "limit" || key === "chance";
      const reason = isBoth && decided > 0 ? `no request passed its ${key}` : `${key} never kept a request from it`;
      return { ...part("keys", line, `key ${key}`, decided, decided > 0 && (!isBoth || held > 0)), why: reason };
    }),
  ];
}

function whyNever({ nearest, tried, keys }: RuleView): string {
  if (nearest !== null) return `request ${nearest.request} came nearest: ${nearest.failedOn}`;
  if (tried > 0) return "no request fitted it";
  const operation = keys.find(({ key, decided }) => key === "operation" && decided > 0);
  if (operation !== undefined) return "no request was of its operation";
  return keys.some(({ decided }) => decided > 0) ? "no request was to its provider" : "no request came to it";
}

export interface CoverageSummary {
  readonly rules: string;
  readonly steps: string;
  readonly turns: string;
  readonly timeline: string;
  readonly keys: string;
  /** Used parts of a hundred, keys left out. */
  readonly percent: number;
}

export function coverageSummary(parts: readonly ScenarioPart[]): CoverageSummary {
  const ratio = (kind: PartKind): string => {
    const all = parts.filter((part) => part.kind === kind);
    return `${all.filter(({ isUsed }) => isUsed).length}/${all.length}`;
  };
  const counted = parts.filter(({ kind }) => kind !== "keys");
  const used = counted.filter(({ isUsed }) => isUsed).length;
  return {
    ...{ rules: ratio("rules"), steps: ratio("steps"), turns: ratio("turns") },
    ...{ timeline: ratio("timeline"), keys: ratio("keys") },
    percent: counted.length === 0 ? 100 : Math.floor((used / counted.length) * 1_000) / 10,
  };
}
