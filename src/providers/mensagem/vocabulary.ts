import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { sendCodes } from "./codes.ts";

export const send: OperationVocabulary = {
  name: "send",
  channels: ["get"],
  codes: sendCodes,
  sends: true,
  requestFields: ["u", "n", "m", "d", "f", "z", "c", "id", "fsd", "arq"],
};

export const submitSm: OperationVocabulary = {
  name: "submit_sm",
  channels: ["smpp"],
  codes: sendCodes,
  sends: true,
  requestFields: ["service_type", "data_coding"],
};

export const vocabulary: Vocabulary = {
  provider: "mensagem",
  operations: [send, submitSm],
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
    unknown: "2",
  },
  kinds: ["long", "flash", "short"],
};
