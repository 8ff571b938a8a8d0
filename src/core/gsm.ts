// The 7-bit alphabets of GSM 03.38 (3GPP TS 23.038): the default one with its extension table (6.2.1, 6.2.1.1) and the
// Portuguese national language tables (A.2.3, A.3.3, language identifier 3). Septets one per octet, as SMPP carries them.

import { fromUnits } from "./charset.ts";

const shift = 0x1b;
/** Marks a character that the alphabet lacks. */
const none = 0xffff;
/** Every character of the tables stands below it (the highest is the infinity sign, U+221E). */
const tableEnd = 0x2220;

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = "abcdefghijklmnopqrstuvwxyz";

// A blank stands at 0x1B, where the escape is: a receiver that knows no further table shows one there (6.2.1, note 1).
const defaultBase = [
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ",
  ` !"#¤%&'()*+,-./0123456789:;<=>?¡${upper}ÄÖÑÜ§¿${lower}äöñüà`,
].join("");
const portugueseBase = [
  "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó| ÂâÊÉ",
  ` !"#º%&'()*+,-./0123456789:;<=>?Í${upper}ÃÕÚÜ§~${lower}ãõ\`üà`,
].join("");

type Extension = Readonly<Record<number, string>>;
const defaultExtension: Extension = {
  10: "\f",
  20: "^",
  40: "{",
  41: "}",
  47: "\\",
  60: "[",
  61: "~",
  62: "]",
  64: "|",
  101: "€",
};
const portugueseExtension: Extension = {
  ...defaultExtension,
  5: "ê",
  9: "ç",
  11: "Ô",
  12: "ô",
  14: "Á",
  15: "á",
  18: "Φ",
  19: "Γ",
  21: "Ω",
  22: "Π",
  23: "Ψ",
  24: "Σ",
  25: "Θ",
  31: "Ê",
  65: "À",
  73: "Í",
  79: "Ó",
  85: "Ú",
  91: "Ã",
  92: "Õ",
  97: "Â",
  105: "í",
  111: "ó",
  117: "ú",
  123: "ã",
  124: "õ",
  127: "â",
};

/** A base table with its extension table. Obtain one from `gsmDefault` or `gsmAlphabet`. */
export interface GsmAlphabet {
  readonly base: string;
  readonly extension: Extension;
  /** By UTF-16 code unit: the septet, or 0x1B00 + the septet after an escape, or 0xFFFF. */
  readonly septets: Uint16Array;
  /** By octet: 1 where it is a septet that stands for the ASCII character of its own number. */
  readonly ascii: Uint8Array;
}

function alphabet(base: string, extension: Extension): GsmAlphabet {
  const septets = new Uint16Array(tableEnd).fill(none);
  for (const [septet, character] of Object.entries(extension)) {
    septets[character.charCodeAt(0)] = (shift << 8) | Number(septet);
  }
  // The base table comes last: a character of both costs one septet.
  for (let septet = 0; septet < base.length; septet++) if (septet !== shift) septets[base.charCodeAt(septet)] = septet;
  const ascii = Uint8Array.from({ length: 256 }, (_, octet) =>
    octet < 0x80 && octet !== shift && base.charCodeAt(octet) === octet ? 1 : 0,
  );
  return { base, extension, septets, ascii };
}

export const gsmDefault: GsmAlphabet = alphabet(defaultBase, defaultExtension);

const portuguese = 3;
const national = new Map<string, GsmAlphabet>();

/**
 * The alphabet that a user data header chooses: language identifiers of information elements 0x25 (locking shift) and
 * 0x24 (single shift), 0 where there is none. Languages other than Portuguese (3) read as the default tables.
 */
export function gsmAlphabet(locking: number, single: number): GsmAlphabet {
  if (locking !== portuguese && single !== portuguese) return gsmDefault;
  const key = `${locking === portuguese}/${single === portuguese}`;
  let made = national.get(key);
  if (made === undefined) {
    made = alphabet(
      locking === portuguese ? portugueseBase : defaultBase,
      single === portuguese ? portugueseExtension : defaultExtension,
    );
    national.set(key, made);
  }
  return made;
}

/** Septets that a UTF-16 code unit costs in the alphabet: 1, 2 (by the extension table) or 0 (the alphabet lacks it). */
export function gsmCost(unit: number, alphabet: GsmAlphabet = gsmDefault): 0 | 1 | 2 {
  const septet = unit < tableEnd ? alphabet.septets[unit] : none;
  if (septet === undefined || septet === none) return 0;
  return septet < 0x80 ? 1 : 2;
}

/** Whether every character of the text is in the alphabet. */
export function canGsm(text: string, alphabet: GsmAlphabet = gsmDefault): boolean {
  for (let at = 0; at < text.length; at++) if (gsmCost(text.charCodeAt(at), alphabet) === 0) return false;
  return true;
}

/** The text as septets, one in each octet; null when the alphabet lacks one of its characters. */
export function encodeGsm(text: string, alphabet: GsmAlphabet = gsmDefault): Uint8Array | null {
  const octets = new Uint8Array(text.length * 2);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const septet = alphabet.septets[text.charCodeAt(at)] ?? none;
    if (septet === none) return null;
    if (septet > 0x7f) octets[length++] = shift;
    octets[length++] = septet & 0x7f;
  }
  return octets.slice(0, length);
}

function unitOf(character: string | undefined): number {
  return character?.charCodeAt(0) ?? 0xfffd;
}

const asciiText = new TextDecoder();

/**
 * The text of septets that stand one in each octet. An escaped septet that the extension table lacks is read from the
 * base table (6.2.1.1, note 1), an escape before an escape or at the end is a blank. An octet over 0x7F is no septet and becomes U+FFFD.
 */
export function decodeGsm(octets: Uint8Array, alphabet: GsmAlphabet = gsmDefault): string {
  let plain = 0;
  while (plain < octets.length && alphabet.ascii[octets[plain] ?? 0] === 1) plain++;
  // Most texts are plain ASCII, which an engine reads in one go.
  if (plain === octets.length) return asciiText.decode(octets);
  const units = new Uint16Array(octets.length);
  let length = 0;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    const next = octets[at + 1];
    if (octet === shift && next !== undefined && next !== shift) {
      units[length++] = unitOf(alphabet.extension[next] ?? alphabet.base[next]);
      at++;
    } else {
      units[length++] = unitOf(alphabet.base[octet]);
      if (octet === shift && next === shift) at++;
    }
  }
  return fromUnits(units.subarray(0, length));
}
