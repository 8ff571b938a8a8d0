// Mensagem's codes as SMPP statuses, and statuses as states of a receipt (codes-dlr.ts, SMPP 3.4 5.2.28).

import type { Refusal } from "../../../core/refusal.ts";
import type { Status } from "../../../core/status.ts";
import { codeFor, type OperationVocabulary, rowOf } from "../../../core/vocabulary.ts";
import type { MessageState } from "../../../protocols/smpp/receipt.ts";
import { type StatusName, status, statusByName } from "../../../protocols/smpp/status.ts";
import { dlrCodes } from "../codes-dlr.ts";

/** Result codes of SEND as command_status (assumed). */
export const statusOfCode: Readonly<Record<string, StatusName>> = {
  "0": "ESME_RSYSERR",
  "72": "ESME_RSUBMITFAIL",
  "73": "ESME_RBINDFAIL",
  "74": "ESME_RBINDFAIL",
  "76": "ESME_RSUBMITFAIL",
  "77": "ESME_RINVDSTADR",
  "78": "ESME_RINVDSTADR",
  "79": "ESME_RINVMSGLEN",
  "83": "ESME_RSUBMITFAIL",
  "84": "ESME_RINVMSGLEN",
  "89": "ESME_RINVDSTADR",
  "90": "ESME_RINVDSTADR",
  "91": "ESME_RINVDSTADR",
  "92": "ESME_RINVDSTADR",
  "93": "ESME_RSUBMITFAIL",
  "94": "ESME_RSUBMITFAIL",
  "95": "ESME_RSUBMITFAIL",
  "96": "ESME_RINVDSTADR",
  "97": "ESME_RSUBMITFAIL",
  "98": "ESME_RINVPASWD",
  "99": "ESME_RSUBMITFAIL",
};

/** The same at a bind, where it differs. */
export const statusOfBindCode: Readonly<Record<string, StatusName>> = {
  "93": "ESME_RINVSYSID",
  "98": "ESME_RINVPASWD",
  "99": "ESME_RBINDFAIL",
};

interface StatusDialect {
  readonly commandStatus: Readonly<Record<string, number>>;
}
interface StateDialect {
  readonly unconfirmedState: "ACCEPTD" | "DELIVRD" | "UNKNOWN";
}

const addressReasons: ReadonlySet<string> = new Set(["number-length", "invalid-number", "unknown-country"]);

/** command_status of a refusal: the provider's own, a test number's, or a scenario's by reason. */
export function statusOfRefusal(
  refusal: Refusal,
  operation: OperationVocabulary,
  dialect: StatusDialect,
  binds = false,
): number {
  if (refusal.reason === "throttled") return status("ESME_RTHROTTLED");
  if (refusal.reason === "queue-full") return status("ESME_RMSGQFUL");
  // Code 95 is for whole records; SMPP has a status for the number alone.
  if (addressReasons.has(refusal.reason)) return status("ESME_RINVDSTADR");
  return statusOfScript(codeFor(operation, refusal.reason)?.code ?? "0", operation, dialect, binds);
}

/** command_status of a code that a scenario answers: the provider's, a name, or a number. */
function statusOfScript(
  code: string,
  operation: OperationVocabulary,
  { commandStatus }: StatusDialect,
  binds = false,
): number {
  const changed = binds ? undefined : commandStatus[code];
  if (changed !== undefined) return changed;
  const name = (binds ? statusOfBindCode[code] : undefined) ?? statusOfCode[code];
  if (name !== undefined) return status(name);
  const number = rowOf(operation, code)?.number ?? statusByName(code);
  if (number !== undefined) return number;
  return /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(code) ? Number(code) >>> 0 : status("ESME_RSYSERR");
}

/** Decision that answers a request in place of its own work. */
type NegativeDecision =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "scripted"; readonly code: string }
  | { readonly kind: "unprocessed" };

export function statusOfDecision(
  decision: NegativeDecision,
  operation: OperationVocabulary,
  dialect: StatusDialect,
  binds = false,
): number {
  switch (decision.kind) {
    case "refused":
      return statusOfRefusal(decision.refusal, operation, dialect, binds);
    case "scripted":
      return statusOfScript(decision.code, operation, dialect, binds);
    case "unprocessed":
      return status("ESME_RSYSERR");
  }
}

const unconfirmedStates: Readonly<Record<StateDialect["unconfirmedState"], MessageState>> = {
  ACCEPTD: 6,
  DELIVRD: 2,
  UNKNOWN: 7,
};

export function stateOf(status: Status, dialect: StateDialect): MessageState {
  return status === "unconfirmed" ? unconfirmedStates[dialect.unconfirmedState] : dlrCodes[status];
}
