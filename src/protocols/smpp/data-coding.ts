// data_coding: SMPP 3.4 section 5.2.19 with GSM 03.38 section 4. The whole octet decides.

/** `gsm` is the SMSC's default alphabet, one septet an octet; `octets` are not ours to read. */
export type Alphabet = "gsm" | "ia5" | "latin1" | "octets" | "ucs2";

export interface DataCoding {
  readonly alphabet: Alphabet;
  /** 0 is shown at once and not kept (flash), 1 the handset, 2 the SIM, 3 other equipment. */
  readonly messageClass?: 0 | 1 | 2 | 3;
  readonly waiting?: MessageWaiting;
  /** The specification gives this value no meaning. */
  readonly reserved: boolean;
}

/** A message waiting indication (GSM 03.38, 1100 and 1101). */
export interface MessageWaiting {
  readonly store: boolean;
  readonly active: boolean;
  readonly kind: "voicemail" | "fax" | "email" | "other";
}

const plain: Readonly<Record<number, Alphabet>> = {
  0: "gsm",
  1: "ia5",
  2: "octets",
  3: "latin1",
  4: "octets",
  5: "octets", // JIS
  6: "octets", // ISO 8859-5
  7: "octets", // ISO 8859-8
  8: "ucs2",
  9: "octets", // pictograms
  10: "octets", // music codes
  13: "octets", // extended Kanji JIS
  14: "octets", // KS C 5601
};
const classes = [0, 1, 2, 3] as const;
const waitingKinds = ["voicemail", "fax", "email", "other"] as const;

/** Reads an octet of data_coding. Every value from 0 to 255 has a meaning. */
export function dataCoding(octet: number): DataCoding {
  const alphabet = plain[octet];
  if (alphabet !== undefined) return { alphabet, reserved: false };
  const group = octet >> 4;
  const messageClass = classes[octet & 3] ?? 0;
  if (group === 0x1) {
    const [name, reserved] = classGroup[(octet >> 2) & 3] ?? ["octets", true];
    return { alphabet: name, messageClass, reserved };
  }
  if (group === 0xf) {
    return { alphabet: (octet & 4) === 0 ? "gsm" : "octets", messageClass, reserved: (octet & 8) !== 0 };
  }
  if (group === 0xc || group === 0xd) {
    const kind = waitingKinds[octet & 3] ?? "other";
    return {
      alphabet: "gsm",
      waiting: { store: group === 0xd, active: (octet & 8) !== 0, kind },
      reserved: (octet & 4) !== 0,
    };
  }
  return { alphabet: "octets", reserved: true };
}

/** GSM 03.38, general group with a message class: bits 3 and 2. */
const classGroup: readonly (readonly [Alphabet, reserved: boolean])[] = [
  ["gsm", false],
  ["octets", false],
  ["ucs2", false],
  ["octets", true],
];
