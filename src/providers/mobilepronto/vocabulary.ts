import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { sendSmsCodes } from "./codes.ts";

export const sendSms: OperationVocabulary = {
  name: "MPG_Send_SMS",
  channels: ["soap11", "soap12", "form", "get"],
  codes: sendSmsCodes,
  sends: true,
  requestFields: ["Credencial", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"],
};

export const vocabulary: Vocabulary = {
  provider: "mobilepronto",
  operations: [sendSms],
  // No operation of 01r33 reports a status; the ledger alone shows it.
  statuses: {
    scheduled: null,
    held: null,
    queued: null,
    sent: null,
    delivered: null,
    unconfirmed: null,
    undelivered: null,
    invalid: null,
    rejected: null,
    expired: null,
    cancelled: null,
    unknown: null,
  },
  kinds: ["sms"],
};
