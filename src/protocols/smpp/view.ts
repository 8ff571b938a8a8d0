// Decoded view of a PDU for the journal and the inbox, in the order of the wire. No secret shows; `maskSecrets` does
// the same for octets.

import { type Command, commandById, commandNamed, commandTable } from "./commands.ts";
import { decode } from "./decode.ts";
import type { DestAddress, PduField, UnsuccessSme } from "./fields.ts";
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
  /** The value in Portuguese, where it is a sentence. */
  readonly portuguese?: string;
  /** Offset of the field in the PDU and its length: with the NUL, with tag and length of an optional parameter. */
  readonly at: number;
  readonly length: number;
}
/** A field and the octets it takes. */
type Sized = Omit<ViewField, "at">;

const mask = "*";
/** Number of fields in front of the password, by command that has one. */
const fieldsBefore = new Map(
  commandTable
    .filter(({ fields }) => fields.some(isSecret))
    .map((command) => [command, command.fields.findIndex(isSecret)]),
);

/** Decodes and shows in one step. */
export function pduViewOf(octets: Buffer): readonly ViewField[] {
  return pduView(decode(octets), octets);
}

/** Decodes for the view. A malformed PDU shows its header and the mistake. @param raw octets of `decoded` */
export function pduView(decoded: Pdu | DecodeError, raw: Buffer): readonly ViewField[] {
  const size = raw.length;
  const announced = size < 4 ? 0 : raw.readUInt32BE(0);
  if (!isPdu(decoded)) {
    const { command, commandId, receivedStatus, sequence, error, status } = decoded;
    return placed(size, [
      ...header(announced, command ?? hex(commandId, 8), receivedStatus, sequence),
      { name: "error", value: error.en, portuguese: error.pt, length: 0 },
      { name: "error_status", value: statusName(status), length: 0 },
    ]);
  }
  const fields = header(announced, decoded.command, decoded.status, decoded.sequence);
  const body: Readonly<Record<string, unknown>> = decoded.body;
  for (const field of commandNamed(decoded.command).fields) fields.push(...fieldView(field, body[field.name]));
  for (const tlv of decoded.tlvs) fields.push(tlvView(tlv));
  return placed(size, fields);
}

/** Places the fields one behind the other. Fields of a body that was left out take no octets. */
function placed(size: number, fields: readonly Sized[]): readonly ViewField[] {
  let end = 0;
  return fields.map((field) => {
    const at = end;
    const length = at + field.length <= size ? field.length : 0;
    end += length;
    return { ...field, at, length };
  });
}

/** Masks password and system_id, which is a credential too, octet by octet. Returns `raw` itself when there is none. */
export function maskSecrets(raw: Buffer): Buffer {
  const command = raw.length < 16 ? undefined : commandById(raw.readUInt32BE(4));
  if (command === undefined) return raw;
  const before = fieldsBefore.get(command) ?? -1;
  if (before < 0) return raw;
  const masked = Buffer.from(raw);
  // Only texts stand in front of a password: their NULs lead to it in a malformed PDU too.
  let start = 16;
  for (let index = 0; index <= before && start < raw.length; index++) {
    const end = raw.indexOf(0, start);
    masked.fill(mask, start, end < 0 ? raw.length : end);
    start = end < 0 ? raw.length : end + 1;
  }
  return masked;
}

function header(announced: number, command: Command["name"] | string, status: number, sequence: number): Sized[] {
  return [
    { name: "command_length", value: announced, length: 4 },
    { name: "command_id", value: command, length: 4 },
    { name: "command_status", value: statusName(status), length: 4 },
    { name: "sequence_number", value: sequence, length: 4 },
  ];
}

function fieldView(field: PduField, value: unknown): readonly Sized[] {
  const { name } = field;
  if (typeof value === "string") {
    return [{ name, value: isSecret(field) ? mask.repeat(value.length) : value, length: value.length + 1 }];
  }
  if (typeof value === "number") return [{ name, value, length: 1 }];
  if (Buffer.isBuffer(value)) {
    return [
      { name: "sm_length", value: value.length, length: 1 },
      { name, value: value.toString("hex"), length: value.length },
    ];
  }
  return Array.isArray(value) ? listView(name, value) : [];
}

function listView(name: string, list: readonly (DestAddress | UnsuccessSme)[]): readonly Sized[] {
  const fields: Sized[] = [
    { name: name === "dest_address" ? "number_of_dests" : "no_unsuccess", value: list.length, length: 1 },
  ];
  for (const [index, item] of list.entries()) {
    for (const [key, value] of Object.entries(item)) {
      const label = key === "flag" ? "dest_flag" : key;
      const isStatus = key === "error_status_code" && typeof value === "number";
      const length = isStatus ? 4 : typeof value === "number" ? 1 : value.length + 1;
      fields.push({ name: `${name}[${index + 1}].${label}`, value: isStatus ? statusName(value) : value, length });
    }
  }
  return fields;
}

function tlvView({ tag, value }: Tlv): Sized {
  const row = tlvRow(tag);
  const length = 4 + value.length;
  if (row === undefined) return { name: `0x${hex(tag, 4)}`, value: value.toString("hex"), length };
  if (row.kind === "uint") return { name: row.name, value: bigEndian(value), length };
  return { name: row.name, value: row.kind === "cstring" ? cstringText(value) : value.toString("hex"), length };
}

function isSecret(field: PduField): boolean {
  return field.kind === "text" && field.secret === true;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
