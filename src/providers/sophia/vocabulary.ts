import { isFinal, statuses } from "../../core/status.ts";
import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { dlrCodes, dlrStatus, envioCodes, internalCause } from "./codes.ts";

const channels = ["get", "form", "json"] as const;

const sending = {
  channels,
  codes: envioCodes,
  unlistedAs: internalCause,
  sends: true,
  codeField: "status",
  answerNames: ["envio"],
  answerFields: ["destino", "mesageID", "messageID", "data", "detailDescription"],
  requestFields: ["token", "destino", "msg", "id"],
  messageFacts: ["to", "text", "id"],
} as const;

export const unitario: OperationVocabulary<"unitario"> = { name: "unitario", ...sending };
export const envio: OperationVocabulary<"envio"> = {
  name: "envio",
  ...sending,
  messageFacts: [...sending.messageFacts, "many"],
};

export const dlr: OperationVocabulary<"dlr"> = {
  name: "dlr",
  channels,
  codes: dlrCodes,
  sends: false,
  codeField: "status",
  answerNames: ["dlr"],
  answerFields: ["data", "enviado", "entregue", "numero", "destino", "mensagem", "id"],
  idQuery: { parameter: "id", unknown: ["-"] },
  polled: true,
  requestFields: ["token", "id"],
  messageFacts: ["id"],
};

export const mo: OperationVocabulary<"mo"> = {
  name: "mo",
  channels,
  codes: [],
  sends: false,
  polled: true,
  requestFields: ["token"],
  messageFacts: [],
};

export const vocabulary = {
  provider: "sophia",
  operations: [unitario, envio, dlr, mo],
  statuses: dlrStatus,
  senders: false,
  // The default of the setting dlrCallbacks; with all there is none.
  unreported: statuses.filter((status) => !isFinal(status)),
  kinds: ["sms"],
  callbackParameters: {
    dlr: ["status", "id", "destino", "entrega"],
    mo: ["data", "numero", "mensagem", "id"],
  },
} satisfies Vocabulary;
