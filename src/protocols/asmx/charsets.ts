// Charset names of .NET (Encoding.GetEncoding) and how each is read. The table was made from Mono's own (fixtures/asmx/mono):
// names that other software knows, such as utf8 or cp1252, are unknown to .NET.

import { isAscii, isUtf8 } from "node:buffer";

/** Code page, decoder, names. EBCDIC, DOS and other code pages without a decoder here are left out. */
const rows: readonly (readonly [codePage: number, decoder: string, names: string])[] = [
  [65001, "utf-8", "unicode-1-1-utf-8,unicode-2-0-utf-8,utf-8,x-unicode-1-1-utf-8,x-unicode-2-0-utf-8"],
  [
    20127,
    "ascii",
    "ansi_x3.4-1968,ansi_x3.4-1986,ascii,cp367,csascii,ibm367,iso-ir-6,iso646-us,iso_646.irv:1991,us,us-ascii",
  ],
  [28591, "latin1", "cp819,csisolatin1,ibm819,iso-8859-1,iso-ir-100,iso8859-1,iso_8859-1,iso_8859-1:1987,l1,latin1"],
  [28599, "latin5", "csisolatin5,iso-8859-9,iso-ir-148,iso_8859-9,iso_8859-9:1989,l5,latin5"],
  [1200, "utf-16le", "iso-10646-ucs-2,ucs-2,unicode,utf-16,utf-16le"],
  [1201, "utf-16be", "unicodefffe,utf-16be"],
  [1250, "windows-1250", "windows-1250,x-cp1250"],
  [1251, "windows-1251", "windows-1251,x-cp1251"],
  [1252, "windows-1252", "windows-1252,x-ansi"],
  [1253, "windows-1253", "windows-1253"],
  [1254, "windows-1254", "windows-1254"],
  [1255, "windows-1255", "windows-1255"],
  [1256, "windows-1256", "cp1256,windows-1256"],
  [1257, "windows-1257", "windows-1257"],
  [1258, "windows-1258", "windows-1258"],
  [28592, "iso-8859-2", "csisolatin2,iso-8859-2,iso-ir-101,iso8859-2,iso_8859-2,iso_8859-2:1987,l2,latin2"],
  [28593, "iso-8859-3", "csisolatin3,iso-8859-3,iso-ir-109,iso_8859-3,iso_8859-3:1988,l3,latin3"],
  [28594, "iso-8859-4", "csisolatin4,iso-8859-4,iso-ir-110,iso_8859-4,iso_8859-4:1988,l4,latin4"],
  [28595, "iso-8859-5", "csisolatincyrillic,cyrillic,iso-8859-5,iso-ir-144,iso_8859-5,iso_8859-5:1988"],
  [28596, "iso-8859-6", "arabic,csisolatinarabic,ecma-114,iso-8859-6,iso-ir-127,iso_8859-6,iso_8859-6:1987"],
  [
    28597,
    "iso-8859-7",
    "csisolatingreek,ecma-118,elot_928,greek,greek8,iso-8859-7,iso-ir-126,iso_8859-7,iso_8859-7:1987",
  ],
  [
    28598,
    "iso-8859-8",
    "csisolatinhebrew,hebrew,iso-8859-8,iso-8859-8 visual,iso-ir-138,iso_8859-8,iso_8859-8:1988,logical,visual",
  ],
  [28603, "iso-8859-13", "iso-8859-13"],
  [28605, "iso-8859-15", "csisolatin9,iso-8859-15,iso_8859-15,l9,latin9"],
  [866, "ibm866", "cp866,ibm866"],
  [874, "windows-874", "dos-874,iso-8859-11,tis-620,windows-874"],
  [20866, "koi8-r", "cskoi8r,koi,koi8,koi8-r,koi8r"],
  [21866, "koi8-u", "koi8-ru,koi8-u"],
  [10000, "macintosh", "macintosh"],
  [932, "shift_jis", "csshiftjis,cswindows31j,ms_kanji,shift-jis,shift_jis,sjis,x-ms-cp932,x-sjis"],
  [936, "gbk", "chinese,cn-gb,csgb2312,csgb231280,csiso58gb231280,gb2312,gb2312-80,gb231280,gb_2312-80,gbk,iso-ir-58"],
  [54936, "gb18030", "gb18030"],
  [
    949,
    "euc-kr",
    "csksc56011987,iso-ir-149,korean,ks-c-5601,ks-c5601,ks_c_5601,ks_c_5601-1987,ks_c_5601-1989,ks_c_5601_1987,ksc5601,ksc_5601",
  ],
  [950, "big5", "big5,big5-hkscs,cn-big5,csbig5,x-x-big5"],
  [50220, "iso-2022-jp", "iso-2022-jp"],
  [50221, "iso-2022-jp", "csiso2022jp"],
  [
    51932,
    "euc-jp",
    "cseucpkdfmtjapanese,euc-jp,extended_unix_code_packed_format_for_japanese,iso-2022-jpeuc,x-euc,x-euc-jp",
  ],
  [51949, "euc-kr", "cseuckr,euc-kr,iso-2022-kr-8,iso-2022-kr-8bit"],
];

interface Charset {
  readonly codePage: number;
  readonly decoder: string;
}

const charsets: ReadonlyMap<string, Charset> = new Map(
  rows.flatMap(([codePage, decoder, names]) => names.split(",").map((name) => [name, { codePage, decoder }] as const)),
);

/** The code page by which .NET knows this name; null: it knows none, or there is no decoder for it here. */
export function codePageOf(name: string): number | null {
  return charsets.get(name.toLowerCase())?.codePage ?? null;
}

/**
 * Octets to text; what makes no sense becomes U+FFFD, beyond ASCII a question mark.
 * @param isStream half a character at the end is lost, as in .NET's StreamReader
 */
export type CharsetDecoder = (octets: Buffer, isStream?: boolean) => string;

/** Null when .NET knows no charset of this name, or there is no decoder for it here. */
export function charsetDecoder(name: string): CharsetDecoder | null {
  const decoder = charsets.get(name.toLowerCase())?.decoder;
  if (decoder === undefined) return null;
  if (decoder === "ascii") return decodeAscii;
  if (decoder === "latin1") return (octets) => octets.toString("latin1");
  if (decoder === "latin5") return decodeLatin5;
  if (decoder === "utf-8") return decodeUtf8;
  return (octets, stream = false) => new TextDecoder(decoder, { ignoreBOM: true }).decode(octets, { stream });
}

export function decodeAscii(octets: Buffer): string {
  const text = octets.toString("latin1");
  return isAscii(octets) ? text : text.replace(/[\x80-\xff]/g, "?");
}

/** .NET makes a single U+FFFD of two octets that are too long, a surrogate or too large. */
const impossiblePair = /\xe0[\x80-\x9f]|\xed[\xa0-\xbf]|\xf0[\x80-\x8f]|\xf4[\x90-\xbf]/g;

export function decodeUtf8(octets: Buffer, isStream = false): string {
  if (isUtf8(octets)) return octets.toString();
  const wrong = octets.toString("latin1").replace(impossiblePair, "\xff");
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(wrong, "latin1"), { stream: isStream });
}

/** ISO 8859-9: Latin-1 with six Turkish letters. TextDecoder reads this name as windows-1254. */
function decodeLatin5(octets: Buffer): string {
  return octets.toString("latin1").replace(/[\xd0\xdd\xde\xf0\xfd\xfe]/g, (char) => turkish[char] ?? char);
}
const turkish: Readonly<Record<string, string>> = { Ð: "Ğ", Ý: "İ", Þ: "Ş", ð: "ğ", ý: "ı", þ: "ş" };
