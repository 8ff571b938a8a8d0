// The PDUs of SMPP 3.4, section 4: mandatory parameters in order, optional parameters by section. Decoder, encoder,
// validation, decoded view and types are made from this table.

import { destAddresses, octet, type PduField, secret, shortMessage, text, time, unsuccessSmes } from "./fields.ts";
import type { TlvName } from "./tlv-table.ts";

const systemId = text("system_id", 16, "ESME_RINVSYSID");
// 9 octets in the specification; longer ones are in use and read.
const password = secret("password", 65, "ESME_RINVPASWD");
const messageId = text("message_id", 65, "ESME_RINVMSGID");
const serviceType = text("service_type", 6, "ESME_RINVSERTYP");
const source = [
  octet("source_addr_ton"),
  octet("source_addr_npi"),
  text("source_addr", 21, "ESME_RINVSRCADR"),
] as const;
// 65 octets in data_sm and alert_notification (4.7.1, 4.12.1), 21 elsewhere.
const longSource = [
  octet("source_addr_ton"),
  octet("source_addr_npi"),
  text("source_addr", 65, "ESME_RINVSRCADR"),
] as const;
const destination = [
  octet("dest_addr_ton"),
  octet("dest_addr_npi"),
  text("destination_addr", 21, "ESME_RINVDSTADR"),
] as const;
const schedule = [
  time("schedule_delivery_time", "ESME_RINVSCHED"),
  time("validity_period", "ESME_RINVEXPIRY"),
] as const;
const handling = [octet("esm_class"), octet("protocol_id"), octet("priority_flag"), ...schedule] as const;
const content = [
  octet("registered_delivery"),
  octet("replace_if_present_flag"),
  octet("data_coding"),
  octet("sm_default_msg_id"),
  shortMessage,
] as const;

const bind = [
  systemId,
  password,
  text("system_type", 13, "ESME_RINVSYSTYP"),
  octet("interface_version"),
  octet("addr_ton"),
  octet("addr_npi"),
  text("address_range", 41, "ESME_RBINDFAIL"),
] as const;
const sm = [serviceType, ...source, ...destination, ...handling, ...content] as const;

const multiTlvs = [
  "user_message_reference",
  "source_port",
  "source_addr_subunit",
  "destination_port",
  "dest_addr_subunit",
  "sar_msg_ref_num",
  "sar_total_segments",
  "sar_segment_seqnum",
  "payload_type",
  "message_payload",
  "privacy_indicator",
  "callback_num",
  "callback_num_pres_ind",
  "callback_num_atag",
  "source_subaddress",
  "dest_subaddress",
  "display_time",
  "sms_signal",
  "ms_validity",
  "ms_msg_wait_facilities",
  "alert_on_message_delivery",
  "language_indicator",
] as const;
const submitTlvs = [
  ...multiTlvs,
  "more_messages_to_send",
  "user_response_code",
  "number_of_messages",
  "its_reply_type",
  "its_session_info",
  "ussd_service_op",
] as const;
const deliverTlvs = [
  "user_message_reference",
  "source_port",
  "destination_port",
  "sar_msg_ref_num",
  "sar_total_segments",
  "sar_segment_seqnum",
  "user_response_code",
  "privacy_indicator",
  "payload_type",
  "message_payload",
  "callback_num",
  "source_subaddress",
  "dest_subaddress",
  "language_indicator",
  "its_session_info",
  "network_error_code",
  "message_state",
  "receipted_message_id",
] as const;
const dataTlvs = [
  ...submitTlvs,
  "source_network_type",
  "source_bearer_type",
  "source_telematics_id",
  "dest_network_type",
  "dest_bearer_type",
  "dest_telematics_id",
  "qos_time_to_live",
  "set_dpf",
  "receipted_message_id",
  "message_state",
  "network_error_code",
] as const;
const dataRespTlvs = [
  "delivery_failure_reason",
  "network_error_code",
  "additional_status_info_text",
  "dpf_result",
] as const;
const bindResp = { fields: [systemId], tlvs: ["sc_interface_version"] } as const;
const bare = { fields: [], tlvs: [] } as const;

export interface CommandFormat {
  readonly id: number;
  readonly fields: readonly PduField[];
  /** The optional parameters that the command's section lists. */
  readonly tlvs: readonly TlvName[];
}

export const commands = {
  bind_receiver: { id: 0x00000001, fields: bind, tlvs: [] },
  bind_receiver_resp: { id: 0x80000001, ...bindResp },
  bind_transmitter: { id: 0x00000002, fields: bind, tlvs: [] },
  bind_transmitter_resp: { id: 0x80000002, ...bindResp },
  bind_transceiver: { id: 0x00000009, fields: bind, tlvs: [] },
  bind_transceiver_resp: { id: 0x80000009, ...bindResp },
  outbind: { id: 0x0000000b, fields: [systemId, password], tlvs: [] },
  unbind: { id: 0x00000006, ...bare },
  unbind_resp: { id: 0x80000006, ...bare },
  generic_nack: { id: 0x80000000, ...bare },
  submit_sm: { id: 0x00000004, fields: sm, tlvs: submitTlvs },
  submit_sm_resp: { id: 0x80000004, fields: [messageId], tlvs: [] },
  submit_multi: {
    id: 0x00000021,
    fields: [serviceType, ...source, destAddresses, ...handling, ...content],
    tlvs: multiTlvs,
  },
  submit_multi_resp: { id: 0x80000021, fields: [messageId, unsuccessSmes], tlvs: [] },
  deliver_sm: { id: 0x00000005, fields: sm, tlvs: deliverTlvs },
  deliver_sm_resp: { id: 0x80000005, fields: [messageId], tlvs: [] },
  data_sm: {
    id: 0x00000103,
    fields: [
      serviceType,
      ...longSource,
      octet("dest_addr_ton"),
      octet("dest_addr_npi"),
      text("destination_addr", 65, "ESME_RINVDSTADR"),
      octet("esm_class"),
      octet("registered_delivery"),
      octet("data_coding"),
    ],
    tlvs: dataTlvs,
  },
  data_sm_resp: { id: 0x80000103, fields: [messageId], tlvs: dataRespTlvs },
  query_sm: { id: 0x00000003, fields: [messageId, ...source], tlvs: [] },
  query_sm_resp: {
    id: 0x80000003,
    fields: [messageId, time("final_date", "ESME_RUNKNOWNERR"), octet("message_state"), octet("error_code")],
    tlvs: [],
  },
  cancel_sm: { id: 0x00000008, fields: [serviceType, messageId, ...source, ...destination], tlvs: [] },
  cancel_sm_resp: { id: 0x80000008, ...bare },
  replace_sm: {
    id: 0x00000007,
    fields: [messageId, ...source, ...schedule, octet("registered_delivery"), octet("sm_default_msg_id"), shortMessage],
    tlvs: [],
  },
  replace_sm_resp: { id: 0x80000007, ...bare },
  enquire_link: { id: 0x00000015, ...bare },
  enquire_link_resp: { id: 0x80000015, ...bare },
  alert_notification: {
    id: 0x00000102,
    fields: [...longSource, octet("esme_addr_ton"), octet("esme_addr_npi"), text("esme_addr", 65, "ESME_RINVDSTADR")],
    tlvs: ["ms_availability_status"],
  },
} as const satisfies Record<string, CommandFormat>;

export type CommandName = keyof typeof commands;

export interface Command extends CommandFormat {
  readonly name: CommandName;
  readonly isResponse: boolean;
}

const names = Object.keys(commands).filter((name): name is CommandName => name in commands);

/** Every command, in the order of section 4. */
export const commandTable: readonly Command[] = names.map((name) => {
  const format: CommandFormat = commands[name];
  return { name, isResponse: format.id >= 0x80000000, ...format };
});

const byId = new Map<number, Command>(commandTable.map((command) => [command.id, command]));
const byName = new Map<CommandName, Command>(commandTable.map((command) => [command.name, command]));

const responses = new Map<CommandName, CommandName>();
for (const { name, id } of commandTable) {
  const response = byId.get((id | 0x80000000) >>> 0);
  if (response !== undefined && response.name !== name) responses.set(name, response.name);
}

/** The command of an id; undefined when 3.4 has none. */
export function commandById(id: number): Command | undefined {
  return byId.get(id);
}

/** The row of a command. */
export function commandNamed(name: CommandName): Command {
  const command = byName.get(name);
  if (command === undefined) throw new RangeError(`no SMPP command is called ${name}`);
  return command;
}

/** `responseTo("submit_sm")` is `submit_sm_resp`; generic_nack for what has no response of its own. */
export function responseTo(command: CommandName): CommandName {
  return responses.get(command) ?? "generic_nack";
}
