// MobilePronto's words for scenario files and checks: operations with their tables, what a voice call's end is called.

import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { sendSmsCodes, statusVoiceCodes } from "./codes.ts";
import { avisoCodes, creditsCodes, query01Codes, sendandFollowUpVoiceCodes } from "./codes-observed.ts";
import {
  enviasmsCodes,
  query01PageCodes,
  sendLongSmsCodes,
  sendSmsV300Codes,
  smscreditsCodes,
  smsfollowCodes,
  smsstatusCodes,
} from "./codes-siblings.ts";
import { sendSimpleSmsCodes } from "./codes-simple.ts";

const soap = ["soap11", "soap12"] as const;
const all = [...soap, "form", "get"] as const;
const message = ["to", "text"] as const;

export const sendSms: OperationVocabulary<"MPG_Send_SMS"> = {
  name: "MPG_Send_SMS",
  channels: all,
  codes: sendSmsCodes,
  sends: true,
  requestFields: ["Credencial", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"],
  messageFacts: message,
};

export const sendSimpleSms: OperationVocabulary<"MPG_SendSimple_SMS"> = {
  name: "MPG_SendSimple_SMS",
  channels: all,
  codes: sendSimpleSmsCodes,
  sends: true,
  requestFields: ["Credencial", "Mobile", "Message"],
  messageFacts: message,
};

export const statusVoice: OperationVocabulary<"MPG_Status_Voice"> = {
  name: "MPG_Status_Voice",
  channels: all,
  codes: statusVoiceCodes,
  sends: false,
  answerPatterns: ["ok:\\d{1,3}\\.\\d\\d", "(?:failed|error|blocked|machine):\\d{3}"],
  requestFields: ["Credencial", "Token", "IDMSG"],
  messageFacts: [],
};

export const sendandFollowUpVoice: OperationVocabulary<"MPG_SendandFollowUp_Voice"> = {
  name: "MPG_SendandFollowUp_Voice",
  channels: all,
  codes: sendandFollowUpVoiceCodes,
  sends: true,
  answerFields: ["IDERR"],
  requestFields: ["Credencial", "Token", "Principal_User", "Aux_User", "Mobile", "Voice", "Message"],
  messageFacts: message,
};

/** Fields of all services that have it: v_2_00 and v_3_00 have v_st_Status, 01r33 has Status, v_3_00 has Token. */
export const credits: OperationVocabulary<"MPG_Credits"> = {
  name: "MPG_Credits",
  channels: soap,
  codes: creditsCodes,
  sends: false,
  answerFields: ["MPG_CreditsResult"],
  requestFields: ["Credencial", "Token", "Principal_User", "Status", "v_st_Status"],
  messageFacts: [],
};

export const query01: OperationVocabulary<"MPG_Query01"> = {
  name: "MPG_Query01",
  channels: soap,
  codes: query01Codes,
  sends: false,
  requestFields: ["Credencial", "Principal_User", "Aux_User", "Mobile", "Status_Code", "Status"],
  messageFacts: [],
};

const sendV300Fields = ["Credencial", "Token", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"];

/** MPG_Send_SMS of the services of v_3_00, whose codes differ from those of 01r33. */
export const sendSmsV300: OperationVocabulary<"MPG_Send_SMS_v_3_00"> = {
  name: "MPG_Send_SMS_v_3_00",
  channels: all,
  codes: sendSmsV300Codes,
  sends: true,
  requestFields: sendV300Fields,
  messageFacts: message,
};

export const sendLongSms: OperationVocabulary<"MPG_Send_Long_SMS"> = {
  name: "MPG_Send_Long_SMS",
  channels: all,
  codes: sendLongSmsCodes,
  sends: true,
  requestFields: sendV300Fields,
  messageFacts: message,
};

const pageChannels = ["get", "form"] as const;

export const enviasms: OperationVocabulary<"enviasms"> = {
  name: "enviasms",
  channels: pageChannels,
  codes: enviasmsCodes,
  sends: true,
  requestFields: sendV300Fields,
  messageFacts: message,
};

export const smsfollow: OperationVocabulary<"smsfollow"> = {
  name: "smsfollow",
  channels: pageChannels,
  codes: smsfollowCodes,
  sends: true,
  requestFields: sendV300Fields,
  messageFacts: message,
};

export const smscredits: OperationVocabulary<"smscredits"> = {
  name: "smscredits",
  channels: pageChannels,
  codes: smscreditsCodes,
  sends: false,
  requestFields: ["Credencial", "Token", "Principal_User"],
  messageFacts: [],
};

export const smsstatus: OperationVocabulary<"smsstatus"> = {
  name: "smsstatus",
  channels: pageChannels,
  codes: smsstatusCodes,
  sends: false,
  requestFields: ["Credencial", "Token", "Principal_User", "ID"],
  messageFacts: [],
};

export const query01Page: OperationVocabulary<"query01"> = {
  name: "query01",
  channels: pageChannels,
  codes: query01PageCodes,
  sends: false,
  requestFields: ["Credencial", "Token", "Principal_User", "Aux_User", "Mobile", "Status_Code"],
  messageFacts: [],
};

/** Sent by the gateway, not by a client: no service has it. */
export const avisoEstoqueMinimo: OperationVocabulary<"Aviso_Estoque_Minimo"> = {
  name: "Aviso_Estoque_Minimo",
  channels: all,
  codes: avisoCodes,
  sends: true,
  outward: true,
  requestFields: [],
  messageFacts: message,
};

const documented = [sendSms, sendSimpleSms, statusVoice];
const observed = [
  credits,
  query01,
  sendandFollowUpVoice,
  sendSmsV300,
  sendLongSms,
  enviasms,
  smsfollow,
  smscredits,
  smsstatus,
  query01Page,
];

export const vocabulary = {
  provider: "mobilepronto",
  operations: [...documented, ...observed, avisoEstoqueMinimo],
  // Only voice calls report a status (MPG_Status_Voice, "Tipos de Status"); of an SMS the ledger and MPG_Query01 tell.
  statuses: {
    scheduled: "024",
    held: "024",
    queued: "024",
    sent: "024",
    delivered: "ok",
    unconfirmed: "machine",
    undelivered: "failed",
    invalid: "failed",
    rejected: "blocked",
    expired: "failed",
    cancelled: "failed",
    skipped: "failed",
    unknown: "error",
  },
  voiceWords: "ok:\\d{1,3}\\.\\d\\d|(?:failed|error|blocked|machine):\\d{3}",
  voiceEnds: {
    ok: "delivered",
    failed: "undelivered",
    error: "unknown",
    blocked: "rejected",
    machine: "unconfirmed",
  },
  callbacks: false,
  inbound: false,
  senders: false,
  kinds: ["sms"],
} satisfies Vocabulary;

/** The same for a service without the observed siblings (setting `siblings`). */
export const documentedVocabulary: Vocabulary = { ...vocabulary, operations: [...documented, avisoEstoqueMinimo] };
