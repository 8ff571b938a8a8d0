// Codes that the SMPP listener can answer, by command. Mensagem's own codes come first: "97" is credit, command_status
// 97 is 0x61; then every command_status.

import type { CommonReason } from "../../../core/refusal.ts";
import type { MessageFact } from "../../../core/request-facts.ts";
import type { SmppNames } from "../../../core/vocabulary.ts";
import { type CommandName, commandNamed, commandTable, responseTo } from "../../../protocols/smpp/commands.ts";
import type { BindCommand } from "../../../protocols/smpp/pdu.ts";
import { statusByName, statusNames, statusSentence } from "../../../protocols/smpp/status.ts";
import { tlvTable } from "../../../protocols/smpp/tlv-table.ts";
import type { MensagemRow } from "../codes.ts";
import { sendCodes } from "../codes-sends.ts";
import type { MensagemOperation } from "../operation.ts";
import { statusOfBindCode, statusOfCode } from "./codes.ts";
import { kindsOfStatus } from "./kinds.ts";

const reasonsOfStatus: Readonly<Record<string, readonly CommonReason[]>> = {
  ESME_RTHROTTLED: ["throttled"],
  ESME_RMSGQFUL: ["queue-full"],
  ESME_RSYSERR: ["internal-error", "unavailable"],
};
const statusRows: readonly MensagemRow[] = statusNames.map((name) => {
  const number = statusByName(name) ?? 0;
  const text = statusSentence(number) ?? name;
  const section = number === 0x104 ? "SMPP 5.0 4.7.6" : "SMPP 3.4 5.1.3";
  const reasons = reasonsOfStatus[name];
  return {
    ...kindsOfStatus(name),
    code: name,
    number,
    text,
    section,
    arises: "scenario",
    ...(number === 0 ? { success: true } : {}),
    ...(reasons === undefined ? {} : { reasons }),
  };
});
/** A command_status that the tables lack: the vendor's 0x400 to 0x4ff, or anything else that fits. */
const answerPatterns = ["0x[0-9a-fA-F]{1,8}", "\\d{1,10}", "(?:RX_|RINV|R)[A-Z0-9_]{2,24}"];

function command<const Name extends string>(
  name: Name,
  requestFields: readonly string[],
  sends: boolean,
  codes: readonly MensagemRow[],
  messageFacts: readonly MessageFact[],
): MensagemOperation<Name> {
  return {
    name,
    channels: ["smpp"],
    codes: [...codes, ...statusRows],
    sends,
    requestFields,
    messageFacts,
    answerPatterns,
    pduFields: fieldsOf(responseOf(name)),
  };
}

function responseOf(name: string): CommandName {
  const request = commandTable.find((command) => command.name === name);
  return request === undefined ? "generic_nack" : responseTo(request.name);
}

/** Mandatory parameters whose values a scenario can write. */
function fieldsOf(command: CommandName): NonNullable<MensagemOperation["pduFields"]> {
  return commandNamed(command).fields.flatMap(({ name, kind }) => {
    if (kind === "destinations" || kind === "failures") return [];
    return [{ name, kind: kind === "time" ? "text" : kind }];
  });
}

const source = ["source_addr_ton", "source_addr_npi", "source_addr"];
const destination = ["dest_addr_ton", "dest_addr_npi", "destination_addr"];
const times = ["schedule_delivery_time", "validity_period"];
const handling = ["esm_class", "protocol_id", "priority_flag", ...times];
const content = ["registered_delivery", "replace_if_present_flag", "data_coding", "sm_default_msg_id"];
const bindFields = [
  "system_id",
  "password",
  "system_type",
  "interface_version",
  "addr_ton",
  "addr_npi",
  "address_range",
];
/** Codes of SEND that the response shows as a command_status; a message that is held is accepted. */
const sendStatuses = sendCodes.map((row) => ({ ...row, wire: statusOfCode[row.code] ?? "ESME_ROK" }));
const bindCodes = sendStatuses
  .filter(({ code }) => ["0", "73", "74", "93", "98", "99"].includes(code))
  .map((row) => ({ ...row, wire: statusOfBindCode[row.code] ?? row.wire }));

const message = ["to", "from", "text", "segment"] as const;
export const submitSm = command(
  "submit_sm",
  ["service_type", ...source, ...destination, ...handling, ...content],
  true,
  sendStatuses,
  message,
);
export const dataSm = command(
  "data_sm",
  ["service_type", ...source, ...destination, "esm_class", "registered_delivery", "data_coding"],
  true,
  sendStatuses,
  message,
);
export const submitMulti = command(
  "submit_multi",
  ["service_type", ...source, ...handling, ...content],
  true,
  sendStatuses,
  [...message, "many"],
);
export const querySm = {
  ...command("query_sm", ["message_id", ...source], false, [], ["from", "id"]),
  polled: true,
} as const;
export const cancelSm = command(
  "cancel_sm",
  ["service_type", "message_id", ...source, ...destination],
  false,
  [],
  ["to", "from", "id"],
);
export const replaceSm = command(
  "replace_sm",
  ["message_id", ...source, ...times, "registered_delivery", "sm_default_msg_id"],
  false,
  [],
  ["from", "id"],
);
/** Requests to the receiver: nothing answers them, and delay and faults act on the PDU itself. */
export const deliverSm: MensagemOperation<"deliver_sm"> = {
  name: "deliver_sm",
  channels: ["smpp"],
  codes: [],
  sends: false,
  outward: true,
  ours: "only",
  requestFields: [],
  messageFacts: ["to", "from", "text", "id"],
  pduFields: fieldsOf("deliver_sm"),
};
/** Tells the ESME that a phone is reachable again; it has no response. */
export const alertNotification: MensagemOperation<"alert_notification"> = {
  ...deliverSm,
  name: "alert_notification",
  messageFacts: ["to", "from"],
  pduFields: fieldsOf("alert_notification"),
};
/** Calls an ESME that is not bound; it has no response. */
export const outbind: MensagemOperation<"outbind"> = {
  ...deliverSm,
  name: "outbind",
  messageFacts: [],
  pduFields: fieldsOf("outbind"),
};
/** A sign of life, of the client or of ours. */
export const enquireLink: MensagemOperation<"enquire_link"> = {
  ...deliverSm,
  name: "enquire_link",
  ours: "also",
  messageFacts: [],
  pduFields: [],
};
/** The end of a session, by the client or by us. */
export const unbind: MensagemOperation<"unbind"> = { ...enquireLink, name: "unbind" };
const bind = <const Name extends BindCommand>(name: Name) => command(name, bindFields, false, bindCodes, []);
/** Binds by their command, in the order of section 4. */
export const binds: { readonly [Name in BindCommand]: MensagemOperation<Name> } = {
  bind_transmitter: bind("bind_transmitter"),
  bind_receiver: bind("bind_receiver"),
  bind_transceiver: bind("bind_transceiver"),
};

/** Everything behind port 9500, in the order of section 4. */
export const smppOperations = [
  binds.bind_transmitter,
  binds.bind_receiver,
  binds.bind_transceiver,
  submitSm,
  submitMulti,
  dataSm,
  querySm,
  cancelSm,
  replaceSm,
  deliverSm,
  alertNotification,
  outbind,
  enquireLink,
  unbind,
] as const satisfies readonly MensagemOperation[];

export const smppNames: SmppNames = {
  commands: new Map(commandTable.map(({ name, id }) => [name, id])),
  statuses: new Map(statusNames.map((name) => [name, statusByName(name) ?? 0])),
  tlvs: new Map(
    tlvTable.map(({ name, tag, kind, length }) => {
      const written = kind === "uint" ? "number" : kind === "cstring" ? "text" : "hex";
      return [name, { tag, kind: written, length: length[1] }];
    }),
  ),
};
