// command_status: SMPP 3.4 section 5.1.3, table 5-2, in its order and under its own names (those of 5.0 differ).

const rows = {
  ESME_ROK: [0x00, "No Error"],
  ESME_RINVMSGLEN: [0x01, "Message Length is invalid"],
  ESME_RINVCMDLEN: [0x02, "Command Length is invalid"],
  ESME_RINVCMDID: [0x03, "Invalid Command ID"],
  ESME_RINVBNDSTS: [0x04, "Incorrect BIND Status for given command"],
  ESME_RALYBND: [0x05, "ESME Already in Bound State"],
  ESME_RINVPRTFLG: [0x06, "Invalid Priority Flag"],
  ESME_RINVREGDLVFLG: [0x07, "Invalid Registered Delivery Flag"],
  ESME_RSYSERR: [0x08, "System Error"],
  ESME_RINVSRCADR: [0x0a, "Invalid Source Address"],
  ESME_RINVDSTADR: [0x0b, "Invalid Dest Addr"],
  ESME_RINVMSGID: [0x0c, "Message ID is invalid"],
  ESME_RBINDFAIL: [0x0d, "Bind Failed"],
  ESME_RINVPASWD: [0x0e, "Invalid Password"],
  ESME_RINVSYSID: [0x0f, "Invalid System ID"],
  ESME_RCANCELFAIL: [0x11, "Cancel SM Failed"],
  ESME_RREPLACEFAIL: [0x13, "Replace SM Failed"],
  ESME_RMSGQFUL: [0x14, "Message Queue Full"],
  ESME_RINVSERTYP: [0x15, "Invalid Service Type"],
  ESME_RINVNUMDESTS: [0x33, "Invalid number of destinations"],
  ESME_RINVDLNAME: [0x34, "Invalid Distribution List name"],
  ESME_RINVDESTFLAG: [0x40, "Destination flag is invalid (submit_multi)"],
  ESME_RINVSUBREP: [0x42, "Invalid 'submit with replace' request"],
  ESME_RINVESMCLASS: [0x43, "Invalid esm_class field data"],
  ESME_RCNTSUBDL: [0x44, "Cannot Submit to Distribution List"],
  ESME_RSUBMITFAIL: [0x45, "submit_sm or submit_multi failed"],
  ESME_RINVSRCTON: [0x48, "Invalid Source address TON"],
  ESME_RINVSRCNPI: [0x49, "Invalid Source address NPI"],
  ESME_RINVDSTTON: [0x50, "Invalid Destination address TON"],
  ESME_RINVDSTNPI: [0x51, "Invalid Destination address NPI"],
  ESME_RINVSYSTYP: [0x53, "Invalid system_type field"],
  ESME_RINVREPFLAG: [0x54, "Invalid replace_if_present flag"],
  ESME_RINVNUMMSGS: [0x55, "Invalid number of messages"],
  ESME_RTHROTTLED: [0x58, "Throttling error (ESME has exceeded allowed message limits)"],
  ESME_RINVSCHED: [0x61, "Invalid Scheduled Delivery Time"],
  ESME_RINVEXPIRY: [0x62, "Invalid message validity period (Expiry time)"],
  ESME_RINVDFTMSGID: [0x63, "Predefined Message Invalid or Not Found"],
  ESME_RX_T_APPN: [0x64, "ESME Receiver Temporary App Error Code"],
  ESME_RX_P_APPN: [0x65, "ESME Receiver Permanent App Error Code"],
  ESME_RX_R_APPN: [0x66, "ESME Receiver Reject Message Error Code"],
  ESME_RQUERYFAIL: [0x67, "query_sm request failed"],
  ESME_RINVOPTPARSTREAM: [0xc0, "Error in the optional part of the PDU Body"],
  ESME_ROPTPARNOTALLWD: [0xc1, "Optional Parameter not allowed"],
  ESME_RINVPARLEN: [0xc2, "Invalid Parameter Length"],
  ESME_RMISSINGOPTPARAM: [0xc3, "Expected Optional Parameter missing"],
  ESME_RINVOPTPARAMVAL: [0xc4, "Invalid Optional Parameter Value"],
  ESME_RDELIVERYFAILURE: [0xfe, "Delivery Failure (used for data_sm_resp)"],
  ESME_RUNKNOWNERR: [0xff, "Unknown Error"],
  // Defined by SMPP 5.0: 3.4 has no status for an unknown data_coding.
  ESME_RINVDCS: [0x104, "Invalid Data Coding Scheme"],
} as const satisfies Record<string, readonly [value: number, sentence: string]>;

export type StatusName = keyof typeof rows;

const byValue = new Map<number, { readonly name: string; readonly sentence: string }>();
const byName = new Map<string, number>();
for (const [name, [value, sentence]] of Object.entries(rows)) {
  byValue.set(value, { name, sentence });
  byName.set(name, value);
}

/** `status("ESME_RTHROTTLED")` is 0x58. */
export function status(name: StatusName): number {
  return rows[name][0];
}

/** The number of a command_status name, in any case, with or without `ESME_`; undefined when 3.4 has none. */
export function statusByName(name: string): number | undefined {
  const upper = name.toUpperCase();
  return byName.get(upper) ?? byName.get(`ESME_${upper}`);
}

/** The name of a command_status, or its number as `0x00000400` when the table has none (0x400..0x4ff are the vendor's). */
export function statusName(value: number): string {
  return byValue.get(value)?.name ?? `0x${value.toString(16).padStart(8, "0")}`;
}

/** The specification's sentence for a command_status; undefined for one that the table does not have. */
export function statusSentence(value: number): string | undefined {
  return byValue.get(value)?.sentence;
}

/** Every name of the table, in the order of the specification. */
export const statusNames: readonly string[] = Object.keys(rows);

/** Names of every command_status but that of success. */
export const refusalNames: readonly StatusName[] = Object.keys(rows).filter(isRefusal);

function isRefusal(name: string): name is StatusName {
  return name in rows && name !== "ESME_ROK";
}
