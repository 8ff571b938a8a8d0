// What a scenario's outcome, or a rehearsal number, means for one message: accepted, held, or answered with a code.

import type { Outcome } from "../scenario/engine/outcome.ts";
import type { JsonObject } from "./json.ts";
import type { Message } from "./message.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { codeFor, type OperationVocabulary, rowOf } from "./vocabulary.ts";

export type Verdict =
  | { readonly kind: "accepted"; readonly message: Message; readonly code?: string; readonly fields?: JsonObject }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "scripted"; readonly code: string; readonly fields: JsonObject }
  /** A fault strikes before the request is processed: there is no answer. */
  | { readonly kind: "unprocessed" };

/** What a rule says of a message; null: nothing. */
export type Said = Verdict | "accept" | "hold" | null;

export function scripted(outcome: Outcome, operation: OperationVocabulary): Said {
  if (outcome.fault !== undefined && (outcome.before || beforeProcessing.has(outcome.fault.kind))) {
    return { kind: "unprocessed" };
  }
  if (outcome.fault?.kind === "throttle") return { kind: "refused", refusal: refuse("throttled") };
  const answer = outcome.answer;
  if (answer === undefined) {
    if (outcome.accept) return "accept";
    // A body given whole stores nothing unless the rule accepts as well.
    return outcome.raw === undefined ? null : { kind: "scripted", code: "raw", fields: {} };
  }
  if ("reason" in answer) {
    if (answer.reason === "antifraud" && codeFor(operation, answer.reason) !== null) return "hold";
    return { kind: "refused", refusal: refuse(answer.reason, "scenario") };
  }
  // A code that holds the message (antifraud) stands beside `accept`: the message waits.
  if (outcome.accept || rowOf(operation, answer.code)?.success === true) return "accept";
  return { kind: "scripted", code: answer.code, fields: answer.fields };
}

/** Faults that always strike before the request is processed (scenario language, "Smaller meanings"). */
const beforeProcessing: ReadonlySet<string> = new Set(["hang", "reset", "close"]);

/** The code that a rehearsal number dials: three digits stand for `97` too, and for one of a range; null: none, or success. */
export function codeOf(operation: OperationVocabulary, dialled: string): string | null {
  const row =
    operation.codes.find((one) => one.code === dialled) ??
    operation.codes.find((one) => /^[0-9]+$/.test(one.code) && Number(one.code) === Number(dialled));
  if (row !== undefined) return row.success === true ? null : row.code;
  const range = rowOf(operation, dialled);
  return range === null || range.number !== undefined ? null : dialled;
}
