// Texts as octets in the character sets of SMPP data_coding other than the GSM alphabet (SMPP 3.4, 5.2.19).

/** The character that stands for octets without a meaning. */
const unreadable = 0xfffd;
/** Characters put together at once, well below the engine's limit of arguments. */
const chunk = 4096;

/** The text of UTF-16 code units, or of octets that are the characters of their own numbers. */
export function fromUnits(units: Uint16Array | Uint8Array): string {
  // Applied to the list as it is: spread, each unit would be taken from an iterator.
  if (units.length <= chunk) return Reflect.apply(String.fromCharCode, undefined, units);
  let text = "";
  for (let at = 0; at < units.length; at += chunk) text += fromUnits(units.subarray(at, at + chunk));
  return text;
}

/** UCS-2 big endian: two octets for each UTF-16 code unit, surrogates as they are. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[at * 2] = unit >> 8;
    octets[at * 2 + 1] = unit;
  }
  return octets;
}

/** The text of UCS-2 big endian octets, or null when their number is odd. */
export function decodeUcs2(octets: Uint8Array): string | null {
  if (octets.length % 2 !== 0) return null;
  const units = new Uint16Array(octets.length / 2);
  for (let at = 0; at < units.length; at++) units[at] = ((octets[at * 2] ?? 0) << 8) | (octets[at * 2 + 1] ?? 0);
  return fromUnits(units);
}

/** ISO 8859-1; null when a character is beyond U+00FF. */
export function encodeLatin1(text: string): Uint8Array | null {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0xff) return null;
    octets[at] = unit;
  }
  return octets;
}

/** ISO 8859-1: each octet is the character of its own number. Also how plain octets are shown. */
export function decodeLatin1(octets: Uint8Array): string {
  return fromUnits(octets);
}

/** IA5 (ASCII); an octet over 0x7F becomes U+FFFD. */
export function decodeIa5(octets: Uint8Array): string {
  const ascii = octets.every((octet) => octet <= 0x7f);
  return fromUnits(ascii ? octets : Uint16Array.from(octets, (octet) => (octet > 0x7f ? unreadable : octet)));
}
