// Parts of a scenario as a report counts them: rules, steps, turns, entries and keys, each used or not.

import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";
import type { Bilingual } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import { say } from "./sentences.ts";

export const partKinds = ["rules", "steps", "turns", "timeline", "keys"] as const;
export type PartKind = (typeof partKinds)[number];

export interface ScenarioPart {
  readonly kind: PartKind;
  readonly line: number;
  /** `rule "an answer is lost"` */
  readonly name: Bilingual;
  readonly count: number;
  readonly isUsed: boolean;
  /** Reason why it was not used; of a rule that should never match, why it should not have. */
  readonly why: Bilingual;
  /** True of a rule with `expect: never` that matched. */
  readonly isWrong: boolean;
}

export function partsOf({ rules, timeline }: ScenarioCoverageView): ScenarioPart[] {
  return [
    ...rules.flatMap(rulePartsOf),
    ...timeline.map(({ at, line, happened, effect, why, portuguese }): ScenarioPart => {
      const reason = { en: why ?? "", pt: portuguese ?? why ?? "" };
      const name = say("entry", { at });
      return { kind: "timeline", line, name, count: happened, isUsed: effect > 0, why: reason, isWrong: false };
    }),
  ];
}

type RuleView = ScenarioCoverageView["rules"][number];

function rulePartsOf(rule: RuleView): ScenarioPart[] {
  const name = say("rule", { title: rule.name });
  const isWrong = rule.never && rule.matched > 0;
  const why = isWrong ? say("should-not-match") : whyNever(rule);
  const isUsed = rule.never ? !isWrong : rule.matched > 0;
  const own: ScenarioPart = { kind: "rules", line: rule.line, name, count: rule.matched, isUsed, why, isWrong };
  if (rule.never) return [own];
  const part = (kind: PartKind, line: number, part: Bilingual, count: number, isPartUsed: boolean): ScenarioPart => {
    const why = rule.matched === 0 ? say("never-matched") : say("other-taken");
    return { kind, line, name: say("part", { part, rule: name }), count, isUsed: isPartUsed, why, isWrong: false };
  };
  return [
    own,
    ...rule.steps.map(({ line, kind, ran }) => part("steps", line, say("step", { kind }), ran, ran > 0)),
    ...rule.turns.map(({ line, used }, index) => part("turns", line, say("turn", { turn: index + 1 }), used, used > 0)),
    ...rule.keys.map(({ key, line, decided, held }) => {
      const isBoth = key === "limit" || key === "chance";
      const why = isBoth && decided > 0 ? say("none-passed", { key }) : say("none-kept", { key });
      return { ...part("keys", line, say("key", { key }), decided, decided > 0 && (!isBoth || held > 0)), why };
    }),
  ];
}

function whyNever({ nearest, tried, keys }: RuleView): Bilingual {
  const chance = keys.find(({ key }) => key === "chance");
  if (chance !== undefined && chance.decided > 0 && chance.held === 0) {
    return say("not-drawn", { requests: several(chance.decided, "request") });
  }
  if (nearest !== null) {
    const { request, failedOn, portuguese } = nearest;
    return say("nearest", { request, failure: { en: failedOn, pt: portuguese } });
  }
  if (tried > 0) return say("none-fitted");
  const operation = keys.find(({ key, decided }) => key === "operation" && decided > 0);
  if (operation !== undefined) return say("no-operation");
  return keys.some(({ decided }) => decided > 0) ? say("no-provider") : say("none-came");
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
