// Built points of the operations beside the documented ones, and of voice; and the form of a coverage point.

import type { Evidence, Where } from "../provider.ts";

export type Point = readonly [
  point: string,
  shows: readonly Where[],
  evidence: Evidence,
  source: string,
  dialectOption?: string,
];

export const sendSms = "MPG_Send_SMS 01r33";
export const sendSimple = "MPG_SendSimple_SMS v_2_00";
export const statusVoice = "MPG_Status_Voice v_3_00";
export const traffic = "recorded traffic";
export const clients = "clients that ran against the service";
export const publicClients = "14 public clients";
export const undocumented = "the documents do not say";

export const siblingPoints: readonly Point[] = [
  [
    "ids are MPG and 12 digits, with - and 8 digits behind them accepted",
    ["call/MPG_SendandFollowUp_Voice/000", "call/MPG_Status_Voice"],
    "observed",
    traffic,
  ],
  [
    "MPG_Credits of 01r33 and v_2_00 beside the documented operations",
    ["call/MPG_Credits"],
    "observed",
    clients,
    "siblings",
  ],
  [
    "MPG_Credits: decimal result, -1 beside an error; Status and v_st_Status by reference",
    ["call/MPG_Credits"],
    "observed",
    "WSDL proxies of clients",
  ],
  [
    "MPG_Credits of 01r33 has a decimal result with two decimals",
    ["call/MPG_Credits"],
    "assumed",
    "as in v_2_00 and in the family's HTTP form",
    "creditDecimals",
  ],
  ["MPG_Credits of v_2_00 takes a Credencial of 20 or 40 characters", ["call/MPG_Credits"], "observed", clients],
  [
    "MPG_Query01 of 01r33: parameters, Status_Code 1, 0 and 2, 30 days, empty XML beside an error",
    ["call/MPG_Query01"],
    "observed",
    clients,
    "siblings",
  ],
  [
    "MPG_Query01: the XML is a string whose elements are ours (NewDataSet, Table, …), at most 1,000 rows",
    ["call/MPG_Query01"],
    "assumed",
    "the names are unknown; a string in v_3_00",
  ],
  [
    "MPG_SendandFollowUp_Voice: parameters, two voices, 300 characters, landlines, 000:<IDMSG>",
    ["call/MPG_SendandFollowUp_Voice"],
    "observed",
    clients,
    "siblings",
  ],
  [
    "MPG_SendandFollowUp_Voice: its codes are those of v_2_00 and of MPG_Status_Voice; 007 for another Voice",
    ["call/MPG_SendandFollowUp_Voice"],
    "assumed",
    "its table is not in our documents",
  ],
  [
    "MPG_Send_SMS, MPG_Send_Long_SMS and MPG_Credits of v_3_00 on /sms/v_3_00 and /v_3_00/sms, with Credencial and Token",
    ["call/MPG_Send_SMS_v_3_00", "call/MPG_Send_Long_SMS", "call/MPG_Credits"],
    "observed",
    publicClients,
    "siblings",
  ],
  [
    "v_3_00 and pages: the checks and codes of v_2_00, 007 by Send_Project, 019 by Token; 022 by scenario",
    ["call/MPG_Send_SMS_v_3_00", "call/MPG_Send_Long_SMS", "call/enviasms", "call/smsfollow"],
    "assumed",
    "their tables are not in our documents; clients know 019 and 022",
  ],
  [
    "MPG_Send_Long_SMS answers 000: for each part; a refusal is one code with its colon; at most 15,300 characters",
    ["call/MPG_Send_Long_SMS"],
    "assumed",
    "clients count the colons of a success",
  ],
  [
    "enviasms.aspx and smsfollow.aspx of v_2_00 and v_3_00 by GET and POST, parameters in any case, the bare code as HTML",
    ["call/enviasms", "call/smsfollow"],
    "observed",
    publicClients,
    "siblings",
  ],
  [
    "HEAD of a page runs it as GET; OPTIONS, PUT, DELETE and others get IIS's own answer",
    ["call/enviasms", "call/smsfollow", "call/smscredits", "call/smsstatus", "call/query01"],
    "assumed",
    "IIS maps .aspx to GET, HEAD, POST and DEBUG; as before .asmx",
  ],
  ["smsfollow.aspx answers 000:MPG000027109145-21611143", ["call/smsfollow/000"], "observed", publicClients],
  [
    "X01 for a missing parameter, X02 for an unknown one",
    ["call/enviasms/X01", "call/enviasms/X02", "call/smsfollow", "call/smscredits", "call/smsstatus", "call/query01"],
    "observed",
    publicClients,
  ],
  [
    "SEND_PROJECT takes SIM, S, YES, Y, NÃO, NAO, N and NO; Principal_User is not checked",
    ["call/enviasms", "call/smsfollow"],
    "assumed",
    "clients send these words; the table of v_2_00 has no code for Principal_User",
  ],
  [
    "the pages of v_2_00 take a Credencial of 20 or 40 characters, those of v_3_00 one of 40 and a Token",
    ["call/enviasms", "call/smscredits"],
    "assumed",
    "as MPG_Credits of v_2_00",
  ],
  ["credits.aspx answers 6.00, or the code", ["call/smscredits"], "observed", publicClients, "creditDecimals"],
  [
    "status.aspx answers 200 for an SMS that was sent, by its ID alone too",
    ["call/smsstatus/200"],
    "observed",
    publicClients,
  ],
  [
    "status.aspx answers 300 for a failure and 024 before the SMS is sent",
    ["call/smsstatus/300", "call/smsstatus/024"],
    "assumed",
    "only 200 was seen",
  ],
  [
    "query01.aspx answers the XML of MPG_Query01, or the code",
    ["call/query01"],
    "assumed",
    "clients ask it; no answer was seen",
  ],
  ["MPG_SendandFollowUp_Voice: a call costs one credit", ["call/MPG_SendandFollowUp_Voice"], "assumed", undocumented],
  [
    "MPG_Status_Voice: 001, 019, 022, 023, 024 and the five ends of a call",
    ["call/MPG_Status_Voice"],
    "documented",
    `${statusVoice}, Tipos de Retorno and Tipos de Status`,
  ],
  [
    "MPG_Status_Voice: 022 for an account flagged notFound, 023 for an IDMSG over 40 characters",
    ["call/MPG_Status_Voice/022", "call/MPG_Status_Voice/023"],
    "assumed",
    undocumented,
  ],
  [
    "the SIP codes of ends that a life names in our words, and the seconds of a call",
    ["call/MPG_Status_Voice"],
    "assumed",
    "RFC 3261; not said",
  ],
];
