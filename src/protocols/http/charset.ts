// Texts as octets in the charsets that a response can be sent in. A character that a charset lacks is a question mark.

/** Characters of windows-1252 from 0x80 to 0x9f; a blank stands for an octet without one. */
const windows1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
/** Characters of ISO 8859-15 that differ from Latin-1. */
const latin9: Readonly<Record<string, number>> = {
  "€": 0xa4,
  Š: 0xa6,
  š: 0xa8,
  Ž: 0xb4,
  ž: 0xb8,
  Œ: 0xbc,
  œ: 0xbd,
  Ÿ: 0xbe,
};
const byLatin9: ReadonlyMap<string, string> = new Map(
  Object.entries(latin9).map(([char, code]) => [String.fromCharCode(code), char]),
);
const replacedByLatin9: ReadonlySet<number> = new Set(Object.values(latin9));

export function encodeText(text: string, charset: string): Buffer {
  switch (charset.toLowerCase()) {
    case "iso-8859-1":
    case "latin1":
      return octets(text, (code) => (code <= 0xff ? code : null));
    case "us-ascii":
      return octets(text, (code) => (code <= 0x7f ? code : null));
    case "iso-8859-15":
      return octets(text, (code, char) => latin9[char] ?? (code <= 0xff && !replacedByLatin9.has(code) ? code : null));
    case "windows-1252":
      return octets(text, (code, char) => {
        if (code <= 0x7f || (code >= 0xa0 && code <= 0xff)) return code;
        const at = windows1252.indexOf(char);
        return at < 0 ? null : 0x80 + at;
      });
    case "utf-16":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16be":
      return Buffer.from(text, "utf16le").swap16();
    default:
      return Buffer.from(text);
  }
}

/** Reads what `encodeText` writes. An octet without a character in the charset keeps its number. */
export function decodeText(octetsOfText: Buffer, charset: string): string {
  switch (charset.toLowerCase()) {
    case "iso-8859-1":
    case "latin1":
      return octetsOfText.toString("latin1");
    case "iso-8859-15":
      return octetsOfText.toString("latin1").replace(/[\xa4-\xbe]/g, (char) => byLatin9.get(char) ?? char);
    case "windows-1252":
      return octetsOfText.toString("latin1").replace(/[\x80-\x9f]/g, (char) => {
        const mapped = windows1252.charAt(char.charCodeAt(0) - 0x80);
        return mapped === " " ? char : mapped;
      });
    case "utf-16":
    case "utf-16le":
      return octetsOfText.toString("utf16le").replace(/^\ufeff/, "");
    case "utf-16be":
      return Buffer.from(octetsOfText.subarray(0, octetsOfText.length & ~1))
        .swap16()
        .toString("utf16le");
    default:
      return octetsOfText.toString();
  }
}

function octets(text: string, octetOf: (code: number, char: string) => number | null): Buffer {
  return Buffer.from([...text].map((char) => octetOf(char.codePointAt(0) ?? 0, char) ?? 0x3f));
}
