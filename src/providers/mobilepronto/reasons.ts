// Reasons of a refusal that MobilePronto alone has, beside the common ones.

import { type CommonReason, type Refusal, refuse as refuseWith } from "../../core/refusal.ts";

type OwnMobileProntoReason =
  | "principal-user-invalid"
  | "principal-user-foreign"
  | "auxiliary-user-invalid"
  | "project-flag-invalid"
  | "parameter-missing"
  | "parameter-unknown"
  | "gateway-blocked"
  | "no-status-yet";

export type MobileProntoReason = CommonReason | OwnMobileProntoReason;

export function refuse(reason: MobileProntoReason, detail?: string): Refusal {
  return refuseWith<MobileProntoReason>(reason, detail);
}
