// Reasons of a refusal that MobilePronto alone has, beside the common ones.

import { type CommonReason, type Refusal, refuse as refuseWith } from "../../core/refusal.ts";
import type { SentenceValue } from "../../core/sentences.ts";

/** Portuguese of each; in English a reason is its own name. */
const own = {
  "principal-user-invalid": "usuário principal inválido",
  "principal-user-foreign": "usuário principal de outro cliente",
  "auxiliary-user-invalid": "usuário auxiliar inválido",
  "project-flag-invalid": "indicador de projeto inválido",
  "parameter-missing": "falta um parâmetro",
  "parameter-unknown": "parâmetro desconhecido",
  "gateway-blocked": "gateway bloqueado",
  "no-status-yet": "ainda sem status",
};

type OwnMobileProntoReason = keyof typeof own;

export type MobileProntoReason = CommonReason | OwnMobileProntoReason;

export function refuse(reason: MobileProntoReason, detail?: SentenceValue): Refusal {
  const refusal = refuseWith<MobileProntoReason>(reason, detail);
  return isOwn(reason) ? { ...refusal, words: own[reason] } : refusal;
}

function isOwn(reason: string): reason is OwnMobileProntoReason {
  return Object.hasOwn(own, reason);
}
