// Tables of what asks after messages: STAT, STAM, RECV, CACL, and inBox, status and cancel of the web service. The words of
// a status are each function's own.

import { assumed, documented } from "../../core/code-kinds.ts";
import type { Status } from "../../core/status.ts";
import { type CodeEntry, clienteOuUsuario, layout, naoConcluida, ownRows, sucesso, table } from "./codes.ts";

/** Answer of a query without 73 and 74 in its table to any bad user. */
export const usuario93: CodeEntry = {
  ...clienteOuUsuario,
  reasons: ["unknown-credential", "client-disabled", "user-disabled", "no-privilege"],
  arises: "the user is missing, unknown or disabled, or the client disabled",
};
export const naoEncontrado99: CodeEntry = {
  ...documented("account"),
  code: "99",
  text: "CLIENTE NAO ENCONTRADO",
  reasons: ["account-not-found"],
  arises: "scenario",
};

const aguardando: CodeEntry = {
  ...assumed("success"),
  code: "0",
  text: "AGUARDANDO ENVIO",
  arises: "the message is scheduled or held",
};
const enviado: CodeEntry = { ...assumed("success"), code: "1", text: "ENVIADO", arises: "the message was sent" };
const erro: CodeEntry = {
  ...assumed("success"),
  code: "2",
  text: "ERRO",
  arises: "not delivered, rejected, expired or unknown",
};
const emFila: CodeEntry = {
  ...assumed("success"),
  code: "3",
  text: "EM FILA DE ENVIO",
  arises: "accepted and not sent yet",
};
const invalido: CodeEntry = { ...assumed("success"), code: "5", text: "INVALIDO", arises: "the number does not exist" };
const cancelado: CodeEntry = {
  ...assumed("success"),
  code: "9",
  text: "CANCELADO",
  arises: "cancelled before sending",
};

/** How STAT, STAM and CACL name each of our statuses. */
export const statusRows: Readonly<Record<Status, CodeEntry>> = {
  scheduled: aguardando,
  held: aguardando,
  queued: emFila,
  sent: enviado,
  delivered: enviado,
  unconfirmed: enviado,
  undelivered: erro,
  invalid: invalido,
  rejected: erro,
  expired: erro,
  cancelled: cancelado,
  skipped: erro,
  unknown: erro,
};

export const foraDeData: CodeEntry = {
  ...documented("request"),
  code: "OUT-OF-DATE",
  text: "OUT-OF-DATE",
  success: true,
  outOfDate: true,
  arises: "always, since 29/02/2020; dialect option legacyQueries answers as before",
};
const legacy = (entries: readonly CodeEntry[]): readonly CodeEntry[] =>
  entries.map((entry) => ({ ...entry, arises: `legacyQueries: ${entry.arises}` }));
/** `legacyQueries`: a protocol that nobody has (assumed; CACL shows number and words). */
export const naoEncontrada: CodeEntry = {
  ...documented("request"),
  code: "255",
  text: "MENSAGEM NAO ENCONTRADA",
  arises: "no message has this protocol",
};

export const statCodes = [
  ...table("Resultado do Envio consulta Simples", [
    foraDeData,
    ...legacy([aguardando, enviado, erro, emFila, invalido, cancelado]),
  ]),
  ...ownRows(legacy([naoEncontrada])),
];
/** 86 of a list that is too long, as status and cancel of the web service answer (assumed). */
export const listaLonga: CodeEntry = { ...layout, ...assumed("request"), arises: "h has over 1,000 protocols" };
export const stamCodes = [
  ...table("Resultado do Envio consultar Múltiplos", [
    foraDeData,
    ...legacy([aguardando, enviado, erro, invalido, emFila]),
  ]),
  ...ownRows(legacy([cancelado, naoEncontrada, listaLonga])),
];
export const recvCodes = [
  ...ownRows([foraDeData]),
  ...table("Recebimento de Mensagens (MO), Resultados", [
    { ...sucesso, arises: "legacyQueries: always, with a record for each inbound" },
    {
      ...naoConcluida,
      reasons: [...(naoConcluida.reasons ?? []), "bad-schedule"],
      arises: "legacyQueries: di or df cannot be read; scenario",
    },
    { ...usuario93, arises: `legacyQueries: ${usuario93.arises}` },
  ]),
];

export const caclCodes = [
  ...table("Cancelamento de Mensagens, Parâmetros de Resposta", [
    { ...aguardando, arises: "scenario (a message that waits is cancelled)" },
    enviado,
    erro,
    emFila,
    invalido,
    { ...cancelado, arises: "the message was scheduled or held and is cancelled now, or was before" },
    {
      ...naoEncontrada,
      literal: "MENSAGEM NÃO ENCONTRADA",
      reasons: ["unknown-message"],
      arises: "no message of the account has this protocol",
    },
  ]),
  ...ownRows([listaLonga, usuario93]),
];

export const inBoxCodes = table("Método inBox, Resultados", [sucesso, usuario93, naoEncontrado99]);

const layoutDoHash: CodeEntry = {
  ...layout,
  arises: "Hash is empty, holds other than hexadecimal digits and semicolons, or over 1,000 of them",
};
const desconhecido: CodeEntry = {
  ...invalido,
  ...assumed("success", "request"),
  reasons: ["unknown-message"],
  arises: "the number does not exist; no message has this hash",
};

/** How the web service's status names each of our statuses: words of its own, and 7 for what antifraud holds. */
const wbAguardando: CodeEntry = { ...aguardando, text: "AGUARDANDO", arises: "the message is scheduled" };
const wbEmFila: CodeEntry = { ...emFila, text: "EM FILA" };
const wbEmEspera: CodeEntry = {
  ...assumed("success"),
  code: "7",
  text: "EM ESPERA",
  arises: "antifraud holds the message",
};
export const wbStatusRows: Readonly<Record<Status, CodeEntry>> = {
  ...statusRows,
  scheduled: wbAguardando,
  held: wbEmEspera,
  queued: wbEmFila,
};
export const statusCodes = table("Método status, Resultados", [
  wbAguardando,
  enviado,
  erro,
  wbEmFila,
  desconhecido,
  wbEmEspera,
  cancelado,
  layoutDoHash,
  usuario93,
  naoEncontrado99,
]);

/** The web service's cancel has no word for a message in the queue: it is as good as sent (assumed). */
export const wbCancelRows: Readonly<Record<Status, CodeEntry>> = { ...statusRows, queued: enviado };
export const cancelCodes = table("Método cancel, Resultados", [
  { ...enviado, arises: "the message was sent, or stands in the queue: too late" },
  erro,
  desconhecido,
  { ...cancelado, arises: "the message was scheduled or held and is cancelled now, or was before" },
  layoutDoHash,
  usuario93,
  naoEncontrado99,
]);
