// The decision about a request, and what a scenario's outcome or a test number means for one message.

import type { Account } from "./account.ts";
import type { JsonObject } from "./json.ts";
import type { Message } from "./message.ts";
import { type Outcome, type SoapFault, withMessageId } from "./outcome.ts";
import type { Refusal } from "./refusal.ts";
import type { Bilingual } from "./sentences.ts";
import { codeFor, type OperationVocabulary, rowOf } from "./vocabulary.ts";

/** Everything the scenario wants done beside the answer, and why it was decided so. */
interface Decided {
  readonly outcome: Outcome;
  readonly decidedBy: Bilingual;
}

/** Endings of a request that is not carried out. */
export type Ending =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "scripted";
      readonly code: string;
      readonly fields: JsonObject;
      /** Answered in place of the code. */
      readonly soapFault?: SoapFault;
    }
  /** The request is not processed, and no rule answers it. */
  | { readonly kind: "unprocessed" };

/** A message that was accepted. */
export interface Acceptance {
  readonly kind: "accepted";
  readonly message: Message;
  readonly code?: string;
  readonly fields?: JsonObject;
  /** A refusal that the client reads, although the message was accepted. */
  readonly instead?: Ending;
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
  /** Answer to the request as a whole. Null: each message has its own. */
  readonly instead: Ending | null;
  /** In the order of the request; empty when nothing was processed. */
  readonly each: readonly Decision[];
}

/** Decision of a rule on a message: accept, hold or end it; null: none. */
export type Ruling = "accept" | "hold" | Ending | null;

export function rulingOf(outcome: Outcome, operation: OperationVocabulary): Ruling {
  const refusal = refusalIn(outcome, operation);
  if (refusal !== null) return outcome.accept && !outcome.before ? "accept" : refusal;
  if (outcome.before) return { kind: "unprocessed" };
  const { answer } = outcome;
  if (answer !== undefined && waitsForAntifraud(answer, operation)) return "hold";
  return outcome.accept || answer !== undefined ? "accept" : null;
}

/** True if the message of an answer that is no refusal waits for antifraud: the reason, or a code with that reason. */
function waitsForAntifraud(answer: NonNullable<Outcome["answer"]>, operation: OperationVocabulary): boolean {
  if ("reason" in answer) return true;
  const row = "code" in answer ? rowOf(operation, answer.code) : null;
  return row !== null && row.success !== true && row.reasons?.includes("antifraud") === true;
}

/** The refusal that a rule answers; null: it answers none. */
export function refusalIn(outcome: Outcome, operation: OperationVocabulary): Ending | null {
  const { answer } = withMessageId(outcome, "");
  if (answer === undefined) return null;
  if ("fault" in answer) return { kind: "scripted", code: faultCode, fields: {}, soapFault: answer.fault };
  if ("reason" in answer) {
    if (answer.reason === "antifraud" && codeFor(operation, answer.reason) !== null) return null;
    return { kind: "refused", refusal: { reason: answer.reason, detail: "scenario" } };
  }
  const row = rowOf(operation, answer.code);
  if (row?.success === true || row?.reasons?.includes("antifraud") === true) return null;
  return { kind: "scripted", code: answer.code, fields: answer.fields };
}

/** Code of a SOAP fault in lists. */
const faultCode = "fault";

/** The decision as the client reads it: a refusal may stand in place of an acceptance. */
export function answeredDecision(decision: Acceptance | Ending): Acceptance | Ending {
  return decision.kind === "accepted" ? (decision.instead ?? decision) : decision;
}

/** The code that a test number dials: three digits stand for `97` too, and for one of a range; null: none, or success. */
export function codeDialled(operation: OperationVocabulary, dialled: string): string | null {
  const row =
    operation.codes.find(({ code }) => code === dialled) ??
    operation.codes.find(({ code }) => /^[0-9]+$/.test(code) && Number(code) === Number(dialled));
  if (row !== undefined) return row.success === true ? null : row.code;
  const range = rowOf(operation, dialled);
  return range === null || range.number !== undefined ? null : dialled;
}
