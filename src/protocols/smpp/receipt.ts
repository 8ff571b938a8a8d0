// Delivery receipts: text (SMPP 3.4 Appendix B), optional parameters (4.6.1) and deliver_sm.

import type { Tlv } from "./pdu.ts";
import type { DeliverPdu } from "./pool.ts";
import { tlv } from "./tlv.ts";

/** message_state (5.2.28): 1..8; 0 and 9 are SMPP 5.0's and in use. */
export const messageStates = [
  { state: 0, name: "SCHEDULED", word: "ENROUTE" },
  { state: 1, name: "ENROUTE", word: "ENROUTE" },
  { state: 2, name: "DELIVERED", word: "DELIVRD" },
  { state: 3, name: "EXPIRED", word: "EXPIRED" },
  { state: 4, name: "DELETED", word: "DELETED" },
  { state: 5, name: "UNDELIVERABLE", word: "UNDELIV" },
  { state: 6, name: "ACCEPTED", word: "ACCEPTD" },
  { state: 7, name: "UNKNOWN", word: "UNKNOWN" },
  { state: 8, name: "REJECTED", word: "REJECTD" },
  // jSMPP throws on any word but these eight, so SKIPPED is written as a rejection.
  { state: 9, name: "SKIPPED", word: "REJECTD" },
] as const;

export type MessageState = (typeof messageStates)[number]["state"];

/** The seven letters of `stat:`. */
export function stateWord(state: MessageState): string {
  return messageStates[state].word;
}

/** Most octets of `text:` (Appendix B). */
export const receiptTextOctets = 20;

export interface ReceiptText {
  readonly id: string;
  /** Messages submitted and delivered; three digits each. */
  readonly sub: number;
  readonly dlvrd: number;
  /** 10 or 12 digits (`receiptDate`). */
  readonly submitDate: string;
  readonly doneDate: string;
  /** The word of `stat:`. */
  readonly stat: string;
  /** `err:`, three digits when a number. */
  readonly err: number | string;
  /** The first 20 octets of the message; undefined leaves `text:` out. */
  readonly text?: Buffer;
}

/** The receipt as octets. Characters outside ASCII come only from `text`, which is in the receipt's data_coding. */
export function buildReceipt(receipt: ReceiptText): Buffer {
  const { id, sub, dlvrd, submitDate, doneDate, stat, err, text } = receipt;
  const head =
    `id:${id} sub:${three(sub)} dlvrd:${three(dlvrd)} submit date:${submitDate} done date:${doneDate}` +
    ` stat:${stat} err:${typeof err === "number" ? three(err) : err}`;
  if (text === undefined) return Buffer.from(head, "latin1");
  const octets = Buffer.allocUnsafe(head.length + 6 + Math.min(text.length, receiptTextOctets));
  octets.set(text.subarray(0, receiptTextOctets), octets.write(`${head} text:`, "latin1"));
  return octets;
}

const receiptPattern =
  /^id:(\S*) sub:(\d{1,3}) dlvrd:(\d{1,3}) submit date:(\d{10}|\d{12}) done date:(\d{10}|\d{12}) stat:(\w{1,7}) err:(\w{1,3})(?: text:([\s\S]*))?$/i;

/** The receipt in the octets of a deliver_sm; undefined when they are none. */
export function parseReceipt(octets: Buffer): ReceiptText | undefined {
  const match = receiptPattern.exec(octets.toString("latin1"));
  if (match === null) return undefined;
  const [, id = "", sub = "", dlvrd = "", submitDate = "", doneDate = "", stat = "", err = "", text] = match;
  return {
    id,
    sub: Number(sub),
    dlvrd: Number(dlvrd),
    submitDate,
    doneDate,
    stat,
    err: /^\d+$/.test(err) ? Number(err) : err,
    ...(text !== undefined && { text: Buffer.from(text, "latin1") }),
  };
}

/** receipted_message_id, message_state, and network_error_code when there is one; no others (D2). */
export function receiptTlvs(id: string, state: MessageState, networkError?: Buffer): readonly Tlv[] {
  const tlvs = [tlv("receipted_message_id", id), tlv("message_state", state)];
  return networkError === undefined ? tlvs : [...tlvs, tlv("network_error_code", networkError)];
}

export interface SmppAddress {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** The two ends of the message that a receipt is about, as they were submitted. */
export interface SubmittedEnds {
  readonly source: SmppAddress;
  readonly destination: SmppAddress;
}

/** A receipt on its way back: the ends change places, everything else is empty (D3). */
export function receiptDelivery(
  { source, destination }: SubmittedEnds,
  text: Buffer,
  tlvs: readonly Tlv[],
  kind: "final" | "intermediate" = "final",
): DeliverPdu {
  return {
    command: "deliver_sm",
    body: {
      source_addr_ton: destination.ton,
      source_addr_npi: destination.npi,
      source_addr: destination.address,
      dest_addr_ton: source.ton,
      dest_addr_npi: source.npi,
      destination_addr: source.address,
      esm_class: kind === "final" ? 0x04 : 0x20,
      short_message: text,
    },
    tlvs,
  };
}

function three(number: number): string {
  return String(number).padStart(3, "0");
}
