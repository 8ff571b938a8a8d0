// The text of a submission: which octets, which alphabet, which segment of which longer message.

import { decodeIa5, decodeLatin1, decodeUcs2 } from "../../../core/charset.ts";
import type { Finding } from "../../../core/findings.ts";
import { decodeGsm, gsmAlphabet } from "../../../core/gsm.ts";
import type { Encoding } from "../../../core/text.ts";
import { type MessagePdu, messageOctets } from "../../../protocols/smpp/check-message.ts";
import { type Alphabet, dataCoding } from "../../../protocols/smpp/data-coding.ts";
import { textMistakes } from "../../../protocols/smpp/text-mistakes.ts";
import {
  nationalLanguage,
  parseUdh,
  type Segment,
  segmentOfSar,
  segmentOfUdh,
  type Udh,
} from "../../../protocols/smpp/udh.ts";
import { textoDe } from "../translate.ts";
import type { SmppDialect } from "./context.ts";

export interface Text {
  readonly text: string;
  readonly encoding: Encoding;
  /** Message class 0: shown at once. */
  readonly flash: boolean;
  readonly segment: Segment | undefined;
}

/** Reads the text of a PDU. UCS-2 of an odd number of octets, which is refused, reads as octets. */
export function readText(pdu: MessagePdu, coding: number, esmClass: number, dialect: SmppDialect): Text {
  const octets = messageOctets(pdu);
  const udh = (esmClass & 0x40) === 0 ? undefined : parseUdh(octets);
  const rest = udh?.rest ?? octets;
  const { messageClass } = dataCoding(coding);
  const read = decode(rest, alphabetOf(coding, dialect), udh);
  const segment = (udh && segmentOfUdh(udh)) ?? segmentOfSar(pdu);
  return {
    text: textoDe(read.text),
    encoding: read.encoding,
    flash: messageClass === 0,
    segment: segment !== undefined && segment.total > 1 ? segment : undefined,
  };
}

/** Mistakes in the octets of a text, whether it can be read or not. */
export function textFindings(
  pdu: MessagePdu,
  coding: number,
  esmClass: number,
  dialect: SmppDialect,
): readonly Finding[] {
  const alphabet = alphabetOf(coding, dialect);
  return textMistakes({ octets: messageOctets(pdu), dataCoding: coding, alphabet, hasUdh: (esmClass & 0x40) !== 0 });
}

function alphabetOf(coding: number, { defaultAlphabet }: SmppDialect): Alphabet {
  const { alphabet } = dataCoding(coding);
  return alphabet === "gsm" && defaultAlphabet === "latin1" ? "latin1" : alphabet;
}

type DecodedText = Pick<Text, "text" | "encoding">;

function decode(octets: Buffer, alphabet: Alphabet, udh: Udh | undefined): DecodedText {
  switch (alphabet) {
    case "gsm":
      return { text: gsmText(octets, udh), encoding: "gsm" };
    case "ia5":
      return { text: decodeIa5(octets), encoding: "gsm" };
    case "ucs2": {
      const text = decodeUcs2(octets);
      return text === null ? decode(octets, "octets", udh) : { text, encoding: "ucs2" };
    }
    case "latin1":
    case "octets":
      return { text: decodeLatin1(octets), encoding: "octets" };
  }
}

function gsmText(octets: Buffer, udh: Udh | undefined): string {
  if (udh === undefined) return decodeGsm(octets);
  const { locking = 0, single = 0 } = nationalLanguage(udh);
  return decodeGsm(octets, gsmAlphabet(locking, single));
}
