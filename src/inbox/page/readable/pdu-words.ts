// Meaning of the octets of a PDU in the words of SMPP 3.4, section 5.2: named bits, types of numbers, and the text.

import type { DecodedField } from "../../../api/schema/request.ts";
import { decodeGsm } from "../../../core/gsm.ts";

/** A part of an octet: its bits, with a dot for each other bit, and its meaning. */
export interface NamedBits {
  readonly bits: string;
  readonly meaning: string;
}

type Meanings = Readonly<Record<number, string>>;
/** Bits of an octet by their mask, with the meanings of their values. */
type BitTable = readonly (readonly [mask: number, meanings: Meanings])[];

const esmClass: BitTable = [
  [0x03, { 0: "default mode", 1: "datagram mode", 2: "forward mode", 3: "store and forward mode" }],
  [
    0x3c,
    {
      0: "default message type",
      4: "delivery receipt",
      8: "delivery acknowledgement",
      16: "manual acknowledgement",
      24: "conversation abort",
      32: "intermediate delivery notification",
    },
  ],
  [0x40, { 64: "UDHI: begins with a user data header" }],
  [0x80, { 128: "reply path" }],
];
const registeredDelivery: BitTable = [
  [0x03, { 0: "no receipt", 1: "receipt on success or failure", 2: "receipt on failure", 3: "reserved" }],
  [0x0c, { 4: "delivery acknowledgement", 8: "manual acknowledgement", 12: "both acknowledgements" }],
  [0x10, { 16: "intermediate notification" }],
];
const dataCodings: Meanings = {
  0: "default alphabet of the SMSC",
  1: "IA5, ASCII",
  2: "octets",
  3: "Latin-1, ISO 8859-1",
  4: "octets",
  5: "JIS",
  6: "Cyrillic, ISO 8859-5",
  7: "Latin and Hebrew, ISO 8859-8",
  8: "UCS-2",
  9: "pictograms",
  10: "music codes",
  13: "extended Kanji JIS",
  14: "KS C 5601",
};
const typesOfNumber: Meanings = {
  0: "unknown",
  1: "international",
  2: "national",
  3: "network specific",
  4: "subscriber number",
  5: "alphanumeric",
  6: "abbreviated",
};
const numberingPlans: Meanings = {
  0: "unknown",
  1: "ISDN, E.164",
  3: "data, X.121",
  4: "telex, F.69",
  6: "land mobile, E.212",
  8: "national",
  9: "private",
  10: "ERMES",
  14: "internet, IP",
  18: "WAP client id",
};
const classes = ["class 0, shown at once", "class 1, handset", "class 2, SIM", "class 3, other equipment"];
const dataCodingClass: BitTable = [
  [0xf0, { 240: "GSM message class" }],
  [0x08, { 8: "reserved" }],
  [0x04, { 0: "GSM 7 bit", 4: "octets" }],
  [0x03, { ...classes }],
];
const waitingIndication: BitTable = [
  [0xf0, { 192: "message waiting, discard", 208: "message waiting, store" }],
  [0x08, { 0: "inactive", 8: "active" }],
  [0x03, { 0: "voicemail", 1: "fax", 2: "e-mail", 3: "other" }],
];

/** Named parts of a field's value; none for a field without. */
export function namedBits({ name, value }: DecodedField): readonly NamedBits[] {
  if (typeof value !== "number") return [];
  const own = name.slice(name.lastIndexOf(".") + 1);
  if (own === "esm_class") return bitsOf(value, esmClass);
  if (own === "registered_delivery") return bitsOf(value, registeredDelivery);
  if (own === "data_coding") return codingOf(value);
  const meaning = own.endsWith("_ton")
    ? typesOfNumber[value]
    : own.endsWith("_npi")
      ? numberingPlans[value]
      : undefined;
  return meaning === undefined ? [] : [{ bits: "", meaning }];
}

function codingOf(value: number): readonly NamedBits[] {
  const group = value >> 4;
  if (group === 0xf) return bitsOf(value, dataCodingClass);
  if (group === 0xc || group === 0xd) return bitsOf(value, waitingIndication);
  return [{ bits: "", meaning: dataCodings[value] ?? "reserved" }];
}

function bitsOf(value: number, table: BitTable): readonly NamedBits[] {
  return table.flatMap(([mask, meanings]) => {
    const meaning = meanings[value & mask];
    return meaning === undefined ? [] : [{ bits: bitsUnder(value, mask), meaning }];
  });
}

/** `··0001··`: bits under a mask. */
function bitsUnder(value: number, mask: number): string {
  return Array.from({ length: 8 }, (_, index) => {
    const bit = 0x80 >> index;
    return (mask & bit) === 0 ? "·" : (value & bit) === 0 ? "0" : "1";
  }).join("");
}

/** Text of a message in a PDU: without its user data header, which stands beside it. */
export interface DecodedText {
  readonly text: string;
  /** In hexadecimal; empty: there is none. */
  readonly header: string;
}

/** Decodes `short_message` or `message_payload` by the PDU's own fields; null: the field holds no text. */
export function decodedText(field: DecodedField, fields: readonly DecodedField[]): DecodedText | null {
  if ((field.name !== "short_message" && field.name !== "message_payload") || typeof field.value !== "string")
    return null;
  const octets = Uint8Array.from(field.value.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
  if (octets.length === 0) return null;
  const hasHeader = (numberIn(fields, "esm_class") & 0x40) !== 0;
  const length = hasHeader ? Math.min(octets.length, (octets[0] ?? 0) + 1) : 0;
  const text = textOf(octets.subarray(length), numberIn(fields, "data_coding"));
  return text === null ? null : { text, header: field.value.slice(0, 2 * length) };
}

function numberIn(fields: readonly DecodedField[], name: string): number {
  const value = fields.find((field) => field.name === name)?.value;
  return typeof value === "number" ? value : 0;
}

function textOf(octets: Uint8Array, coding: number): string | null {
  if (coding === 8 || coding >> 2 === 0x06) return new TextDecoder("utf-16be").decode(octets);
  if (coding === 1 || coding === 3) return new TextDecoder("latin1").decode(octets);
  const isGsm = coding === 0 || coding >> 2 === 0x04 || coding >> 2 === 0x3c || coding >> 5 === 0x06;
  if (!isGsm) return null;
  // A septet has no eighth bit: such octets are Latin-1, as some SMSCs have it.
  return octets.some((octet) => octet > 0x7f) ? new TextDecoder("latin1").decode(octets) : decodeGsm(octets);
}
