// deliver_sm: receipts (SMPP 3.4 Appendix B), intermediate notifications and inbounds, from what the outbox kept of them.

import { encodeLatin1, encodeUcs2 } from "../../../core/charset.ts";
import { encodeGsm } from "../../../core/gsm.ts";
import type { Json, JsonObject } from "../../../core/json.ts";
import { describe, segments } from "../../../core/text.ts";
import { choice, flag, maybe, number, optional, record, text, type Validated, whole } from "../../../core/validate.ts";
import type { DeliverPdu } from "../../../protocols/smpp/pool.ts";
import {
  buildReceipt,
  receiptDelivery,
  receiptTextOctets,
  receiptTlvs,
  stateWord,
} from "../../../protocols/smpp/receipt.ts";
import { receiptDate } from "../../../protocols/smpp/time.ts";
import { tlv } from "../../../protocols/smpp/tlv.ts";
import { buildUdh, concatenationElement } from "../../../protocols/smpp/udh.ts";
import type { SmppDialect } from "./context.ts";
import { alertPdu } from "./pending-flag.ts";
import { receiptsToValidator } from "./receipts-to.ts";

/** Quarter hours east of UTC: America/Sao_Paulo. */
export const saoPaulo = -12;

const octet = optional(number(0, 255), 0);
const receiptValidator = record({
  what: choice("receipt"),
  message: maybe(whole()),
  at: whole(),
  session: optional(whole(), 0),
  id: text(),
  state: choice(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  final: flag,
  submitted: whole(),
  done: whole(),
  text: text(),
  delivered: whole(0, 999),
  sourceTon: octet,
  sourceNpi: octet,
  source: text(),
  destTon: octet,
  destNpi: octet,
  dest: text(),
  userReference: maybe(whole(0, 0xffff)),
  err: maybe(text({ min: 1, max: 4 })),
  receiptsTo: maybe(receiptsToValidator),
});
type Receipt = Validated<typeof receiptValidator>;

/** True if the outbox holds the whole receipt; otherwise the shape names the mistake. */
function isReceipt(data: JsonObject): data is JsonObject & Receipt {
  return (
    data["what"] === "receipt" &&
    typeof data["id"] === "string" &&
    typeof data["text"] === "string" &&
    typeof data["source"] === "string" &&
    typeof data["dest"] === "string" &&
    typeof data["final"] === "boolean" &&
    isWhole(data["state"], 9) &&
    isWhole(data["delivered"], 999) &&
    isWhole(data["sourceTon"], 255) &&
    isWhole(data["sourceNpi"], 255) &&
    isWhole(data["destTon"], 255) &&
    isWhole(data["destNpi"], 255) &&
    isWhole(data["session"]) &&
    isWhole(data["at"]) &&
    isWhole(data["submitted"]) &&
    isWhole(data["done"]) &&
    (data["err"] === undefined || typeof data["err"] === "string") &&
    (data["userReference"] === undefined || isWhole(data["userReference"], 0xffff))
  );
}

function isWhole(value: Json | undefined, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}

const inboundValidator = record({
  what: choice("inbound"),
  at: whole(),
  reference: whole(),
  fromTon: optional(number(0, 255), 1),
  fromNpi: optional(number(0, 255), 1),
  from: text(),
  toTon: optional(number(0, 255), 1),
  toNpi: optional(number(0, 255), 1),
  to: text(),
  text: text(),
});

/** Instant of the report, for its age. */
export function clientEventAt(data: JsonObject): number {
  return Number(data["at"] ?? 0);
}

/** The session that submitted, for a receipt or alert; 0: none. */
export function submitterOf(data: JsonObject): number {
  return Number(data["session"] ?? 0);
}

/** @param olderVersion a receiver speaks SMPP 3.3: the PDUs must make sense without optional parameters */
export function pdusOf(data: JsonObject, dialect: SmppDialect, olderVersion: boolean): readonly DeliverPdu[] {
  if (data["what"] === "alert") return [alertPdu(data)];
  if (data["what"] !== "inbound") return [receiptPdu(data, dialect)];
  return inboundPdus(data, olderVersion ? { ...dialect, longInbound: "udh" } : dialect);
}

function receiptPdu(data: JsonObject, dialect: SmppDialect): DeliverPdu {
  const it = isReceipt(data) ? data : receiptValidator(data, "outbox");
  const receipt = buildReceipt({
    id: it.id,
    sub: 1,
    dlvrd: it.delivered,
    submitDate: receiptDate(it.submitted, saoPaulo),
    doneDate: receiptDate(it.done, saoPaulo),
    stat: stateWord(it.state),
    err: it.err ?? 0,
    ...(dialect.receiptText ? { text: receiptText(it.text, dialect) } : {}),
  });
  const ends = {
    source: { ton: it.sourceTon, npi: it.sourceNpi, address: it.source },
    destination: { ton: it.destTon, npi: it.destNpi, address: it.dest },
  };
  const tlvs = [
    ...(dialect.receiptTlvs ? receiptTlvs(it.id, it.state, networkError(it.err)) : []),
    // 4.6.1: the reference that the client gave its message.
    ...(it.userReference === undefined ? [] : [tlv("user_message_reference", it.userReference)]),
  ];
  return receiptDelivery(ends, receipt, tlvs, it.final ? "final" : "intermediate");
}

/** Values that a scenario may put into a receipt; instants are numbers. */
export function receiptValues(data: JsonObject): Readonly<Record<string, string | number>> {
  const it = isReceipt(data) ? data : receiptValidator(data, "outbox");
  return {
    id: it.id,
    submitted: it.submitted,
    done: it.done,
    stat: stateWord(it.state),
    err: it.err ?? "000",
    sub: "001",
    dlvrd: String(it.delivered).padStart(3, "0"),
    text: it.text,
  };
}

/** network_error_code (5.3.2.31): type 3, GSM, and the number; undefined: `err` is no number of two octets. */
function networkError(err: string | undefined): Buffer | undefined {
  if (err === undefined || !/^\d+$/.test(err)) return undefined;
  return Buffer.from([3, Number(err) >> 8, Number(err) & 0xff]);
}

/** The first characters whose octets fit into `text:`, whole. A character outside the default alphabet is a `?`. */
function receiptText(text: string, { defaultAlphabet }: SmppDialect): Buffer {
  const encode = defaultAlphabet === "latin1" ? encodeLatin1 : encodeGsm;
  const first = encode(text.slice(0, receiptTextOctets));
  if (first !== null && first.length <= receiptTextOctets) return Buffer.from(first);
  const octets: number[] = [];
  for (const character of text) {
    const next = encode(character) ?? Buffer.from("?");
    if (octets.length + next.length > receiptTextOctets) break;
    octets.push(...next);
  }
  return Buffer.from(octets);
}

/** How a text travels: in the default alphabet, in Latin-1 where that is it, else in UCS-2 (D6). */
function inAlphabet(
  text: string,
  { defaultAlphabet }: SmppDialect,
): {
  readonly coding: number;
  readonly encoding: "gsm" | "ucs2" | "octets";
  readonly octets: (part: string) => Buffer;
} {
  const latin = defaultAlphabet === "latin1" && !/[^\u0000-\u00ff]/.test(text);
  if (latin) return { coding: 0, encoding: "octets", octets: (part) => Buffer.from(part, "latin1") };
  if (defaultAlphabet === "gsm" && encodeGsm(text) !== null) {
    return { coding: 0, encoding: "gsm", octets: (part) => Buffer.from(encodeGsm(part) ?? []) };
  }
  return { coding: 8, encoding: "ucs2", octets: (part) => Buffer.from(encodeUcs2(part)) };
}

function inboundPdus(data: JsonObject, dialect: SmppDialect): readonly DeliverPdu[] {
  const it = inboundValidator(data, "outbox");
  const { coding, encoding, octets } = inAlphabet(it.text, dialect);
  const body = {
    source_addr_ton: it.fromTon,
    source_addr_npi: it.fromNpi,
    source_addr: it.from,
    dest_addr_ton: it.toTon,
    dest_addr_npi: it.toNpi,
    destination_addr: it.to,
    data_coding: coding,
  };
  const isLong = describe(it.text, encoding).parts > 1;
  const payload = isLong && dialect.longInbound === "payload" ? octets(it.text) : undefined;
  // Kannel drops a link whose PDU is over 7,424 octets: a longer text goes in parts all the same.
  if (payload !== undefined && payload.length <= 7_000) {
    return [{ command: "deliver_sm", body, tlvs: [tlv("message_payload", payload)] }];
  }
  if (!isLong) return [{ command: "deliver_sm", body: { ...body, short_message: octets(it.text) } }];
  const parts = segments(it.text, encoding).slice(0, 255);
  return parts.map((part, index) => {
    const element = { reference: it.reference & 0xff, total: parts.length, number: index + 1, by: "udh8" } as const;
    const short_message = Buffer.concat([buildUdh([concatenationElement(element)]), octets(part)]);
    return { command: "deliver_sm", body: { ...body, esm_class: 0x40, short_message } };
  });
}

/** deliver_sm_resp: done, to be tried again (0x64, 0x14, 0x58, 0x08), or never (4.6.2). */
export function resultOf(status: number): "done" | "failed" | "refused" {
  if (status === 0) return "done";
  return [0x64, 0x14, 0x58, 0x08].includes(status) ? "failed" : "refused";
}
