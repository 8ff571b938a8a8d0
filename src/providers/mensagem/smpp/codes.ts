// Mensagem's codes as SMPP statuses: one table for refusals, one for what a receipt says ("Descritivo dos códigos de DLR"
// and SMPP 3.4 5.2.28). The HTTP callback's numbers are another table: they contradict this one.

import type { Status } from "../../../core/status.ts";
import type { MessageState } from "../../../wire/smpp/receipt.ts";
import type { StatusName } from "../../../wire/smpp/status.ts";

/** Result codes of SEND as command_status (assumed). */
export const statusOfCode: Readonly<Record<string, StatusName>> = {
  "0": "ESME_RSYSERR",
  "72": "ESME_RSUBMITFAIL",
  "73": "ESME_RBINDFAIL",
  "74": "ESME_RBINDFAIL",
  "76": "ESME_RSUBMITFAIL",
  "77": "ESME_RINVDSTADR",
  "78": "ESME_RINVDSTADR",
  "79": "ESME_RINVMSGLEN",
  "83": "ESME_RSUBMITFAIL",
  "84": "ESME_RINVMSGLEN",
  "89": "ESME_RINVDSTADR",
  "90": "ESME_RINVDSTADR",
  "91": "ESME_RINVDSTADR",
  "92": "ESME_RINVDSTADR",
  "93": "ESME_RSUBMITFAIL",
  "94": "ESME_RSUBMITFAIL",
  "95": "ESME_RSUBMITFAIL",
  "96": "ESME_RINVDSTADR",
  "97": "ESME_RSUBMITFAIL",
  "98": "ESME_RINVPASWD",
  "99": "ESME_RSUBMITFAIL",
};

export const stateOf: Readonly<Record<Status, MessageState>> = {
  scheduled: 0,
  held: 1,
  queued: 1,
  sent: 1,
  delivered: 2,
  expired: 3,
  cancelled: 4,
  undelivered: 5,
  invalid: 5,
  unconfirmed: 6,
  unknown: 7,
  rejected: 8,
};
