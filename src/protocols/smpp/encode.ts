// PDU to octets. Typed input is checked: an illegal value throws EncodeError, and faults change the octets afterwards.

import { type Command, commandNamed } from "./commands.ts";
import type { DestAddress, PduField, UnsuccessSme } from "./fields.ts";
import { type AnyDraft, type PduDraft, RawOctets } from "./pdu.ts";

/** A value that cannot be written, and the reason. */
export class EncodeError extends RangeError {
  override readonly name = "EncodeError";
}

/** Largest PDU written: message_payload of 64 K with everything around it. */
export const largestPdu = 66_000;
const headerLength = 16;
const scratch = Buffer.allocUnsafeSlow(largestPdu);

/** Encodes a PDU. A response with a status other than 0 is the bare header (note of section 4.4.2). */
export function encode(pdu: PduDraft): Buffer {
  return encodeWithOffsets(pdu).octets;
}

/** The octets of a PDU whose `octets` may be there already: a copy of them under its own sequence number. */
export function encodeNumbered(pdu: AnyDraft): Buffer {
  if (pdu.octets === undefined) return encodeWithOffsets(pdu).octets;
  const octets = Buffer.from(pdu.octets);
  octets.writeUInt32BE(pdu.sequence ?? 0, 12);
  return octets;
}

/** Where each field and optional parameter stands in the octets, for cutting inside one. */
export function encodeWithOffsets(pdu: AnyDraft, offsets?: Map<string, readonly [start: number, end: number]>) {
  const command = commandNamed(pdu.command);
  const status = pdu.status ?? 0;
  if (pdu.verbatim !== undefined) return { octets: verbatim(pdu.verbatim, pdu.sequence ?? 0), offsets };
  let at = headerLength;
  if (pdu.withBody ?? !(command.isResponse && status !== 0)) {
    at = writeBody(command, pdu.body ?? {}, offsets);
    for (const { tag, value } of pdu.tlvs ?? []) {
      const start = at;
      if (at + 4 + value.length > largestPdu) throw new EncodeError(`${pdu.command} would exceed ${largestPdu} octets`);
      at = word(at, tag, "optional parameter tag");
      at = word(at, value.length, "optional parameter length");
      scratch.set(value, at);
      at += value.length;
      offsets?.set(`0x${tag.toString(16).padStart(4, "0")}`, [start, at]);
    }
  }
  scratch.writeUInt32BE(at, 0);
  scratch.writeUInt32BE(pdu.commandId ?? command.id, 4);
  scratch.writeUInt32BE(status, 8);
  scratch.writeUInt32BE(pdu.sequence ?? 0, 12);
  return { octets: Buffer.from(scratch.subarray(0, at)), offsets };
}

function verbatim(
  { octets, keepSequence }: { readonly octets: Buffer; readonly keepSequence: boolean },
  sequence: number,
): Buffer {
  const copy = Buffer.from(octets);
  if (!keepSequence && copy.length >= headerLength) copy.writeUInt32BE(sequence, 12);
  return copy;
}

function writeBody(
  command: Command,
  body: Readonly<Record<string, unknown>>,
  offsets: Map<string, readonly [number, number]> | undefined,
): number {
  let at = headerLength;
  for (const field of command.fields) {
    const start = at;
    at = writeField(at, field, body[field.name]);
    offsets?.set(field.name, [start, at]);
  }
  return at;
}

function writeField(at: number, field: PduField, value: unknown): number {
  if (value instanceof RawOctets) {
    if (at + value.octets.length > largestPdu) throw new EncodeError(`${field.name}: over ${largestPdu} octets`);
    scratch.set(value.octets, at);
    return at + value.octets.length;
  }
  switch (field.kind) {
    case "octet":
      return octet(at, value ?? 0, field.name);
    case "text":
      return text(at, value ?? "", field.max, field.name);
    case "time":
      if (typeof value === "string" && value.length !== 0 && value.length !== 16) {
        throw new EncodeError(`${field.name}: a time has 16 characters or none, not ${value.length}`);
      }
      return text(at, value ?? "", 17, field.name);
    case "message": {
      const octets = value ?? scratch.subarray(0, 0);
      if (!(octets instanceof Uint8Array)) throw new EncodeError(`${field.name}: octets wanted`);
      if (octets.length > 254) throw new EncodeError(`${field.name}: ${octets.length} octets are over 254`);
      scratch[at] = octets.length;
      scratch.set(octets, at + 1);
      return at + 1 + octets.length;
    }
    case "destinations":
      return writeDestinations(at, isList<DestAddress>(value) ? value : []);
    case "failures":
      return writeFailures(at, isList<UnsuccessSme>(value) ? value : []);
  }
}

/** Type guard for the lists of a draft; their items are typed by the caller. */
function isList<T>(value: unknown): value is readonly T[] {
  return Array.isArray(value);
}

function writeDestinations(start: number, list: readonly DestAddress[]): number {
  if (list.length < 1 || list.length > 254)
    throw new EncodeError(`number_of_dests: ${list.length} is not within 1..254`);
  let at = octet(start, list.length, "number_of_dests");
  for (const destination of list) {
    at = octet(at, destination.flag, "dest_flag");
    at = destination.flag === 1 ? smeAddress(at, destination) : text(at, destination.dl_name, 21, "dl_name");
  }
  return at;
}

function writeFailures(start: number, list: readonly UnsuccessSme[]): number {
  let at = octet(start, list.length, "no_unsuccess");
  for (const failure of list) {
    at = scratch.writeUInt32BE(failure.error_status_code, smeAddress(at, failure));
  }
  return at;
}

interface SmeAddress {
  readonly dest_addr_ton: number;
  readonly dest_addr_npi: number;
  readonly destination_addr: string;
}

function smeAddress(start: number, sme: SmeAddress): number {
  const at = octet(octet(start, sme.dest_addr_ton, "dest_addr_ton"), sme.dest_addr_npi, "dest_addr_npi");
  return text(at, sme.destination_addr, 21, "destination_addr");
}

function octet(at: number, value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 255) {
    throw new EncodeError(`${name}: ${String(value)} is not one octet`);
  }
  scratch[at] = value;
  return at + 1;
}

function word(at: number, value: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff)
    throw new EncodeError(`${name}: ${value} is not two octets`);
  return scratch.writeUInt16BE(value, at);
}

function text(at: number, value: unknown, max: number, name: string): number {
  if (typeof value !== "string") throw new EncodeError(`${name}: a text wanted`);
  if (value.length >= max)
    throw new EncodeError(`${name}: ${value.length} characters and a NUL are over ${max} octets`);
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === 0 || code > 0xff)
      throw new EncodeError(`${name}: character ${index} cannot stand in a C-octet string`);
    scratch[at + index] = code;
  }
  scratch[at + value.length] = 0;
  return at + value.length + 1;
}
