// The text of a submission: which octets, which alphabet, which segment of which longer message.

import { decodeIa5, decodeLatin1, decodeUcs2 } from "../../../core/charset.ts";
import { decodeGsm, gsmAlphabet } from "../../../core/gsm.ts";
import type { Encoding } from "../../../core/text.ts";
import { type MessagePdu, messageOctets } from "../../../protocols/smpp/check-message.ts";
import { dataCoding } from "../../../protocols/smpp/data-coding.ts";
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

/** Undefined: UCS-2 that ends within a surrogate pair. */
export function readText(pdu: MessagePdu, coding: number, esmClass: number, dialect: SmppDialect): Text | undefined {
  const octets = messageOctets(pdu);
  const udh = (esmClass & 0x40) === 0 ? undefined : parseUdh(octets);
  const rest = udh?.rest ?? octets;
  const { alphabet, messageClass } = dataCoding(coding);
  const latin = alphabet === "gsm" && dialect.defaultAlphabet === "latin1";
  const read = decode(rest, latin ? "latin1" : alphabet, udh);
  if (read === null) return undefined;
  const segment = (udh && segmentOfUdh(udh)) ?? segmentOfSar(pdu);
  return {
    text: textoDe(read.text),
    encoding: read.encoding,
    flash: messageClass === 0,
    segment: segment !== undefined && segment.total > 1 ? segment : undefined,
  };
}

type DecodedText = Pick<Text, "text" | "encoding">;

function decode(
  octets: Buffer,
  alphabet: ReturnType<typeof dataCoding>["alphabet"],
  udh: Udh | undefined,
): DecodedText | null {
  switch (alphabet) {
    case "gsm":
      return { text: gsmText(octets, udh), encoding: "gsm" };
    case "ia5":
      return { text: decodeIa5(octets), encoding: "gsm" };
    case "ucs2": {
      const text = decodeUcs2(octets);
      return text === null ? null : { text, encoding: "ucs2" };
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
