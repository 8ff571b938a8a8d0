// Reasons of a refusal that Mensagem alone has, beside the common ones.

import { type CommonReason, type Refusal, refuse as refuseWith } from "../../core/refusal.ts";

type OwnMensagemReason = "no-privilege" | "cost-centre-required" | "cost-centre-invalid";

export type MensagemReason = CommonReason | OwnMensagemReason;

export function refuse(reason: MensagemReason, detail?: string): Refusal {
  return refuseWith<MensagemReason>(reason, detail);
}
