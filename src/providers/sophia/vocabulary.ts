import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { dlrStatus, envioCodes } from "./codes.ts";

const channels = ["get", "form", "json"] as const;

export const unitario: OperationVocabulary = {
  name: "unitario",
  channels,
  codes: envioCodes,
  sends: true,
  codeField: "status",
  answerFields: ["destino", "mesageID", "messageID", "data", "detailDescription"],
  requestFields: ["token", "destino", "msg", "id"],
};

export const dlr: OperationVocabulary = {
  name: "dlr",
  channels,
  codes: [],
  sends: false,
  requestFields: ["token", "id"],
};

export const vocabulary: Vocabulary = {
  provider: "sophia",
  operations: [unitario, dlr],
  statuses: dlrStatus,
  kinds: ["sms"],
};
