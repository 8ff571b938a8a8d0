// Vocabulary of Mensagem, function by function, as scenarios name and check it.

import type { Channel } from "../../core/message.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { MensagemRow } from "./codes.ts";
import {
  altusCodes,
  cactCodes,
  cadusCodes,
  cictCodes,
  cnnvlCodes,
  cnusCodes,
  crctnCodes,
  crdtfCodes,
  operCodes,
} from "./codes-accounts.ts";
import { caclCodes, cancelCodes, inBoxCodes, recvCodes, stamCodes, statCodes, statusCodes } from "./codes-messages.ts";
import { multCodes, sendCodes, sendMultipleCodes, sendUniqueCodes } from "./codes-sends.ts";
import type { MensagemOperation } from "./operation.ts";
import { smppNames, smppOperations } from "./smpp/vocabulary.ts";

const http: readonly Channel[] = ["get"];
const webService: readonly Channel[] = ["soap11", "soap12", "form"];

function funcao<const Name extends string>(
  name: Name,
  codes: readonly MensagemRow[],
  requestFields: readonly string[],
): MensagemOperation<Name> {
  return { name, channels: http, codes, sends: false, requestFields };
}

function metodo<const Name extends string>(
  name: Name,
  codes: readonly MensagemRow[],
  requestFields: readonly string[],
): MensagemOperation<Name> {
  return { name, channels: webService, codes, sends: false, requestFields };
}

export const send: MensagemOperation<"send"> = {
  ...funcao("send", sendCodes, ["u", "n", "m", "d", "f", "z", "c", "id", "fsd", "arq"]),
  sends: true,
};
export const mult: MensagemOperation<"mult"> = {
  ...funcao("mult", multCodes, ["u", "n", "m", "d", "f", "t", "l", "z", "c", "fsd", "arq"]),
  sends: true,
};
export const stat = funcao("stat", statCodes, ["h", "o", "C"]);
export const stam = funcao("stam", stamCodes, ["h", "o", "C"]);
export const recv = funcao("recv", recvCodes, ["h", "di", "df", "r"]);
export const cacl = funcao("cacl", caclCodes, ["u", "h"]);
export const crdtf = funcao("crdtf", crdtfCodes, ["u"]);
export const cnnvl = funcao("cnnvl", cnnvlCodes, ["u"]);
export const cnus = funcao("cnus", cnusCodes, ["u"]);
export const cadus = funcao("cadus", cadusCodes, ["u", "n", "d", "p", "t", "c"]);
export const altus = funcao("altus", altusCodes, ["u", "id", "n", "s", "p", "t", "c"]);
export const crctn = funcao("crctn", crctnCodes, ["u"]);
export const cict = funcao("cict", cictCodes, ["u", "d", "e"]);
export const cact = funcao("cact", cactCodes, ["u", "Id", "s", "e"]);
export const oper = funcao("oper", operCodes, ["u"]);

export const sendUnique: MensagemOperation<"sendUnique"> = {
  ...metodo("sendUnique", sendUniqueCodes, [
    "Identificacao",
    "Telefone",
    "Mensagem",
    "Agenda",
    "TipoMensagem",
    "CentroCustos",
    "IdExterno",
  ]),
  sends: true,
};
export const sendMultiple: MensagemOperation<"sendMultiple"> = {
  ...metodo("sendMultiple", sendMultipleCodes, ["Identificacao", "Conteudo"]),
  sends: true,
};
export const inBox = metodo("inBox", inBoxCodes, ["Identificacao", "DataInicial", "DataFinal", "Reexibir"]);
export const status = metodo("status", statusCodes, ["Identificacao", "Hash"]);
export const cancel = metodo("cancel", cancelCodes, ["Identificacao", "Hash"]);

export const vocabulary = {
  provider: "mensagem",
  operations: [
    send,
    mult,
    stat,
    stam,
    recv,
    cacl,
    crdtf,
    cnnvl,
    cnus,
    cadus,
    altus,
    crctn,
    cict,
    cact,
    oper,
    ...smppOperations,
    sendUnique,
    sendMultiple,
    inBox,
    status,
    cancel,
  ],
  // Callback statuses of type 2, and of type 3 where the message has reached the phone.
  statuses: {
    scheduled: "0",
    held: "7",
    queued: "3",
    sent: "1",
    delivered: "2",
    unconfirmed: "5",
    undelivered: "2",
    invalid: "5",
    rejected: "2",
    expired: "2",
    cancelled: "9",
    skipped: "2",
    unknown: "2",
  },
  smpp: smppNames,
  kinds: ["long", "flash", "short"],
} satisfies Vocabulary;
