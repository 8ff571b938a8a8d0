// Steps that cannot happen: together, or for the operations of the rule.

import type { ScenarioEvent } from "../../core/request-facts.ts";
import { isFinal } from "../../core/status.ts";
import type { TimelineAction } from "../engine/steps.ts";
import type { ReadContext, Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { actionKinds, type ReadTurn, type StepKind } from "./read-steps.ts";

// Steps about a message that was accepted.
const later: readonly StepKind[] = ["life", "reply", "callbacks", "receiptsTo"];
// Steps that say what the client meets.
const visible: readonly StepKind[] = ["answer", "response", "pdu", "fault"];

/** Keys of the rule that limit its steps. */
export interface TurnRule {
  readonly goesOn: boolean;
  readonly before: boolean;
  /** Absent: the rule is for requests. */
  readonly event?: ScenarioEvent | undefined;
}

type AddFinding = (kind: StepKind, found: string, remedy: string) => void;

export function checkTurn(context: ReadContext, path: Path, turn: ReadTurn, scope: Scope, rule: TurnRule): void {
  const { places } = turn;
  const report: AddFinding = (kind, found, remedy) => {
    const place = places.get(kind);
    if (place === undefined) context.report(path, found, remedy, undefined, "SC04");
    else context.report(place.slice(0, -1), found, remedy, kind, "SC04");
  };
  const has = (kind: StepKind): boolean => places.has(kind);
  if (rule.event !== undefined) {
    checkEvent(report, places, rule.event);
    if (has("life") && turn.effects.actions?.some(endsMessage) === true)
      report("life", "the report of a final status leaves no life to come", "Take life or report out");
    return;
  }
  for (const kind of actionKinds) {
    if (has(kind)) report(kind, `${kind} belongs to the timeline and to rules on events`, "Write event: in when");
  }
  if (rule.goesOn) checkContinue(report, has);
  if (rule.before) checkBefore(context, path, turn, report, has);
  else checkLater(scope, turn, report, has);
}

/** Steps of a rule on an event. */
const eventSteps: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(["set", "account", "credits", "enabled", "prepaid", "numbers", "rate", "details", "oneOf"] as const),
  ...actionKinds,
]);

/** Steps of single events: of a message that got a status, of a phone that is at hand. */
const stepsOfEvents: Readonly<Partial<Record<StepKind, readonly ScenarioEvent[]>>> = {
  life: ["status"],
  reply: ["inbound", "status"],
};

function checkEvent(report: AddFinding, places: ReadTurn["places"], event: ScenarioEvent): void {
  for (const kind of places.keys()) {
    if (eventSteps.has(kind) || stepsOfEvents[kind]?.includes(event) === true) continue;
    const remedy = `Take it out: a rule on an event has set, account, ${actionKinds.join(", ")}`;
    report(kind, `the event ${event} has no ${kind}`, remedy);
  }
}

/** True if an action reports a final status of the message of the event. */
function endsMessage(action: TimelineAction): boolean {
  return action.kind === "report" && isFinal(action.status) && Object.keys(action.of).length === 0;
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

function checkLater(scope: Scope, turn: ReadTurn, report: AddFinding, has: (kind: StepKind) => boolean): void {
  const { spots } = scope;
  const { answer } = turn.effects;
  const refuses = answer !== undefined && isRefusal(answer) && !has("accept");
  const sends = spots.length === 0 || spots.some(({ operation }) => operation.sends);
  const name = spots[0]?.operation.name ?? "the operation";
  for (const kind of later) {
    if (!has(kind)) continue;
    if (!sends)
      report(kind, `${kind} cannot happen: ${name} sends no message`, "Take it out, or choose an operation that sends");
    else if (refuses)
      report(kind, `${kind} cannot happen: the answer refuses the message`, "Take it out, or put accept beside it");
  }
  if (has("accept") && !sends)
    report("accept", `accept cannot happen: ${name} sends no message`, "Take it out, or give an answer");
  checkAbility(scope, report, has);
}

/** Replies and callbacks of providers that have none. */
function checkAbility({ spots }: Scope, report: AddFinding, has: (kind: StepKind) => boolean): void {
  const sending = spots.filter(({ operation }) => operation.sends).map(({ vocabulary }) => vocabulary);
  const [first] = sending;
  if (first === undefined) return;
  if (has("reply") && sending.every(({ inbound }) => inbound === false))
    report("reply", `reply cannot happen: phones do not write to ${first.provider}`, "Take it out");
  if (has("receiptsTo") && sending.every(({ smpp }) => smpp === undefined))
    report("receiptsTo", `receiptsTo cannot happen: ${first.provider} has no SMPP`, "Take it out");
  if (has("callbacks") && sending.every(({ callbacks }) => callbacks === false))
    report("callbacks", `callbacks cannot happen: ${first.provider} reports nothing`, "Take it out");
}

function isRefusal(answer: NonNullable<ReadTurn["effects"]["answer"]>): boolean {
  if ("reason" in answer) return answer.reason !== "antifraud";
  return !("code" in answer) || !(answer.success || answer.holds === true);
}
