// Steps that cannot happen: together, or for the operations of the rule.

import { type PlannedFault, strikesBefore } from "../engine/planned-fault.ts";
import type { ReadContext, Scope } from "./context.ts";
import type { Path } from "./document.ts";
import type { ReadTurn, StepKind } from "./read-steps.ts";

// Steps about a message that was accepted.
const later: readonly StepKind[] = ["life", "reply", "callbacks"];

export function checkTurn(context: ReadContext, path: Path, turn: ReadTurn, scope: Scope, goesOn: boolean): void {
  const { effects, places } = turn;
  const report = (kind: StepKind, found: string, remedy: string): void => {
    const place = places.get(kind);
    if (place === undefined) context.report(path, found, remedy);
    else context.report(place.slice(0, -1), found, remedy, kind);
  };
  const has = (kind: StepKind): boolean => places.has(kind);
  const refuses = effects.answer !== undefined && isRefusal(effects.answer);
  const early = isEarly(effects.fault, effects.before);

  if (has("answer") && has("raw")) report("raw", "there are two answers: answer and raw", "Keep one of them");
  if (refuses && has("accept"))
    report("accept", "there are two answers: one refuses, the other accepts", "Keep one of them");
  if (goesOn) {
    for (const kind of ["answer", "raw", "accept"] as const) {
      if (has(kind))
        report(
          kind,
          `a rule with continue cannot ${kind === "accept" ? "accept" : "answer"}`,
          "Take continue out, or leave the answer to a rule below",
        );
    }
  }
  if (effects.before && effects.fault === undefined)
    report("before", "before speaks of a fault, and there is none", "Add a fault, or take before out");
  if (early && effects.fault !== undefined) {
    for (const kind of ["answer", "raw", "accept", ...later] as const) {
      if (has(kind))
        report(
          kind,
          `${kind} cannot happen: ${effects.fault.kind} strikes before the request is processed`,
          `Take ${kind} out, or let the answer get lost after processing (fault: lose-answer)`,
        );
    }
  }
  if (!early && effects.fault?.kind === "throttle") checkThrottle(report, has);
  else if (!early) checkLater(scope, report, has, refuses);
}

/** `throttle` is an answer that refuses the message. */
function checkThrottle(
  report: (kind: StepKind, found: string, remedy: string) => void,
  has: (kind: StepKind) => boolean,
): void {
  if (has("answer") || has("raw")) report("fault", "there are two answers: throttle is one", "Keep one of them");
  for (const kind of ["accept", ...later] as const) {
    if (has(kind)) report(kind, `${kind} cannot happen: throttle refuses the message`, "Keep one of them");
  }
}

function checkLater(
  scope: Scope,
  report: (kind: StepKind, found: string, remedy: string) => void,
  has: (kind: StepKind) => boolean,
  refuses: boolean,
): void {
  const sends = scope.spots.length === 0 || scope.spots.some(({ operation }) => operation.sends);
  const [spot] = scope.spots;
  for (const kind of later) {
    if (!has(kind)) continue;
    if (!sends)
      report(
        kind,
        `${kind} cannot happen: ${spot?.operation.name ?? "the operation"} sends no message`,
        "Take it out, or choose an operation that sends",
      );
    else if (refuses)
      report(kind, `${kind} cannot happen: the answer refuses the message`, "Take it out, or take the answer out");
    else if (has("raw") && !has("accept"))
      report(kind, `${kind} cannot happen: raw alone stores no message`, "Put accept beside raw");
  }
  if (has("accept") && !sends)
    report(
      "accept",
      `accept cannot happen: ${spot?.operation.name ?? "the operation"} sends no message`,
      "Take it out, or give an answer",
    );
}

function isRefusal(answer: NonNullable<ReadTurn["effects"]["answer"]>): boolean {
  return "reason" in answer || !(answer.success || answer.holds === true);
}

function isEarly(fault: PlannedFault | undefined, before: boolean): boolean {
  return fault !== undefined && (before || strikesBefore(fault.kind));
}
