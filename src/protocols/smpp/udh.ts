// User data header: GSM 03.40 section 9.2.3.24, and its equivalents in SMPP (sar_*, ports).

import type { Tlv } from "./pdu.ts";
import { tlvNumber } from "./tlv.ts";

export interface InformationElement {
  readonly id: number;
  readonly data: Buffer;
}

export interface Udh {
  readonly elements: readonly InformationElement[];
  /** Octets behind the header. */
  readonly rest: Buffer;
}

/** Segment of a longer message. */
export interface Segment {
  readonly reference: number;
  readonly total: number;
  /** 1 is the first. */
  readonly number: number;
  /** Place of the reference: references of different kinds are different messages. */
  readonly by: "udh8" | "udh16" | "sar";
}

/** Reads the header in front of a message; undefined when UDHL or an element goes beyond its bounds. */
export function parseUdh(message: Buffer): Udh | undefined {
  const length = message[0];
  if (length === undefined || length + 1 > message.length) return undefined;
  const end = length + 1;
  const elements: InformationElement[] = [];
  for (let at = 1; at < end; ) {
    const id = message[at];
    const size = message[at + 1];
    if (id === undefined || size === undefined || at + 2 + size > end) return undefined;
    elements.push({ id, data: message.subarray(at + 2, at + 2 + size) });
    at += 2 + size;
  }
  return { elements, rest: message.subarray(end) };
}

/** UDHL and its elements, in the order given. Throws RangeError over 140 octets. */
export function buildUdh(elements: readonly InformationElement[]): Buffer {
  const parts = elements.map(({ id, data }) => Buffer.concat([Buffer.of(id, data.length), data]));
  const header = Buffer.concat(parts);
  if (header.length > 139) throw new RangeError(`a user data header of ${header.length} octets: at most 139 fit`);
  return Buffer.concat([Buffer.of(header.length), header]);
}

/** The concatenation element of a segment: 0x00 for `udh8`, 0x08 for `udh16`. */
export function concatenationElement({ reference, total, number }: Segment, wide = false): InformationElement {
  return wide
    ? { id: 0x08, data: Buffer.of((reference >> 8) & 0xff, reference & 0xff, total, number) }
    : { id: 0x00, data: Buffer.of(reference & 0xff, total, number) };
}

/** The first concatenation element, wherever it stands in the header. */
export function segmentOfUdh({ elements }: Udh): Segment | undefined {
  for (const { id, data } of elements) {
    const [a = 0, b = 0, c = 0, d = 0] = data;
    if (id === 0x00 && data.length === 3) return { reference: a, total: b, number: c, by: "udh8" };
    if (id === 0x08 && data.length === 4) return { reference: a * 256 + b, total: c, number: d, by: "udh16" };
  }
  return undefined;
}

/** Reads sar_msg_ref_num, sar_total_segments and sar_segment_seqnum; all three or nothing (5.3.2.22). */
export function segmentOfSar(pdu: { readonly tlvs: readonly Tlv[] }): Segment | undefined {
  const reference = tlvNumber(pdu, "sar_msg_ref_num");
  const total = tlvNumber(pdu, "sar_total_segments");
  const number = tlvNumber(pdu, "sar_segment_seqnum");
  if (reference === undefined || total === undefined || number === undefined) return undefined;
  return { reference, total, number, by: "sar" };
}

/** True if a segment can be one: numbered from 1 to its total. */
export function isSound({ number, total }: Segment): boolean {
  return number >= 1 && number <= total;
}

/** Application ports, of element 0x05 (16 bits) or 0x04 (8 bits). */
export function portsOf({ elements }: Udh): { readonly destination: number; readonly source: number } | undefined {
  for (const { id, data } of elements) {
    const [a = 0, b = 0, c = 0, d = 0] = data;
    if (id === 0x05 && data.length === 4) return { destination: a * 256 + b, source: c * 256 + d };
    if (id === 0x04 && data.length === 2) return { destination: a, source: b };
  }
  return undefined;
}

/** National language identifiers (Portuguese is 3): single shift of element 0x24, locking shift of 0x25. */
export function nationalLanguage({ elements }: Udh): { readonly single?: number; readonly locking?: number } {
  const single = elements.find(({ id }) => id === 0x24)?.data[0];
  const locking = elements.find(({ id }) => id === 0x25)?.data[0];
  return { ...(single !== undefined && { single }), ...(locking !== undefined && { locking }) };
}
