// SC12: rules on inbound messages whose replies take one another. A chain of events ends at its eighth.

import type { Rule } from "../../engine/scenario.ts";
import type { Inspected } from "./inspected.ts";

export function findMutualReplies({ scenario, report }: Inspected): void {
  const rules = scenario.rules.filter(({ when }) => when.event === "inbound");
  const reported = new Set<number>();
  for (const rule of rules) {
    const loop = loopFrom(rule, rules, [rule]);
    if (loop === null || loop.some(({ number }) => reported.has(number))) continue;
    for (const { number } of loop) reported.add(number);
    const titles = loop.map(({ title }) => `"${title}"`).join(", ");
    const problem = `the replies of ${titles} cause one another for ever`;
    report(["rules", rule.number - 1], problem, "Give one of these rules a limit, or a state", undefined, "SC12");
  }
}

/** Rules that lead back to the first of the path; null: none does for certain. */
function loopFrom(rule: Rule, rules: readonly Rule[], path: readonly Rule[]): readonly Rule[] | null {
  for (const text of repliesOf(rule)) {
    const next = takerOf(text, rule, rules);
    if (next === null) continue;
    if (next === path[0] && path.length > 1) return path;
    if (path.includes(next)) continue;
    const loop = loopFrom(next, rules, [...path, next]);
    if (loop !== null) return loop;
  }
  return null;
}

/** Texts without placeholders that a use of the rule certainly brings. */
function repliesOf({ turns }: Rule): readonly string[] {
  const [effects, ...more] = turns;
  if (effects === undefined || more.length > 0 || effects.oneOf !== undefined) return [];
  return effects.replies.flatMap(({ text }) => (text.every((part) => typeof part === "string") ? [text.join("")] : []));
}

/** The rule that takes a text for certain; null: that depends on more than the text. */
function takerOf(text: string, { when: { provider } }: Rule, rules: readonly Rule[]): Rule | null {
  for (const rule of rules) {
    if (rule.when.text !== undefined && !rule.when.text.test(text)) continue;
    const isSure = Object.entries(rule.when).every(
      ([key, value]) => value === undefined || key === "event" || key === "text" || key === "provider",
    );
    const isSame = rule.when.provider === undefined || `${rule.when.provider}` === `${provider}`;
    return isSure && isSame && rule.limit === undefined && !rule.goesOn ? rule : null;
  }
  return null;
}
