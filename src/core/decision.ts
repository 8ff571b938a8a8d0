// The decision about a request, and what a scenario's outcome or a test number means for one message.

import type { Account } from "./account.ts";
import type { JsonObject } from "./json.ts";
import type { Message } from "./message.ts";
import type { Outcome } from "./outcome.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { codeFor, type OperationVocabulary, rowOf } from "./vocabulary.ts";

/** Everything the scenario wants done beside the answer, and why it was decided so. */
interface Decided {
  readonly outcome: Outcome;
  readonly decidedBy: string;
}

/** Endings of a request that is not carried out. */
export type Ending =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "scripted"; readonly code: string; readonly fields: JsonObject }
  /** A fault strikes before the request is processed: there is no answer. */
  | { readonly kind: "unprocessed" };

/** A message that was accepted. */
export interface Acceptance {
  readonly kind: "accepted";
  readonly message: Message;
  readonly code?: string;
  readonly fields?: JsonObject;
}

/** A query that the provider is to answer by itself. */
export interface Clearance {
  readonly kind: "cleared";
  /** The account after the rule's own changes; null: the credential is unknown. */
  readonly account: Account | null;
}

export type Decision<Success extends Acceptance | Clearance = Acceptance> = Decided & (Success | Ending);

/** The decision about a request with many messages. */
export interface GroupDecision extends Decided {
  /** Answer to the request as a whole: nothing was stored. Null: each message has its own. */
  readonly instead: Ending | null;
  /** In the order of the request; empty when there is a whole answer. */
  readonly each: readonly Decision[];
}

/** Decision of a rule on a message: accept, hold or end it; null: none. */
export type Ruling = "accept" | "hold" | Ending | null;

export function rulingOf(outcome: Outcome, operation: OperationVocabulary): Ruling {
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
    return { kind: "refused", refusal: { reason: answer.reason, detail: "scenario" } };
  }
  // A code that holds the message (antifraud) stands beside `accept`: the message waits.
  if (outcome.accept || rowOf(operation, answer.code)?.success === true) return "accept";
  return { kind: "scripted", code: answer.code, fields: answer.fields };
}

/** Faults that always strike before the request is processed (scenario language, "Smaller meanings"). */
const beforeProcessing: ReadonlySet<string> = new Set(["hang", "reset", "close"]);

/** The code that a test number dials: three digits stand for `97` too, and for one of a range; null: none, or success. */
export function codeDialled(operation: OperationVocabulary, dialled: string): string | null {
  const row =
    operation.codes.find(({ code }) => code === dialled) ??
    operation.codes.find(({ code }) => /^[0-9]+$/.test(code) && Number(code) === Number(dialled));
  if (row !== undefined) return row.success === true ? null : row.code;
  const range = rowOf(operation, dialled);
  return range === null || range.number !== undefined ? null : dialled;
}

/** `decidedBy` of a refusal by the provider's own checks. */
export function byDefault({ reason, detail }: Refusal): string {
  return detail === undefined ? `nature: ${reason}` : `nature: ${reason} (${detail})`;
}
