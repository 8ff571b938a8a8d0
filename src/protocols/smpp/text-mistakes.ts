// Mistakes of a client in the octets of a text, by their look (SMPP 3.4 5.2.12, 5.2.19; GSM 03.38; GSM 03.40). Each rule
// leaves a text alone that may be meant as it stands.

import { isUtf8 } from "node:buffer";
import type { Finding } from "../../core/findings.ts";
import type { Alphabet } from "./data-coding.ts";
import { smppFinding } from "./findings.ts";
import { parseUdh, type Udh } from "./udh.ts";

export interface TextOctets {
  readonly octets: Buffer;
  readonly dataCoding: number;
  /** Alphabet that the octets are read in. */
  readonly alphabet: Alphabet;
  /** True if esm_class announces a user data header. */
  readonly hasUdh: boolean;
}

export function textMistakes(text: TextOctets): readonly Finding[] {
  const { octets, hasUdh } = text;
  const udh = hasUdh || headerElements.has(octets[1] ?? -1) ? parseUdh(octets) : undefined;
  const bare = !hasUdh && udh !== undefined && looksLikeHeader(udh);
  const headerLength = udh !== undefined && (hasUdh || bare) ? octets.length - udh.rest.length : 0;
  const body = octets.subarray(headerLength);
  const findings = [bare ? smppFinding("udh-without-udhi") : undefined, ...alphabetMistakes(text, body, headerLength)];
  return findings.filter((mistake) => mistake !== undefined);
}

function alphabetMistakes({ alphabet, dataCoding }: TextOctets, body: Buffer, headerLength: number) {
  switch (alphabet) {
    case "ucs2":
      return [ucs2Mistake(body)];
    case "gsm":
    case "ia5":
      if (isSevenBit(body)) return [];
      return [looksPacked(body, headerLength) ? smppFinding("packed-septets") : highOctet(body, alphabet, dataCoding)];
    case "latin1":
    case "octets":
      return [];
  }
}

/** Data of the elements that a header of ours or of a client begins with: length, and a check of its values. */
const headerElements: ReadonlyMap<number, (data: Buffer) => boolean> = new Map([
  [0x00, (data: Buffer) => data.length === 3 && isPart(data[2], data[1])],
  [0x08, (data: Buffer) => data.length === 4 && isPart(data[3], data[2])],
  [0x05, (data: Buffer) => data.length === 4],
]);

/** True if every element is one of a segment or of ports: no text begins so by chance. */
function looksLikeHeader({ elements }: Udh): boolean {
  return elements.length > 0 && elements.every(({ id, data }) => headerElements.get(id)?.(data) === true);
}

/** A total from 0x20 may be a letter of a text. */
function isPart(number = 0, total = 0): boolean {
  return number >= 1 && number <= total && total < 0x20;
}

/** A loop: a callback for each octet costs more than all other checks of a text. */
function isSevenBit(body: Buffer): boolean {
  for (let at = 0; at < body.length; at++) if ((body[at] ?? 0) > 0x7f) return false;
  return true;
}

function highOctet(body: Buffer, alphabet: "gsm" | "ia5", dataCoding: number): Finding {
  const at = body.findIndex((octet) => octet > 0x7f);
  return smppFinding(isUtf8(body) ? "high-octet-utf8" : "high-octet", {
    octet: hex(body[at] ?? 0),
    coding: hex(dataCoding),
    alphabet: alphabet === "gsm" ? gsmName : "IA5",
  });
}

const gsmName = { en: "the GSM 7-bit alphabet", pt: "o alfabeto GSM de 7 bits" };

/** Octets from which the look of septets is beyond chance. */
const leastPacked = 10;

/** True if octets over 0x7f make no Latin-1 text as they stand, and a text when they are unpacked. */
function looksPacked(body: Buffer, headerLength: number): boolean {
  if (body.length < leastPacked || isUtf8(body)) return false;
  if (!body.some(isControl) || plainShare(body) > 0.75) return false;
  // Septets behind a header begin at a septet's bound.
  const fill = (7 - ((headerLength * 8) % 7)) % 7;
  return plainShare(unpacked(body, fill)) >= 0.85;
}

/** Controls that no text in Latin-1 has. */
function isControl(octet: number): boolean {
  return octet < 0x20 ? octet !== 0x0a && octet !== 0x0d && octet !== 0x09 : octet >= 0x7f && octet < 0xa0;
}

/** Share of letters, digits and blanks, with the accented letters of Latin-1. */
function plainShare(octets: Uint8Array): number {
  const plain = octets.filter((octet) => octet >= 0xc0 || /[A-Za-z0-9 ]/.test(String.fromCharCode(octet)));
  return plain.length / octets.length;
}

/** GSM 03.38 6.1.2.1. @param fill bits in front of the first septet */
function unpacked(octets: Buffer, fill: number): Uint8Array {
  const septets: number[] = [];
  for (let bit = fill; bit + 7 <= octets.length * 8; bit += 7) {
    const pair = (octets[bit >> 3] ?? 0) | ((octets[(bit >> 3) + 1] ?? 0) << 8);
    septets.push((pair >> (bit & 7)) & 0x7f);
  }
  // Seven bits left over are padding.
  if (septets.at(-1) === 0) septets.pop();
  return Uint8Array.from(septets);
}

function ucs2Mistake(body: Buffer): Finding | undefined {
  const mark = body.length < 2 ? 0 : body.readUInt16BE(0);
  if (mark === 0xfeff) return smppFinding("ucs2-mark");
  if (mark === 0xfffe) return smppFinding("ucs2-little-mark");
  if (looksLittleEndian(body)) return smppFinding("ucs2-little");
  return isReadable(body) ? undefined : smppFinding("ucs2-broken");
}

function isReadable(body: Buffer): boolean {
  if (body.length % 2 === 1) return true;
  const text = Buffer.from(body).swap16().toString("utf16le");
  return text.isWellFormed() && !text.includes("\ufffd");
}

/** Characters from which the look of little endian is beyond chance. */
const leastUnits = 4;

/** True if most characters are of Latin-1 in little endian, and hardly any in big endian. */
function looksLittleEndian(body: Buffer): boolean {
  const units = body.length >> 1;
  const little = new Set<number>();
  let [asLittle, asBig] = [0, 0];
  for (let at = 0; at + 1 < body.length; at += 2) {
    const [first = 0, second = 0] = [body[at], body[at + 1]];
    if (second === 0 && isPrintable(first)) {
      little.add(first);
      asLittle++;
    }
    if (first === 0 && isPrintable(second)) asBig++;
  }
  // A repeated character of another script may end in 0x00, as U+4E00 does.
  return units >= leastUnits && little.size >= 3 && asLittle >= units * 0.75 && asBig <= units / 8;
}

function isPrintable(octet: number): boolean {
  return octet === 0x0a || octet === 0x0d || (octet >= 0x20 && !isControl(octet));
}

function hex(octet: number): string {
  return `0x${octet.toString(16).padStart(2, "0")}`;
}
