// Rules of the specification for a well-formed submission: between fields, values, times. The account's rules
// (numbers, credits, length of the text) are the provider's.

import type { Instant, Millis } from "../../core/clock.ts";
import { dataCoding } from "./data-coding.ts";
import type { PduOf } from "./pdu.ts";
import type { StatusName } from "./status.ts";
import { parseTime } from "./time.ts";
import { tlvOctets } from "./tlv.ts";
import { isSound, parseUdh, segmentOfSar, segmentOfUdh } from "./udh.ts";

export type MessagePdu = PduOf<"submit_sm"> | PduOf<"submit_multi"> | PduOf<"data_sm"> | PduOf<"replace_sm">;

export interface NumberKinds {
  readonly ton: readonly number[];
  readonly npi: readonly number[];
}

/** Every type of number and plan that 3.4 has a name for (5.2.5, 5.2.6). */
export const definedKinds: NumberKinds = { ton: [0, 1, 2, 3, 4, 5, 6], npi: [0, 1, 3, 4, 6, 8, 9, 10, 14, 18] };

export interface CheckOptions {
  readonly now: Instant;
  /** The operator's limits on schedule_delivery_time and validity_period, from now. */
  readonly longestScheduleMs: Millis;
  readonly longestValidityMs: Millis;
  /** Types of number and plans that addresses may have; absent: any. */
  readonly source?: NumberKinds;
  readonly destination?: NumberKinds;
  /** ESME_RINVDCS for a data_coding without meaning, instead of taking it for octets. */
  readonly refuseReservedDataCoding?: boolean;
  /** ESME_RINVESMCLASS for datagram and transaction mode, instead of storing and forwarding. */
  readonly refuseOtherModes?: boolean;
  /** Numbers of predefined messages, for sm_default_msg_id. */
  readonly defaultMessages?: readonly number[];
  /** The pending message that the PDU changes: it keeps what the PDU leaves empty. */
  readonly pending?: PendingFields;
}

export interface PendingFields {
  readonly scheduledFor?: Instant;
  readonly expiresAt?: Instant;
  /** data_coding, which a replace_sm has not. */
  readonly dataCoding?: number;
}

const day = 86_400_000;
/** 14 days ahead and 7 days of validity. */
export const defaultLimits = { longestScheduleMs: 14 * day, longestValidityMs: 7 * day };

export interface MessageRefusal {
  readonly status: StatusName;
  /** Names the field and its mistake, in one sentence. */
  readonly reason: string;
}

/** The first thing wrong, in the order of the fields; undefined when the wire has no objection. */
export function checkMessage(pdu: MessagePdu, options: CheckOptions): MessageRefusal | undefined {
  return (
    checkAddresses(pdu, options) ??
    ("esm_class" in pdu.body ? checkEsmClass(pdu.body.esm_class, pdu, options) : undefined) ??
    checkFlags(pdu, options) ??
    checkTimes(pdu, options) ??
    checkText(pdu, options)
  );
}

/** The octets of the text, wherever they stand: short_message, else message_payload; none is an empty buffer. */
export function messageOctets(pdu: MessagePdu): Buffer {
  const short = "short_message" in pdu.body ? pdu.body.short_message : Buffer.alloc(0);
  return short.length > 0 ? short : (tlvOctets(pdu, "message_payload") ?? short);
}

function refusal(status: StatusName, reason: string): MessageRefusal {
  return { status, reason };
}

function checkAddresses({ body }: MessagePdu, { source, destination }: CheckOptions): MessageRefusal | undefined {
  const { source_addr_ton: ton, source_addr_npi: npi, source_addr: address } = body;
  if (source?.ton.includes(ton) === false) return refusal("ESME_RINVSRCTON", `source_addr_ton is ${ton}`);
  if (source?.npi.includes(npi) === false) return refusal("ESME_RINVSRCNPI", `source_addr_npi is ${npi}`);
  if (ton === 5 && address.length > 11) {
    return refusal("ESME_RINVSRCADR", `an alphanumeric source_addr of ${address.length} characters is over 11`);
  }
  if (destination === undefined || !("destination_addr" in body)) return undefined;
  return checkDestination({ ton: body.dest_addr_ton, npi: body.dest_addr_npi }, destination);
}

/** Checks TON and NPI of one destination; those of a submit_multi are checked one by one (4.5.3). */
export function checkDestination(
  { ton, npi }: { readonly ton: number; readonly npi: number },
  kinds: NumberKinds,
): MessageRefusal | undefined {
  if (!kinds.ton.includes(ton)) return refusal("ESME_RINVDSTTON", `dest_addr_ton is ${ton}`);
  if (!kinds.npi.includes(npi)) return refusal("ESME_RINVDSTNPI", `dest_addr_npi is ${npi}`);
  return undefined;
}

/** Optional parameters that repeat a user data header (M5). */
const udhRivals = [
  "sar_msg_ref_num",
  "sar_total_segments",
  "sar_segment_seqnum",
  "source_port",
  "destination_port",
] as const;

function checkEsmClass(esmClass: number, pdu: MessagePdu, options: CheckOptions): MessageRefusal | undefined {
  const bad = (reason: string) => refusal("ESME_RINVESMCLASS", `esm_class: ${reason}`);
  const mode = esmClass & 0x03;
  if (options.refuseOtherModes && (mode === 1 || mode === 2)) return bad("only store and forward is offered");
  if ((esmClass & 0x40) === 0) return undefined;
  const rival = udhRivals.find((name) => tlvOctets(pdu, name) !== undefined);
  if (rival !== undefined) return bad(`a user data header and ${rival} exclude each other`);
  const octets = messageOctets(pdu);
  const udh = parseUdh(octets);
  if (octets.length > 0 && udh === undefined) return bad("the user data header goes beyond the message");
  const segment = udh && segmentOfUdh(udh);
  if (segment && !isSound(segment)) return bad(`segment ${segment.number} of ${segment.total}`);
  return undefined;
}

function checkFlags({ body }: MessagePdu, options: CheckOptions): MessageRefusal | undefined {
  if ("priority_flag" in body && body.priority_flag > 3) {
    return refusal("ESME_RINVPRTFLG", `priority_flag ${body.priority_flag} is over 3`);
  }
  if ("replace_if_present_flag" in body && body.replace_if_present_flag > 1) {
    return refusal("ESME_RINVREPFLAG", `replace_if_present_flag ${body.replace_if_present_flag} is neither 0 nor 1`);
  }
  if (options.refuseReservedDataCoding && "data_coding" in body && dataCoding(body.data_coding).reserved) {
    return refusal("ESME_RINVDCS", `data_coding ${body.data_coding} has no meaning`);
  }
  if ("sm_default_msg_id" in body && body.sm_default_msg_id !== 0) {
    const isStored = options.defaultMessages?.includes(body.sm_default_msg_id) ?? false;
    if (!isStored) return refusal("ESME_RINVDFTMSGID", `sm_default_msg_id ${body.sm_default_msg_id} is unknown`);
  }
  return undefined;
}

/** Checks the two times that hold after the PDU: its own, else those of the pending message. */
export function checkTimes({ body }: MessagePdu, options: CheckOptions): MessageRefusal | undefined {
  if (!("schedule_delivery_time" in body)) return undefined;
  const { schedule_delivery_time: schedule, validity_period: validity } = body;
  if (schedule === "" && validity === "") return undefined;
  const { now, pending } = options;
  const sched = (reason: string) => refusal("ESME_RINVSCHED", `schedule_delivery_time: ${reason}`);
  const expiry = (reason: string) => refusal("ESME_RINVEXPIRY", `validity_period: ${reason}`);
  const starts = schedule === "" ? undefined : parseTime(schedule, now);
  if (schedule !== "" && starts === undefined) return sched(`${JSON.stringify(schedule)} is no time`);
  if (starts !== undefined && starts.at > now + options.longestScheduleMs) return sched("too far ahead");
  const ends = validity === "" ? undefined : parseTime(validity, now);
  if (validity !== "" && ends === undefined) return expiry(`${JSON.stringify(validity)} is no time`);
  if (ends !== undefined && ends.at <= now) return expiry("has passed");
  const due = Math.max(now, starts?.at ?? pending?.scheduledFor ?? now);
  const end = ends?.at ?? pending?.expiresAt;
  if (end === undefined) return undefined;
  if (end <= due) return ends === undefined ? sched("is after the validity") : expiry("ends before the message is due");
  if (end <= due + options.longestValidityMs) return undefined;
  return ends === undefined ? sched("makes the validity too long") : expiry("too far ahead");
}

function checkText(pdu: MessagePdu, { pending }: CheckOptions): MessageRefusal | undefined {
  const bad = (reason: string) => refusal("ESME_RINVMSGLEN", reason);
  const { body } = pdu;
  const payload = tlvOctets(pdu, "message_payload");
  const short = "short_message" in body ? body.short_message : undefined;
  if (short === undefined && payload === undefined) {
    return refusal("ESME_RMISSINGOPTPARAM", "data_sm has no message_payload");
  }
  if (short !== undefined && short.length > 0 && payload !== undefined) {
    return bad("short_message and message_payload exclude each other");
  }
  const octets = messageOctets(pdu);
  const predefined = "sm_default_msg_id" in body && body.sm_default_msg_id !== 0;
  if (octets.length === 0 && !predefined) return bad("no text");
  const hasUdh = "esm_class" in body && (body.esm_class & 0x40) !== 0;
  const text = hasUdh ? (parseUdh(octets)?.rest ?? octets) : octets;
  const coding = "data_coding" in body ? body.data_coding : (pending?.dataCoding ?? 0);
  if (dataCoding(coding).alphabet === "ucs2" && text.length % 2 === 1) {
    return bad("UCS-2 of an odd number of octets");
  }
  const segment = segmentOfSar(pdu);
  if (segment !== undefined && !isSound(segment)) {
    return refusal("ESME_RINVOPTPARAMVAL", `sar_segment_seqnum ${segment.number} of ${segment.total}`);
  }
  return undefined;
}
