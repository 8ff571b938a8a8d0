// Steps that cannot happen: together, or for the operations of the rule.

import type { ScenarioEvent } from "../../core/request-facts.ts";
import { isFinal } from "../../core/status.ts";
import type { TimelineAction } from "../engine/steps.ts";
import { bringsFact, uselessStep } from "./check-occasions.ts";
import type { ReadContext, Scope } from "./context.ts";
import type { Path } from "./document.ts";
import type { ReadTurn } from "./read-steps.ts";
import type { StepKind } from "./step-kinds.ts";

// Steps about a message that was accepted.
const later: readonly StepKind[] = ["life", "reply", "callbacks", "receiptsTo", "alert"];
// Steps that say what the client meets.
const visible: readonly StepKind[] = ["answer", "response", "pdu", "fault"];

/** Keys of the rule that limit its steps. */
export interface TurnRule {
  readonly goesOn: boolean;
  readonly before: boolean;
  /** Absent: the rule is for requests. */
  readonly event?: ScenarioEvent | undefined;
}

type AddFinding = (kind: StepKind, problem: string, remedy: string) => void;

export function checkTurn(context: ReadContext, path: Path, turn: ReadTurn, scope: Scope, rule: TurnRule): void {
  const { places } = turn;
  const report: AddFinding = (kind, problem, remedy) => {
    const place = places.get(kind);
    if (place === undefined) context.report(path, problem, remedy, undefined, "SC04");
    else context.report(place.slice(0, -1), problem, remedy, kind, "SC04");
  };
  const has = (kind: StepKind): boolean => places.has(kind);
  checkSteps(report, turn, scope);
  if (rule.event !== undefined) {
    checkBareActions(report, turn, rule.event, scope);
    if (has("life") && turn.effects.actions?.some(endsMessage) === true)
      report("life", "the report of a final status leaves no life to come", "Take life or report out");
    return;
  }
  if (rule.goesOn) checkContinue(report, has);
  if (rule.before) checkBefore(context, path, turn, report, has);
  else checkRefusal(turn, report, has);
}

/** Steps that do nothing for what the rule is for. */
function checkSteps(report: AddFinding, { places }: ReadTurn, scope: Scope): void {
  for (const kind of places.keys()) {
    const useless = accountParts.includes(kind) ? null : uselessStep(kind, scope);
    if (useless !== null) report(kind, useless.problem, useless.remedy);
  }
}

/** Actions that name nothing, where the event has no message or its session is over. */
function checkBareActions(report: AddFinding, { effects }: ReadTurn, event: ScenarioEvent, scope: Scope): void {
  for (const action of effects.actions ?? []) {
    if (action.kind === "unbind" && action.account === undefined && event === "unbound")
      report("unbind", "the session of the event unbound is over", "Write unbind: { account: PROVIDER/NAME }");
    if (!("messages" in action) || Object.keys(action.messages).length > 0 || bringsFact(scope, "message")) continue;
    const problem = `${action.kind} does not say which messages: the event ${event} has none`;
    report(action.kind, problem, "Write account, to or id beside it");
  }
}

/** Parts of the step `account`. */
const accountParts: readonly StepKind[] = ["credits", "enabled", "prepaid", "numbers", "rate", "details"];

/** True if an action reports a final status of the message of the event. */
function endsMessage(action: TimelineAction): boolean {
  return action.kind === "report" && isFinal(action.status) && Object.keys(action.messages).length === 0;
}

function checkContinue(report: AddFinding, has: (kind: StepKind) => boolean): void {
  for (const kind of ["answer", "accept"] as const) {
    if (has(kind))
      report(kind, `a rule with continue cannot ${kind}`, "Take continue out, or leave the answer to a rule below");
  }
}

/** Nothing is processed: there is no message, and the client must meet something. */
function checkBefore(
  context: ReadContext,
  path: Path,
  turn: ReadTurn,
  report: AddFinding,
  has: (kind: StepKind) => boolean,
): void {
  if (!visible.some(has)) {
    const remedy = "Write answer, response, pdu or fault, or take before out";
    context.report(
      path,
      "the rule stops the request before processing, and nothing answers it",
      remedy,
      undefined,
      "SC04",
    );
  }
  const { answer } = turn.effects;
  if (answer !== undefined && !isRefusal(answer))
    report("answer", "nothing is processed, so that nothing can succeed", "Write a refusal, or take before out");
  for (const kind of ["accept", ...later] as const) {
    if (has(kind))
      report(kind, `${kind} cannot happen: the rule stops the request before processing`, "Take it or before out");
  }
}

/** Steps about a message that the answer refuses. */
function checkRefusal({ effects: { answer } }: ReadTurn, report: AddFinding, has: (kind: StepKind) => boolean): void {
  if (answer === undefined || !isRefusal(answer) || has("accept")) return;
  for (const kind of later) {
    if (has(kind))
      report(kind, `${kind} cannot happen: the answer refuses the message`, "Take it out, or put accept beside it");
  }
}

function isRefusal(answer: NonNullable<ReadTurn["effects"]["answer"]>): boolean {
  if ("reason" in answer) return answer.reason !== "antifraud";
  return !("code" in answer) || !(answer.success || answer.forAntifraud === true);
}
