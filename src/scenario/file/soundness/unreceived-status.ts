// SC08: a status that no client receives as a report.

import { isFinal, type Status } from "../../../core/status.ts";
import type { Rule, Scenario } from "../../engine/scenario.ts";
import type { Effects } from "../../engine/steps.ts";
import type { Spot } from "../context.ts";
import type { Path } from "../document.ts";
import { type Inspected, spotsOf } from "./inspected.ts";
import { eachTurn } from "./turns.ts";

export function findUnreceivedStatuses(inspected: Inspected): void {
  for (const rule of inspected.scenario.rules) {
    const spots = spotsOf(rule.when, inspected.vocabularies).filter(({ operation }) => operation.sends);
    if (spots.length === 0) continue;
    for (const { effects, path } of eachTurn(inspected, rule)) check(inspected, rule, effects, spots, path);
  }
}

function check(
  inspected: Inspected,
  rule: Rule,
  { life, callbacks }: Effects,
  spots: readonly Spot[],
  path: Path,
): void {
  const { report } = inspected;
  const statuses = life?.steps.map(({ status }) => status) ?? [];
  const last = statuses.at(-1);
  const providers = [...new Set(spots.map(({ vocabulary }) => vocabulary))];
  if (last !== undefined && providers.every(({ unreported = [] }) => unreported.includes(last))) {
    const remedy = isFinal(last) ? "Choose another status" : "End the life with a final status, or use life: stuck";
    report(path, `no report says ${last}, with which the life ends`, remedy, undefined, "SC08");
  }
  const confirmed: readonly Status[] = ["delivered", "undelivered"];
  const operators = rule.when.operator?.codes;
  if (operators !== undefined && statuses.some((status) => confirmed.includes(status))) {
    const silent = providers.every(({ unconfirmedOperators = [] }) =>
      operators.every((code) => unconfirmedOperators.includes(code)),
    );
    if (silent) {
      const problem = `${rule.when.operator?.source ?? "the operator"} reports no handset: it confirms no delivery`;
      report(path, problem, "Write unconfirmed", undefined, "SC08");
    }
  }
  const addressed = inspected.accountsWithReports;
  if (addressed === undefined || (life === undefined && callbacks === undefined)) return;
  if (givesAddress(inspected.scenario)) return;
  const isSilent = providers.every(
    ({ provider, smpp, callbacks: reports }) =>
      reports !== false && smpp === undefined && ![...addressed].some((account) => account.startsWith(`${provider}/`)),
  );
  if (isSilent) {
    const problem = `no account of ${providers.map(({ provider }) => provider).join(" or ")} has an address for reports`;
    report(path, problem, "Give an account callbacks: { dlr: URL }", undefined, "SC08");
  }
}

/** True if the scenario itself gives an account an address for reports. */
function givesAddress({ accounts, rules, timeline }: Scenario): boolean {
  const effects = rules.flatMap(({ turns }) =>
    turns.flatMap((turn) => [turn, ...(turn.oneOf ?? []).map((branch) => branch.effects)]),
  );
  const actions = timeline.flatMap((item) =>
    item.actions.flatMap((action) => (action.kind === "account" ? [action] : [])),
  );
  const changes = [...accounts, ...effects.flatMap((effect) => effect.changes), ...actions];
  return changes.some(({ change }) => change.callbacks?.dlr !== undefined);
}
