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
import { operatorsWithoutDlr } from "./dlr-operators.ts";
import type { MensagemOperation } from "./operation.ts";
import type { MensagemSettings } from "./settings.ts";
import { smppNames, smppOperations } from "./smpp/vocabulary.ts";

const http: readonly Channel[] = ["get"];
const webService: readonly Channel[] = ["soap11", "soap12", "form"];

function getOperation<const Name extends string>(
  name: Name,
  codes: readonly MensagemRow[],
  requestFields: readonly string[],
): MensagemOperation<Name> {
  // Answers are lines of text: there is no element to be named.
  return { name, channels: http, codes, sends: false, requestFields, messageFacts: [], answerNames: [] };
}

function soapOperation<const Name extends string>(
  name: Name,
  codes: readonly MensagemRow[],
  requestFields: readonly string[],
): MensagemOperation<Name> {
  return { name, channels: webService, codes, sends: false, requestFields, messageFacts: [] };
}

const messageFacts = ["to", "from", "text", "id"] as const;

const polled = { polled: true } as const;
const byHash = (parameter: string) => ({ parameter, unknown: ["INVALIDO", "NAO"] });

export const send: MensagemOperation<"send"> = {
  ...getOperation("send", sendCodes, ["u", "n", "m", "d", "f", "z", "c", "id", "fsd", "arq"]),
  sends: true,
  messageFacts,
};
export const mult: MensagemOperation<"mult"> = {
  ...getOperation("mult", multCodes, ["u", "n", "m", "d", "f", "t", "l", "z", "c", "fsd", "arq"]),
  sends: true,
  messageFacts: [...messageFacts, "many"],
};
export const stat = { ...getOperation("stat", statCodes, ["h", "o", "C"]), idQuery: byHash("h"), ...polled };
export const stam = { ...getOperation("stam", stamCodes, ["h", "o", "C"]), idQuery: byHash("h"), ...polled };
export const recv = { ...getOperation("recv", recvCodes, ["h", "di", "df", "r"]), ...polled };
export const cacl = { ...getOperation("cacl", caclCodes, ["u", "h"]), idQuery: byHash("h") };
export const crdtf = getOperation("crdtf", crdtfCodes, ["u"]);
export const cnnvl = getOperation("cnnvl", cnnvlCodes, ["u"]);
export const cnus = getOperation("cnus", cnusCodes, ["u"]);
export const cadus = getOperation("cadus", cadusCodes, ["u", "n", "d", "p", "t", "c"]);
export const altus = getOperation("altus", altusCodes, ["u", "id", "n", "s", "p", "t", "c"]);
export const crctn = getOperation("crctn", crctnCodes, ["u"]);
export const cict = getOperation("cict", cictCodes, ["u", "d", "e"]);
export const cact = getOperation("cact", cactCodes, ["u", "Id", "s", "e"]);
export const oper = getOperation("oper", operCodes, ["u"]);

export const sendUnique: MensagemOperation<"sendUnique"> = {
  ...soapOperation("sendUnique", sendUniqueCodes, [
    "Identificacao",
    "Telefone",
    "Mensagem",
    "Agenda",
    "TipoMensagem",
    "CentroCustos",
    "IdExterno",
  ]),
  sends: true,
  messageFacts,
};
export const sendMultiple: MensagemOperation<"sendMultiple"> = {
  ...soapOperation("sendMultiple", sendMultipleCodes, ["Identificacao", "Conteudo"]),
  sends: true,
  messageFacts: [...messageFacts, "many"],
};
export const inBox = {
  ...soapOperation("inBox", inBoxCodes, ["Identificacao", "DataInicial", "DataFinal", "Reexibir"]),
  ...polled,
};
export const status = {
  ...soapOperation("status", statusCodes, ["Identificacao", "Hash"]),
  idQuery: byHash("Hash"),
  ...polled,
};
export const cancel = { ...soapOperation("cancel", cancelCodes, ["Identificacao", "Hash"]), idQuery: byHash("Hash") };

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
  unconfirmedOperators: operatorsWithoutDlr,
  smpp: smppNames,
  kinds: ["long", "flash", "short"],
  callbackParameters: {
    dlr: ["msisdn", "status", "date", "type", "md5", "uuid"],
    mo: ["msisdn", "message", "date", "type", "md5", "uuid"],
  },
} satisfies Vocabulary;

/** The vocabulary where reports go back by these ways. */
export function vocabularyWith({ reports }: Pick<MensagemSettings, "reports">): Vocabulary {
  return reports === "channel" ? vocabulary : { ...vocabulary, reports };
}
