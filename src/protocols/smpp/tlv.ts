// Reading and making optional parameters (SMPP 3.4 section 3.2.4).

import { type CommandName, commandNamed } from "./commands.ts";
import type { Tlv } from "./pdu.ts";
import { isReserved, type TlvName, tlvNamed, tlvRow, tlvTag } from "./tlv-table.ts";

interface WithTlvs {
  readonly tlvs?: readonly Tlv[];
}

/** The octets of the first optional parameter of that name; undefined when there is none. */
export function tlvOctets(pdu: WithTlvs, name: TlvName): Buffer | undefined {
  if (pdu.tlvs === undefined || pdu.tlvs.length === 0) return undefined;
  const tag = tlvTag(name);
  return pdu.tlvs.find((tlv) => tlv.tag === tag)?.value;
}

/**
 * The number in the first optional parameter of that name; undefined when there is none or it is empty. A reserved value
 * is the default, or none at all (3.3).
 */
export function tlvNumber(pdu: WithTlvs, name: TlvName): number | undefined {
  const value = tlvOctets(pdu, name);
  if (value === undefined || value.length === 0) return undefined;
  const number = bigEndian(value);
  const row = tlvNamed(name);
  if (!isReserved(row, number)) return number;
  return row.reserved === "ignored" ? undefined : row.reserved;
}

/** The text of the first C-octet string parameter of that name, without its NUL. */
export function tlvText(pdu: WithTlvs, name: TlvName): string | undefined {
  const value = tlvOctets(pdu, name);
  return value === undefined ? undefined : cstringText(value);
}

/** Makes an optional parameter: a number in the octets of its row, a C-octet string with its NUL. */
export function tlv(name: TlvName, value: number | string | Uint8Array): Tlv {
  const row = tlvNamed(name);
  if (typeof value === "number") {
    const octets = Buffer.alloc(Math.max(row.length[1], 1));
    octets.writeUIntBE(value, 0, octets.length);
    return { tag: row.tag, value: octets };
  }
  if (typeof value === "string") {
    return { tag: row.tag, value: Buffer.from(row.kind === "cstring" ? `${value}\0` : value, "latin1") };
  }
  return { tag: row.tag, value: Buffer.from(value) };
}

export function bigEndian(octets: Uint8Array): number {
  let number = 0;
  for (const octet of octets) number = number * 256 + octet;
  return number;
}

export function cstringText(octets: Buffer): string {
  const end = octets.indexOf(0);
  return octets.toString("latin1", 0, end < 0 ? octets.length : end);
}

/** True if a PDU has an optional parameter that 3.4 knows but does not list for its command (0xc1). */
export function hasUnexpectedTlv(pdu: { readonly command: CommandName; readonly tlvs: readonly Tlv[] }): boolean {
  const { tlvs } = commandNamed(pdu.command);
  return pdu.tlvs.some(({ tag }) => {
    const row = tlvRow(tag);
    return row !== undefined && !tlvs.includes(row.name);
  });
}
