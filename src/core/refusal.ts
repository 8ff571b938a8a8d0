// Why a request is refused, before any provider has turned it into a code of its own.

import type { SentenceValue } from "./sentences.ts";

/** Reasons that more than one provider has. A provider maps each to a code, where it has one. */
export const commonReasons = [
  "unknown-credential",
  "wrong-password",
  "client-disabled",
  "user-disabled",
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
  "id-too-long",
  "repeated-id",
  "unknown-message",
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
export type CommonReason = (typeof commonReasons)[number];

/** A common reason or one of a provider's own, which the provider's `reasons.ts` declares and its code tables hold. */
export type Reason = CommonReason | (string & Record<never, never>);

/** A refusal: data, never an exception. The provider alone gives it a code, the wire alone its bytes. */
export interface Refusal {
  readonly reason: Reason;
  /** Portuguese of a reason that one provider alone has. */
  readonly words?: string;
  /** The exact mistake, for the journal and for answers with room for it. */
  readonly detail?: SentenceValue;
}

/** @typeParam Own the provider's own reasons; a reason outside `CommonReason` and `Own` does not compile */
export function refuse<Own extends string = never>(
  reason: CommonReason | NoInfer<Own>,
  detail?: SentenceValue,
): Refusal {
  return detail === undefined ? { reason } : { reason, detail };
}
