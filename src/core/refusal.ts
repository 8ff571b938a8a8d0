// Why a request is refused, before any provider has turned it into a code of its own.

/** Neutral reasons. A provider maps each to a code, or to null where it has none. */
export const reasons = [
  "unknown-credential",
  "wrong-password",
  "client-disabled",
  "user-disabled",
  "no-privilege",
  "principal-user-invalid",
  "principal-user-foreign",
  "auxiliary-user-invalid",
  "project-flag-invalid",
  "gateway-blocked",
  "cost-centre-required",
  "cost-centre-invalid",
  "kind-not-allowed",
  "empty-text",
  "text-too-long",
  "invalid-number",
  "letters-in-number",
  "number-length",
  "unknown-country",
  "country-not-allowed",
  "area-size",
  "unknown-area",
  "wrong-prefix",
  "unknown-operator",
  "operator-not-allowed",
  "black-list",
  "procon",
  "number-invalidated",
  "delivery-cancelled",
  "no-credit",
  "bad-schedule",
  "past-expiry",
  "id-too-long",
  "repeated-id",
  "unknown-message",
  "no-status-yet",
  "account-not-found",
  "bad-layout",
  "bad-delimiter",
  "too-few",
  "too-many",
  "bad-record",
  "antifraud",
  "throttled",
  "queue-full",
  "unavailable",
  "internal-error",
] as const;
export type Reason = (typeof reasons)[number];

/** A refusal: data, never an exception. The provider alone gives it a code, the wire alone its bytes. */
export interface Refusal {
  readonly reason: Reason;
  /** What exactly was wrong, for the journal and for answers with room for it. */
  readonly detail?: string;
}

export function refuse(reason: Reason, detail?: string): Refusal {
  return detail === undefined ? { reason } : { reason, detail };
}

export function isReason(word: string): word is Reason {
  return (reasons as readonly string[]).includes(word);
}
