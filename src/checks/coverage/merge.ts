// Counts of the same scenarios from several processes, added up by the hash of their texts.

import type { ScenarioCoverageView } from "../../api/schema/coverage.ts";

export function mergeCoverage(scenarios: readonly ScenarioCoverageView[]): ScenarioCoverageView[] {
  const merged = new Map<string, ScenarioCoverageView>();
  for (const scenario of scenarios) {
    const before = merged.get(scenario.hash);
    merged.set(scenario.hash, before === undefined ? scenario : added(before, scenario));
  }
  return [...merged.values()].toSorted((a, b) => compare(a.file, b.file) || compare(a.hash, b.hash));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function added(a: ScenarioCoverageView, b: ScenarioCoverageView): ScenarioCoverageView {
  return {
    ...a,
    sandboxes: a.sandboxes + b.sandboxes,
    requests: a.requests + b.requests,
    rules: pairs(a.rules, b.rules).map(([rule, other]) => {
      const matched = rule.matched + other.matched;
      return {
        ...rule,
        matched,
        tried: rule.tried + other.tried,
        nearest: matched > 0 ? null : (rule.nearest ?? other.nearest),
        steps: pairs(rule.steps, other.steps).map(([step, added]) => ({ ...step, ran: step.ran + added.ran })),
        turns: pairs(rule.turns, other.turns).map(([turn, added]) => ({ ...turn, used: turn.used + added.used })),
        keys: pairs(rule.keys, other.keys).map(([key, added]) => {
          return { ...key, decided: key.decided + added.decided, held: key.held + added.held };
        }),
      };
    }),
    timeline: pairs(a.timeline, b.timeline).map(([entry, other]) => {
      const effect = entry.effect + other.effect;
      const { why, portuguese } = entry.happened >= other.happened ? entry : other;
      const reason = effect > 0 ? { why: null, portuguese: null } : { why, portuguese };
      return { ...entry, happened: entry.happened + other.happened, effect, ...reason };
    }),
    accounts: pairs(a.accounts, b.accounts).map(([account, other]) => {
      return { ...account, requests: account.requests + other.requests };
    }),
  };
}

/** Parts of the same text stand in the same order. */
function pairs<Item>(a: readonly Item[], b: readonly Item[]): (readonly [Item, Item])[] {
  return a.flatMap((item, index) => {
    const other = b[index];
    return other === undefined ? [] : [[item, other] as const];
  });
}
