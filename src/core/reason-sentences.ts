// Decisions of the provider's own checks in both languages: reasons of refusals, and other words behind `default`.

import type { CommonReason, Refusal } from "./refusal.ts";
import { type Bilingual, bilingual, joined, type SentenceValue, sentencesOf } from "./sentences.ts";

/** Portuguese of each reason; in English a reason is its own name. */
const portuguese: Readonly<Record<CommonReason, string>> = {
  "unknown-credential": "credencial desconhecida",
  "wrong-password": "senha errada",
  "client-disabled": "cliente desativado",
  "user-disabled": "usuário desativado",
  "kind-not-allowed": "tipo não permitido",
  "empty-text": "texto vazio",
  "text-too-long": "texto longo demais",
  "invalid-number": "número inválido",
  "letters-in-number": "letras no número",
  "number-length": "tamanho do número",
  "unknown-country": "país desconhecido",
  "country-not-allowed": "país não permitido",
  "area-size": "tamanho do DDD",
  "unknown-area": "DDD desconhecido",
  "wrong-prefix": "prefixo errado",
  "unknown-operator": "operadora desconhecida",
  "operator-not-allowed": "operadora não permitida",
  "black-list": "lista negra",
  procon: "bloqueado no Procon",
  "number-invalidated": "número invalidado",
  "delivery-cancelled": "entrega cancelada",
  "no-credit": "sem crédito",
  "bad-schedule": "agendamento errado",
  "id-too-long": "id longo demais",
  "repeated-id": "id repetido",
  "unknown-message": "mensagem desconhecida",
  "account-not-found": "conta não encontrada",
  "bad-layout": "layout errado",
  "bad-delimiter": "delimitador errado",
  "too-few": "registros de menos",
  "too-many": "registros demais",
  "bad-record": "registro inválido",
  antifraud: "antifraude",
  throttled: "vazão excedida",
  "queue-full": "fila cheia",
  unavailable: "indisponível",
  "internal-error": "erro interno",
};
const commonPortuguese: ReadonlyMap<string, string> = new Map(Object.entries(portuguese));

/** `default`: no rule decided, and the provider had nothing against the request. */
export const decidedByDefault: Bilingual = { en: "default", pt: "padrão" };

/** `default: unknown path`; a reason that only the emulator has. */
export function defaultBecause(why: SentenceValue): Bilingual {
  const { en, pt } = bilingual(why);
  return { en: `default: ${en}`, pt: `padrão: ${pt}` };
}

/** `decidedBy` of a refusal by the provider's own checks: `default: number-length (1 digit)`. */
export function byDefault(refusal: Refusal): Bilingual {
  const { detail } = refusal;
  const reason = reasonWords(refusal);
  return defaultBecause(detail === undefined ? reason : joined([reason, joined(["(", detail, ")"], "")]));
}

/** A reason in words; the provider brings those of its own. */
export function reasonWords({ reason, words }: Refusal): Bilingual {
  return { en: reason, pt: words ?? commonPortuguese.get(reason) ?? reason };
}

/** Each reason once, the first few. */
export function joinedReasons(reasons: readonly Bilingual[]): Bilingual {
  const distinct = [...new Map(reasons.map((reason) => [reason.en, reason])).values()];
  const more = distinct.length - 5;
  return joined([...distinct.slice(0, 5), ...(more > 0 ? [say("more", { count: more })] : [])], "; ");
}

const say = sentencesOf({
  more: { en: "and {count} more", pt: "e mais {count}" },
});
