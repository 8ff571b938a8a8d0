// Sophia's status codes, in the document's order, and our table of reasons for status 0 (the document has one word for all
// of them: "erro no recebimento da mensagem"). Rehearsal numbers reach row CCC of that table.

import type { Reason } from "../../core/refusal.ts";
import type { Status } from "../../core/status.ts";
import type { CodeRow } from "../../core/vocabulary.ts";

/** "Parâmetros de retorno do envio": the two statuses of an answer. */
export const envioStatus = { erro: 0, incluida: 200 } as const;

interface Cause {
  /** As the rehearsal numbers name it: `11900000001` is cause 001. */
  readonly number: string;
  /** Our sentence in `detailDescription` (assumed: the document shows only "OK"). */
  readonly detail: string;
  readonly reasons: readonly Reason[];
}

/** Why a message is refused with status 0. */
export const causes: readonly Cause[] = [
  { number: "001", detail: "TOKEN INVALIDO", reasons: ["unknown-credential", "client-disabled", "user-disabled"] },
  {
    number: "002",
    detail: "NUMERO DE DESTINO INVALIDO",
    reasons: [
      "invalid-number",
      "letters-in-number",
      "number-length",
      "unknown-country",
      "unknown-area",
      "area-size",
      "wrong-prefix",
      "unknown-operator",
      "country-not-allowed",
      "operator-not-allowed",
      "number-invalidated",
    ],
  },
  { number: "003", detail: "MENSAGEM VAZIA", reasons: ["empty-text"] },
  { number: "004", detail: "MENSAGEM MUITO LONGA", reasons: ["text-too-long"] },
  { number: "005", detail: "ID JA UTILIZADO", reasons: ["repeated-id"] },
  { number: "006", detail: "SALDO INSUFICIENTE", reasons: ["no-credit"] },
  { number: "007", detail: "LIMITE DE 1000 MENSAGENS EXCEDIDO", reasons: ["too-many"] },
  { number: "008", detail: "JSON INVALIDO", reasons: ["bad-layout", "bad-record", "bad-delimiter", "too-few"] },
  { number: "009", detail: "NUMERO BLOQUEADO", reasons: ["black-list", "procon", "delivery-cancelled"] },
  { number: "010", detail: "LIMITE DE REQUISICOES EXCEDIDO", reasons: ["throttled", "queue-full"] },
  { number: "011", detail: "ERRO INTERNO", reasons: ["internal-error", "unavailable"] },
];

export const sucesso = "OK";

/** The sentence for a reason; the last cause where no row fits. */
export function detailOf(reason: Reason): string {
  return causes.find((cause) => cause.reasons.includes(reason))?.detail ?? "ERRO INTERNO";
}

const allReasons = causes.flatMap((cause) => cause.reasons);

export const envioCodes: readonly CodeRow[] = [
  {
    code: "0",
    text: "erro no recebimento da mensagem",
    section: "RETORNO DA REQUISIÇÃO",
    reasons: allReasons,
    arises: "token, number, text, id, credit, count or JSON is wrong",
  },
  {
    code: "200",
    text: "O sistema incluiu a mensagem na fila com sucesso",
    section: "RETORNO DA REQUISIÇÃO",
    success: true,
    arises: "accepted",
  },
  ...causes.map((cause) => ({
    code: cause.number,
    text: cause.detail,
    section: "own",
    reasons: cause.reasons,
    arises: `rehearsal number DDD + 900000${cause.number}: status 0 with this sentence`,
  })),
];

/** "DESCRIÇÃO DO STATUS DA CONSULTA": 2, 3 and 4 are documented, the rest is assumed. */
export const dlrStatus = {
  scheduled: "0",
  held: "0",
  queued: "0",
  sent: "1",
  delivered: "2",
  unconfirmed: "2",
  undelivered: "3",
  invalid: "4",
  rejected: "4",
  expired: "5",
  cancelled: "4",
  unknown: "3",
} as const satisfies Record<Status, string>;
