// Reasons of a refusal that Mensagem alone has, beside the common ones.

import { type CommonReason, type Refusal, refuse as refuseWith } from "../../core/refusal.ts";
import type { SentenceValue } from "../../core/sentences.ts";

/** Portuguese of each; in English a reason is its own name. */
const own = {
  "no-privilege": "sem privilégio",
  "cost-centre-required": "centro de custo obrigatório",
  "cost-centre-invalid": "centro de custo inválido",
};

type OwnMensagemReason = keyof typeof own;

export type MensagemReason = CommonReason | OwnMensagemReason;

export function refuse(reason: MensagemReason, detail?: SentenceValue): Refusal {
  const refusal = refuseWith<MensagemReason>(reason, detail);
  return isOwn(reason) ? { ...refusal, words: own[reason] } : refusal;
}

function isOwn(reason: string): reason is OwnMensagemReason {
  return Object.hasOwn(own, reason);
}
