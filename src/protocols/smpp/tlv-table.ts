// Optional parameters (TLV): SMPP 3.4 section 5.3.2, table 5-7, in the order of their tags. `length` counts octets of
// the value; `values` stands where the section closes the list.

type TlvKind = "uint" | "octets" | "cstring" | "empty";

interface TlvFormat {
  readonly tag: number;
  readonly kind: TlvKind;
  /** Fewest and most octets of the value. */
  readonly length: readonly [min: number, max: number];
  /** Lowest and highest number allowed, for a `uint`. */
  readonly values?: readonly [lowest: number, highest: number];
  /** Meaning of any other value (3.3): the default, or none. Absent: other values are refused. */
  readonly reserved?: number | "ignored";
}

const rows = {
  dest_addr_subunit: { tag: 0x0005, kind: "uint", length: [1, 1] },
  dest_network_type: { tag: 0x0006, kind: "uint", length: [1, 1] },
  dest_bearer_type: { tag: 0x0007, kind: "uint", length: [1, 1] },
  dest_telematics_id: { tag: 0x0008, kind: "uint", length: [2, 2] },
  source_addr_subunit: { tag: 0x000d, kind: "uint", length: [1, 1] },
  source_network_type: { tag: 0x000e, kind: "uint", length: [1, 1] },
  source_bearer_type: { tag: 0x000f, kind: "uint", length: [1, 1] },
  // A single octet by 5.3.2.8, two by its counterpart above and in libraries. Both are read.
  source_telematics_id: { tag: 0x0010, kind: "uint", length: [1, 2] },
  qos_time_to_live: { tag: 0x0017, kind: "uint", length: [4, 4] },
  payload_type: { tag: 0x0019, kind: "uint", length: [1, 1], values: [0, 1], reserved: 0 },
  additional_status_info_text: { tag: 0x001d, kind: "cstring", length: [1, 256] },
  receipted_message_id: { tag: 0x001e, kind: "cstring", length: [1, 65] },
  ms_msg_wait_facilities: { tag: 0x0030, kind: "uint", length: [1, 1] },
  privacy_indicator: { tag: 0x0201, kind: "uint", length: [1, 1], values: [0, 3], reserved: 0 },
  source_subaddress: { tag: 0x0202, kind: "octets", length: [2, 23] },
  dest_subaddress: { tag: 0x0203, kind: "octets", length: [2, 23] },
  user_message_reference: { tag: 0x0204, kind: "uint", length: [2, 2] },
  user_response_code: { tag: 0x0205, kind: "uint", length: [1, 1] },
  source_port: { tag: 0x020a, kind: "uint", length: [2, 2] },
  destination_port: { tag: 0x020b, kind: "uint", length: [2, 2] },
  sar_msg_ref_num: { tag: 0x020c, kind: "uint", length: [2, 2] },
  language_indicator: { tag: 0x020d, kind: "uint", length: [1, 1] },
  sar_total_segments: { tag: 0x020e, kind: "uint", length: [1, 1], values: [1, 255] },
  sar_segment_seqnum: { tag: 0x020f, kind: "uint", length: [1, 1], values: [1, 255] },
  sc_interface_version: { tag: 0x0210, kind: "uint", length: [1, 1] },
  callback_num_pres_ind: { tag: 0x0302, kind: "uint", length: [1, 1] },
  callback_num_atag: { tag: 0x0303, kind: "octets", length: [0, 65] },
  number_of_messages: { tag: 0x0304, kind: "uint", length: [1, 1], values: [0, 99], reserved: "ignored" },
  callback_num: { tag: 0x0381, kind: "octets", length: [4, 19] },
  dpf_result: { tag: 0x0420, kind: "uint", length: [1, 1], values: [0, 1], reserved: "ignored" },
  set_dpf: { tag: 0x0421, kind: "uint", length: [1, 1], values: [0, 1], reserved: 1 },
  ms_availability_status: { tag: 0x0422, kind: "uint", length: [1, 1], values: [0, 2], reserved: 0 },
  network_error_code: { tag: 0x0423, kind: "octets", length: [3, 3] },
  message_payload: { tag: 0x0424, kind: "octets", length: [0, 65535] },
  delivery_failure_reason: { tag: 0x0425, kind: "uint", length: [1, 1], values: [0, 3], reserved: "ignored" },
  more_messages_to_send: { tag: 0x0426, kind: "uint", length: [1, 1], values: [0, 1], reserved: 1 },
  // 3.4 knows 1..8; 0 SCHEDULED and 9 SKIPPED are of 5.0 and in use.
  message_state: { tag: 0x0427, kind: "uint", length: [1, 1], values: [0, 9], reserved: "ignored" },
  ussd_service_op: { tag: 0x0501, kind: "uint", length: [1, 1] },
  display_time: { tag: 0x1201, kind: "uint", length: [1, 1], values: [0, 2], reserved: 1 },
  sms_signal: { tag: 0x1203, kind: "uint", length: [2, 2] },
  ms_validity: { tag: 0x1204, kind: "uint", length: [1, 1], values: [0, 3], reserved: 0 },
  // No value in 3.4, one octet in 5.0. Both are read.
  alert_on_message_delivery: { tag: 0x130c, kind: "empty", length: [0, 1] },
  its_reply_type: { tag: 0x1380, kind: "uint", length: [1, 1] },
  its_session_info: { tag: 0x1383, kind: "octets", length: [2, 2] },
} as const satisfies Record<string, TlvFormat>;

export type TlvName = keyof typeof rows;

export interface TlvRow extends TlvFormat {
  readonly name: TlvName;
}

const names = Object.keys(rows).filter((name): name is TlvName => name in rows);

/** The table, in the order of tags. */
export const tlvTable: readonly TlvRow[] = names.map((name) => ({ name, ...rows[name] }));

const byTag = new Map<number, TlvRow>(tlvTable.map((row) => [row.tag, row]));

/** The row of a tag; undefined for a tag that 3.4 does not know. */
export function tlvRow(tag: number): TlvRow | undefined {
  return byTag.get(tag);
}

/** The row of a name. */
export function tlvNamed(name: TlvName): TlvRow {
  return byTag.get(rows[name].tag) ?? { name, ...rows[name] };
}

/** `tlvTag("message_payload")` is 0x0424. */
export function tlvTag(name: TlvName): number {
  return rows[name].tag;
}

/** True for a value that the section reserves. */
export function isReserved({ values, reserved }: TlvRow, number: number): boolean {
  return values !== undefined && reserved !== undefined && (number < values[0] || number > values[1]);
}
