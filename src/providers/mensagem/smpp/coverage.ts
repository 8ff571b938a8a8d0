import type { Coverage } from "../../provider.ts";

const silent = "the document does not show it";
const smpp = (section: string): string => `SMPP 3.4 ${section}`;

/** What is built behind port 9500 and why we believe it. */
export const smppCoverage: readonly Coverage[] = [
  { point: "SMPP 3.4 on port 9500, system_id is the integration user", evidence: "documented", source: "API SMPP" },
  {
    point: "message_id is the protocol (MD5)",
    evidence: "assumed",
    source: "the protocol is an MD5",
    reading: "messageId",
  },
  {
    point: "states 0 to 9 in query_sm_resp and message_state",
    evidence: "documented",
    source: "Descritivo dos códigos de DLR",
  },
  {
    point: "receipts as in Appendix B, with text:",
    evidence: "assumed",
    source: smpp("Appendix B"),
    reading: "receiptText",
  },
  {
    point: "receipted_message_id and message_state",
    evidence: "assumed",
    source: smpp("4.6.1"),
    reading: "receiptTlvs",
  },
  { point: "data_coding 0 is GSM 03.38", evidence: "assumed", source: smpp("5.2.19"), reading: "defaultAlphabet" },
  { point: "any system_type binds", evidence: "assumed", source: silent, reading: "systemType" },
  {
    point: "any TON and NPI of the source",
    evidence: "assumed",
    source: "expected, not said to be enforced",
    reading: "strictTonNpi",
  },
  {
    point: "Oi and Sercomtel numbers end as ACCEPTD over SMPP",
    evidence: "assumed",
    source: silent,
    reading: "unconfirmedState",
  },
  { point: "long inbounds come in segments", evidence: "assumed", source: silent, reading: "longInbound" },
  {
    point: "unknown data_coding is taken as octets",
    evidence: "assumed",
    source: silent,
    reading: "refuseReservedDataCoding",
  },
  {
    point: "every messaging mode is store and forward",
    evidence: "assumed",
    source: silent,
    reading: "refuseOtherModes",
  },
  { point: "segments are put together within an hour", evidence: "assumed", source: silent, reading: "segmentsMs" },
  {
    point: "receipts wait 48 hours for a receiver",
    evidence: "documented",
    source: "TERMOS IMPORTANTES, DLR",
    reading: "receiverMs",
  },
  {
    point: "of what waits for a receiver the oldest is dropped over a bound",
    evidence: "assumed",
    source: silent,
    reading: "receiverWaiting",
  },
  {
    point: "priority_flag orders what is due at one instant",
    evidence: "assumed",
    source: "SMPP 3.4 5.2.14 leaves it to the network",
  },
  {
    point: "sessions of an account that is disabled or removed are unbound; another password counts from the next bind",
    evidence: "assumed",
    source: silent,
  },
  { point: "codes of SEND as command_status", evidence: "assumed", source: silent, reading: "commandStatus" },
  { point: "schedules of 14 days at most", evidence: "assumed", source: silent, reading: "longestScheduleMs" },
  { point: "validities of 7 days at most", evidence: "assumed", source: silent, reading: "longestValidityMs" },
  {
    point: "set_dpf of data_sm, dpf_result in transaction mode, alert_notification to the session that submitted",
    evidence: "documented",
    source: smpp("4.7, 4.12, 5.3.2.28, 5.3.2.29"),
  },
  {
    point: "a phone is reachable when an SMS of the account is delivered to it or it sends one",
    evidence: "assumed",
    source: smpp("4.12 does not say how the message centre knows"),
  },
  { point: "submit_multi answers with the id of its first message", evidence: "assumed", source: smpp("4.5") },
  {
    point: "query_sm, cancel_sm, replace_sm and replace_if_present",
    evidence: "documented",
    source: smpp("4.8 to 4.10"),
  },
];
