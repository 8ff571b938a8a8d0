// SC12: turns that never let a client succeed, and rules on events that cause themselves again.

import type { Rule } from "../../engine/scenario.ts";
import type { Effects } from "../../engine/steps.ts";
import type { Path } from "../document.ts";
import type { Inspected } from "./inspected.ts";
import { eachTurn } from "./turns.ts";

export function findEndlessLoops(inspected: Inspected): void {
  const { scenario, report } = inspected;
  for (const rule of scenario.rules) {
    const turns = eachTurn(inspected, rule);
    const isLoop = rule.afterTurns === "loop" && rule.turns.length > 1 && rule.limit === undefined;
    if (isLoop && takesEach(rule) && turns.every(({ effects }) => isFailure(effects))) {
      const path: Path = ["rules", rule.number - 1];
      const problem = "each turn fails, and the turns begin again: no request that the rule takes succeeds";
      report(path, problem, "Write afterTurns: pass, or add a turn that succeeds", "afterTurns", "SC12");
    }
    const repeating = rule.when.event === undefined ? undefined : turns.find(({ effects }) => causes(rule, effects));
    if (repeating !== undefined) {
      const problem = `the steps cause the event ${rule.when.event} again, and the rule takes it again`;
      report(repeating.path, problem, "Give the rule a limit, or a state that its own steps change", undefined, "SC12");
    }
  }
}

/** True unless the rule counts or draws, so that other requests pass it. */
function takesEach({ when }: Rule): boolean {
  return when.chance === undefined && when.nth === undefined && when.window === undefined && when.state === undefined;
}

/** True if the client never hears of success. */
function isFailure({ answer, fault, accept }: Effects): boolean {
  if (fault !== undefined && !harmless.has(fault.kind)) return true;
  if (answer === undefined || accept) return false;
  return !("code" in answer) || !(answer.success || answer.forAntifraud === true);
}

/** Faults after which the client has the whole answer. */
const harmless: ReadonlySet<string> = new Set(["drip", "twice", "unbind"]);

/** True if the steps of a rule on an event cause an event that the rule takes too. */
function causes({ when, limit }: Rule, { replies, actions = [] }: Effects): boolean {
  if (limit !== undefined || when.state !== undefined || when.chance !== undefined) return false;
  if (when.nth !== undefined) return false;
  if (when.event === "status")
    return actions.some((action) => action.kind === "report" && isExpectedStatus(when, action.status));
  if (when.event !== "inbound") return false;
  const written = [
    ...replies.map(({ text }) => (text.every((part) => typeof part === "string") ? text.join("") : null)),
    ...actions.flatMap((action) =>
      action.kind === "inbound" ? [action.text.includes("${") ? null : action.text] : [],
    ),
  ];
  // A text with placeholders can match.
  return written.some((text) => text === null || when.text === undefined || when.text.test(text));
}

function isExpectedStatus({ status }: Rule["when"], reported: string): boolean {
  return status === undefined || status.includes(reported);
}
