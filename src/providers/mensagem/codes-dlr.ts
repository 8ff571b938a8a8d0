// "Descritivo dos códigos de DLR": states of a report. The call-back lists ("Cadastro de Call-back") have other meanings
// for 5 and 8 (delivered without confirmation) and stand in callback.ts.

import type { Status } from "../../core/status.ts";

/** Code of each status; `unconfirmed` has a dialect option of each way: `unconfirmed` and `unconfirmedState`. */
export const dlrCodes = {
  scheduled: 0,
  held: 1,
  queued: 1,
  sent: 1,
  delivered: 2,
  expired: 3,
  cancelled: 4,
  undelivered: 5,
  invalid: 5,
  unknown: 7,
  rejected: 8,
  skipped: 9,
} as const satisfies Record<Exclude<Status, "unconfirmed">, number>;
