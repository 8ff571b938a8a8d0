// Kinds of each command_status (SMPP 3.4 5.1.3). A code of SEND that has no status of its own adds its kinds to
// ESME_RSUBMITFAIL.

import { assumed, type CodeKind, documented, type Kinds } from "../../../core/code-kinds.ts";
import type { StatusName } from "../../../protocols/smpp/status.ts";
import { sendCodes } from "../codes-sends.ts";
import { statusOfCode } from "./codes.ts";

/** Every status that is not here refuses the PDU as it stands: `request`. */
const kindsByStatus: Readonly<Record<string, Kinds>> = {
  ESME_ROK: documented("success"),
  ESME_RSYSERR: assumed("temporary"),
  ESME_RINVDSTADR: assumed("request", "number"),
  ESME_RBINDFAIL: assumed("account"),
  ESME_RINVPASWD: documented("account"),
  ESME_RINVSYSID: documented("account"),
  ESME_RINVSYSTYP: documented("account"),
  ESME_RCANCELFAIL: assumed("request"),
  ESME_RREPLACEFAIL: assumed("request"),
  ESME_RQUERYFAIL: assumed("request"),
  ESME_RMSGQFUL: assumed("throttle"),
  ESME_RSUBMITFAIL: assumed(...kindsOfSubmitFail()),
  ESME_RTHROTTLED: documented("throttle"),
  ESME_RX_T_APPN: documented("temporary"),
  ESME_RDELIVERYFAILURE: assumed("request", "temporary"),
  ESME_RUNKNOWNERR: assumed("temporary", "unknown"),
} satisfies Partial<Record<StatusName, Kinds>>;

export function kindsOfStatus(name: string): Kinds {
  return kindsByStatus[name] ?? documented("request");
}

function kindsOfSubmitFail(): [CodeKind, ...CodeKind[]] {
  const rows = sendCodes.filter(({ code }) => statusOfCode[code] === "ESME_RSUBMITFAIL");
  const [first = "request", ...others] = new Set(rows.flatMap(({ kinds }) => kinds));
  return [first, ...others];
}
