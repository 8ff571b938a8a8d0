// A PDU as a person reads it: names and values in the order of the wire, for the journal and the inbox. No secret ever
// shows; `maskSecrets` does the same for the octets.

import { type Command, commandById, commandNamed } from "./commands.ts";
import type { Destination, Field, UnsuccessSme } from "./fields.ts";
import type { DecodeError, Pdu, Tlv } from "./pdu.ts";
import { isPdu } from "./pdu.ts";
import { statusName } from "./status.ts";
import { bigEndian, cstringText } from "./tlv.ts";
import { tlvRow } from "./tlv-table.ts";

export interface ViewField {
  /** The specification's name; items of a list are `dest_address[1].destination_addr`. */
  readonly name: string;
  /** Octets are lower-case hexadecimal. */
  readonly value: string | number;
}

const mask = "*";

/** The decoded view. Of octets that are no PDU: the header as far as it goes, and what is wrong. */
export function pduView(decoded: Pdu | DecodeError): readonly ViewField[] {
  if (!isPdu(decoded)) {
    const { command, commandId, receivedStatus, sequence, error, status } = decoded;
    return [
      ...header(command ?? hex(commandId, 8), receivedStatus, sequence),
      { name: "error", value: error },
      { name: "error_status", value: statusName(status) },
    ];
  }
  const fields = header(decoded.command, decoded.status, decoded.sequence);
  const body: Readonly<Record<string, unknown>> = decoded.body;
  for (const field of commandNamed(decoded.command).fields) fields.push(...fieldView(field, body[field.name]));
  for (const tlv of decoded.tlvs) fields.push(tlvView(tlv));
  return fields;
}

/** The same octets with every octet of a password replaced by `*`. Returns `raw` itself when there is none. */
export function maskSecrets(raw: Buffer): Buffer {
  const command = raw.length < 16 ? undefined : commandById(raw.readUInt32BE(4));
  if (command === undefined) return raw;
  const before = command.fields.findIndex(isSecret);
  if (before < 0) return raw;
  // Only texts stand in front of a password, so it begins behind their NULs, also in a PDU that is otherwise broken.
  let start = 16;
  for (let index = 0; index < before; index++) {
    const end = raw.indexOf(0, start);
    if (end < 0) return raw;
    start = end + 1;
  }
  const end = raw.indexOf(0, start);
  const masked = Buffer.from(raw);
  masked.fill(mask, start, end < 0 ? raw.length : end);
  return masked;
}

function header(command: Command["name"] | string, status: number, sequence: number): ViewField[] {
  return [
    { name: "command_id", value: command },
    { name: "command_status", value: statusName(status) },
    { name: "sequence_number", value: sequence },
  ];
}

function fieldView(field: Field, value: unknown): readonly ViewField[] {
  const { name } = field;
  if (isSecret(field)) return [{ name, value: typeof value === "string" ? mask.repeat(value.length) : "" }];
  if (typeof value === "string" || typeof value === "number") return [{ name, value }];
  if (Buffer.isBuffer(value)) {
    return [
      { name: "sm_length", value: value.length },
      { name, value: value.toString("hex") },
    ];
  }
  return Array.isArray(value) ? listView(name, value) : [];
}

function listView(name: string, list: readonly (Destination | UnsuccessSme)[]): readonly ViewField[] {
  const fields: ViewField[] = [
    { name: name === "dest_address" ? "number_of_dests" : "no_unsuccess", value: list.length },
  ];
  for (const [index, item] of list.entries()) {
    for (const [key, value] of Object.entries(item)) {
      const label = key === "flag" ? "dest_flag" : key;
      const shown = key === "error_status_code" && typeof value === "number" ? statusName(value) : value;
      fields.push({ name: `${name}[${index + 1}].${label}`, value: shown });
    }
  }
  return fields;
}

function tlvView({ tag, value }: Tlv): ViewField {
  const row = tlvRow(tag);
  if (row === undefined) return { name: `0x${hex(tag, 4)}`, value: value.toString("hex") };
  if (row.kind === "uint") return { name: row.name, value: bigEndian(value) };
  return { name: row.name, value: row.kind === "cstring" ? cstringText(value) : value.toString("hex") };
}

function isSecret(field: Field): boolean {
  return field.kind === "text" && field.secret === true;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
