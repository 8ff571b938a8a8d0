// Built points of the operations beside the documented ones, and of voice; and the form of a coverage point.

import type { Evidence, Where } from "../provider.ts";

export type Point = readonly [
  point: string,
  shows: readonly Where[],
  evidence: Evidence,
  source: string,
  reading?: string,
];

export const sendSms = "MPG_Send_SMS 01r33";
export const sendSimple = "MPG_SendSimple_SMS v_2_00";
export const statusVoice = "MPG_Status_Voice v_3_00";
export const traffic = "recorded traffic";
export const clients = "clients that ran against the service";
export const notSaid = "the documents do not say";

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
  ["MPG_SendandFollowUp_Voice: a call costs one credit", ["call/MPG_SendandFollowUp_Voice"], "assumed", notSaid],
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
    notSaid,
  ],
  [
    "the SIP codes of ends that a life names in our words, and the seconds of a call",
    ["call/MPG_Status_Voice"],
    "assumed",
    "RFC 3261; not said",
  ],
];
