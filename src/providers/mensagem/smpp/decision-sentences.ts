// Decisions about a PDU by Mensagem's own checks, in both languages.

import { sentencesOf } from "../../../core/sentences.ts";

export const because = sentencesOf({
  "no-system-id": { en: "no account has this system_id", pt: "nenhuma conta tem este system_id" },
  "wrong-password": { en: "wrong password", pt: "senha errada" },
  "account-disabled": { en: "the account is disabled", pt: "a conta está desativada" },
  "account-gone": { en: "the account is gone", pt: "a conta não existe mais" },
  "foreign-address": { en: "{address} may not bind", pt: "{address} não pode fazer bind" },
  "system-type": { en: "system_type is not SMPP", pt: "system_type não é SMPP" },
  "unknown-id": { en: "no message has this id", pt: "nenhuma mensagem tem este id" },
  foreign: { en: "another's message", pt: "a mensagem é de outra conta" },
  "message-is": { en: "the message is {status}", pt: "a mensagem está {status}" },
  cancelled: { en: "cancelled", pt: "cancelada" },
  "many-cancelled": { en: "{count} cancelled", pt: "{count} canceladas" },
  "nothing-pending": { en: "nothing is pending", pt: "nada está pendente" },
  replaced: { en: "replaced", pt: "substituída" },
  "repeated-segment": { en: "segment {number} has come before", pt: "o segmento {number} já veio antes" },
  "segments-too-long": {
    en: "the segments make over 600 characters",
    pt: "os segmentos somam mais de 600 caracteres",
  },
  "segment-replaces": {
    en: "a segment cannot be replaced, and replaces nothing",
    pt: "um segmento não pode ser substituído, nem substitui",
  },
  "replaces-pending": { en: "replaces the pending message", pt: "substitui a mensagem pendente" },
  "distribution-list": { en: "the distribution list", pt: "a lista de distribuição" },
});
