// Sophia's status codes, in the document's order, and our table of causes of status 0 (the document has one word for all of
// them: "erro no recebimento da mensagem"). Test numbers reach row CCC of that table.

import { assumed, type CodeKind, documented } from "../../core/code-kinds.ts";
import { type CommonReason, commonReasons, type Refusal } from "../../core/refusal.ts";
import type { Status } from "../../core/status.ts";
import type { CodeRow } from "../../core/vocabulary.ts";
import { defaultExpiredStatus, type SophiaSettings } from "./settings.ts";

/** "Parâmetros de retorno do envio": the two statuses of an answer. */
export const envioStatus = { erro: 0, incluida: 200 } as const;

interface Cause {
  /** As the test numbers name it: `11900000001` is cause 001. */
  readonly number: string;
  readonly kind: CodeKind;
  /** Our sentence in `detailDescription` (assumed: the document shows only "OK"). */
  readonly detail: string;
  /** The reasons of this cause, with a sentence of their own where one tells more. */
  readonly reasons: { readonly [reason in CommonReason]?: string | null };
  /** It answers a whole envio, in one entry. */
  readonly whole?: true;
}

/** Cause whose sentence a status has that no cause explains. */
export const internalCause = "011";
const internal = "ERRO INTERNO";

/** Why a message is refused with status 0. */
export const causes: readonly Cause[] = [
  {
    number: "001",
    kind: "account",
    detail: "TOKEN INVALIDO",
    reasons: { "unknown-credential": null, "client-disabled": "CONTA DESABILITADA", "user-disabled": null },
    whole: true,
  },
  {
    number: "002",
    kind: "request",
    detail: "NUMERO DE DESTINO INVALIDO",
    reasons: {
      "invalid-number": null,
      "letters-in-number": "NUMERO DE DESTINO INVALIDO: CONTEM LETRAS",
      "number-length": "NUMERO DE DESTINO INVALIDO: QUANTIDADE DE DIGITOS",
      "unknown-country": "NUMERO DE DESTINO INVALIDO: PAIS",
      "unknown-area": "NUMERO DE DESTINO INVALIDO: DDD INEXISTENTE",
      "area-size": "NUMERO DE DESTINO INVALIDO: DDD",
      "wrong-prefix": "NUMERO DE DESTINO INVALIDO: PREFIXO",
      "unknown-operator": "NUMERO DE DESTINO INVALIDO: OPERADORA NAO ENCONTRADA",
      "country-not-allowed": "NUMERO DE DESTINO INVALIDO: PAIS NAO PERMITIDO",
      "operator-not-allowed": "NUMERO DE DESTINO INVALIDO: OPERADORA NAO PERMITIDA",
      "number-invalidated": "NUMERO DE DESTINO INVALIDO: INEXISTENTE",
    },
  },
  { number: "003", kind: "request", detail: "MENSAGEM VAZIA", reasons: { "empty-text": null } },
  { number: "004", kind: "request", detail: "MENSAGEM MUITO LONGA", reasons: { "text-too-long": null } },
  { number: "005", kind: "spent", detail: "ID JA UTILIZADO", reasons: { "repeated-id": null } },
  { number: "006", kind: "credit", detail: "SALDO INSUFICIENTE", reasons: { "no-credit": null } },
  {
    number: "007",
    kind: "request",
    detail: "LIMITE DE 1000 MENSAGENS EXCEDIDO",
    reasons: { "too-many": null },
    whole: true,
  },
  {
    number: "008",
    kind: "request",
    detail: "JSON INVALIDO",
    reasons: { "bad-layout": null, "bad-delimiter": null, "too-few": "NENHUMA MENSAGEM NO LOTE" },
    whole: true,
  },
  {
    number: "009",
    kind: "number",
    detail: "NUMERO BLOQUEADO",
    reasons: { "black-list": null, procon: null, "delivery-cancelled": null },
  },
  {
    number: "010",
    kind: "throttle",
    detail: "LIMITE DE REQUISICOES EXCEDIDO",
    reasons: { throttled: null, "queue-full": null },
    whole: true,
  },
  {
    number: internalCause,
    kind: "temporary",
    detail: internal,
    reasons: { "internal-error": null, unavailable: null },
  },
  { number: "012", kind: "request", detail: "ID MUITO LONGO", reasons: { "id-too-long": null } },
  { number: "013", kind: "request", detail: "MENSAGEM DO LOTE FORA DO FORMATO", reasons: { "bad-record": null } },
];

export const sucesso = "OK";

/** The sentence for a refusal. */
export function detailOf(refusal: Refusal): string {
  for (const { reasons, detail } of causes) {
    const own = Object.entries(reasons).find(([reason]) => reason === refusal.reason);
    if (own !== undefined) return own[1] ?? detail;
  }
  return internal;
}

/** The sentence for a code that a scenario or a test number names: `001` to `013`, or `0`. */
export function detailOfCode(code: string): string {
  return causes.find((cause) => cause.number === code)?.detail ?? internal;
}

/** Codes that answer a whole envio, in one entry. */
export const wholeCodes: ReadonlySet<string> = new Set(
  causes.filter((cause) => cause.whole === true).map((cause) => cause.number),
);

const reasonsOf = ({ reasons }: Cause): CommonReason[] =>
  commonReasons.filter((reason) => Object.hasOwn(reasons, reason));

/** "RETORNO DA REQUISIÇÃO" of unitario and envio. */
export const envioCodes: readonly CodeRow[] = [
  {
    // Status 0 alone leaves all open: the sentence beside it says which cause it is.
    ...assumed("request", "number", "account", "credit", "throttle", "temporary", "spent"),
    code: "0",
    wire: internalCause,
    text: "erro no recebimento da mensagem",
    section: "RETORNO DA REQUISIÇÃO",
    reasons: causes.flatMap(reasonsOf),
    arises: "one of the causes below, whose sentence stands in detailDescription",
  },
  {
    ...documented("success"),
    code: "200",
    text: "O sistema incluiu a mensagem na fila com sucesso",
    section: "RETORNO DA REQUISIÇÃO",
    success: true,
    arises: "accepted",
  },
  ...causes.map((cause) => ({
    ...assumed(cause.kind),
    code: cause.number,
    text: cause.detail,
    section: "own",
    reasons: reasonsOf(cause),
    arises: `status 0 with this sentence; test number DDD + 900000${cause.number}`,
  })),
];

/** A query that shows a status succeeded, whatever the status. */
const success = assumed("success");

/** "DESCRIÇÃO DO STATUS DA CONSULTA" is empty in the document; its callback chapter has 2, 3 and 4, the rest is assumed. */
export const dlrCodes: readonly CodeRow[] = [
  { ...success, code: "0", text: "na fila", section: "own", arises: "before the message is sent" },
  { ...success, code: "1", text: "enviado à operadora", section: "own", arises: "after 1 s, or as its life says" },
  {
    ...success,
    code: "2",
    text: "entregue",
    section: "CALLBACK AUTOMÁTICO (DLR)",
    arises: "after 3 s, or as its life says",
  },
  {
    ...success,
    code: "3",
    text: "erro: não entregue",
    section: "CALLBACK AUTOMÁTICO (DLR)",
    arises: "a life that ends undelivered, or expired (`expiredStatus`)",
  },
  {
    ...success,
    code: "4",
    text: "erro: rejeitado",
    section: "CALLBACK AUTOMÁTICO (DLR)",
    arises: "a life that ends rejected",
  },
  { ...success, code: "5", text: "expirado", section: "own", arises: "`expiredStatus` 5: a life that ends expired" },
];

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
  expired: `${defaultExpiredStatus}`,
  cancelled: "4",
  skipped: "4",
  unknown: "3",
} as const satisfies Record<Status, string>;

/** The status that dlr.php and the callback show. */
export function dlrStatusOf(status: Status, { expiredStatus }: Pick<SophiaSettings, "expiredStatus">): string {
  return status === "expired" ? String(expiredStatus) : dlrStatus[status];
}
