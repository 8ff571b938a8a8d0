// Octets of a request to characters (asmx.md section 4): by the charset of Content-Type or a byte order mark, or as .NET's
// XML reader finds out by itself.

import { isAscii, isUtf8 } from "node:buffer";
import type { Finding } from "../../core/findings.ts";
import { charsetDecoder, decodeAscii, decodeUtf8 } from "./charsets.ts";
import { asmxFinding } from "./findings.ts";

/** Mistake that the XML reader meets where the text ends; null: the text is the whole document. */
export interface BrokenEnd {
  readonly text: string;
  /** False: the reader's message has no line and position. */
  readonly placed: boolean;
}

export interface Decoded {
  /** Without a byte order mark. */
  readonly text: string;
  readonly broken: BrokenEnd | null;
  readonly findings: readonly Finding[];
}

/** @param base the media type @param charset null: none is given */
export function decodeEnvelope(body: Buffer, base: string, charset: string | null): Decoded {
  const isApplication = base.startsWith("application/");
  const decoder = charset === null || charset === "" ? null : charsetDecoder(charset);
  if (decoder === null && isApplication) return detected(body);
  const read = decoder ?? decodeAscii;
  const marked = decodeByMark(body);
  const findings: Finding[] = [];
  if (marked === null && decoder === null && !isAscii(body)) {
    findings.push(
      charset === null ? asmxFinding("no-charset") : asmxFinding("unknown-charset", { charset: charset.slice(0, 40) }),
    );
  }
  const [, declared] = declarationOf(body.subarray(0, 1_000).toString("latin1"));
  if (decoder !== null && declared !== "" && declared !== charset?.toLowerCase()) {
    findings.push(asmxFinding("declared-charset", { declared, charset: charset ?? "" }));
  }
  return { text: marked ?? read(body, true), broken: null, findings };
}

/** As StreamReader: a mark of UTF-8, UTF-16 or UTF-32 wins over every charset. */
function decodeByMark(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return decodeUtf8(body.subarray(3), true);
  if (body[0] === 0xff && body[1] === 0xfe) return lenient("utf-16le", body.subarray(2));
  if (body[0] === 0xfe && body[1] === 0xff) return lenient("utf-16be", body.subarray(2));
  return null;
}

/** Half a character at the end is lost, as in StreamReader. */
function lenient(label: string, octets: Buffer): string {
  return new TextDecoder(label, { ignoreBOM: true }).decode(octets, { stream: true });
}

/** As the XML reader finds out: a mark, zeros of UTF-16, then the declaration; octets that make no sense end the text. */
function detected(body: Buffer): Decoded {
  const { label, start } = guessed(body);
  const octets = body.subarray(start);
  const [text, broken] = strict(label, octets);
  const [declaration, declared] = declarationOf(text);
  if (declared === "ucs-4" && label === "utf-8") return { text: decodeUtf8(octets, true), broken: null, findings: [] };
  if (
    declaration === "" ||
    declared === "ucs-4" ||
    declared === label ||
    (label !== "utf-8" && unicodeNames.has(declared))
  ) {
    return { text, broken, findings: [] };
  }
  if (unicodeNames.has(declared)) {
    const mark = "There is no Unicode byte order mark. Cannot switch to Unicode.";
    return { text: "", broken: { text: mark, placed: false }, findings: [] };
  }
  // The rest is read anew in the encoding that the declaration names.
  const rest = octets.subarray(declaration.length * (label === "utf-8" ? 1 : 2));
  if (declared === "utf-8") {
    const [more, wrong] = strict("utf-8", rest);
    return { text: declaration + more, broken: wrong, findings: [] };
  }
  const decoder = charsetDecoder(declared);
  if (decoder !== null) return { text: declaration + decoder(rest, true), broken: null, findings: [] };
  const before = text.slice(0, text.search(/(?<=encoding\s*=\s*["'])/));
  return {
    text: before,
    broken: { text: `System does not support '${declared}' encoding.`, placed: true },
    findings: [],
  };
}

function guessed(body: Buffer): { readonly label: "utf-8" | "utf-16le" | "utf-16be"; readonly start: number } {
  if (body[0] === 0xff && body[1] === 0xfe) return { label: "utf-16le", start: 2 };
  if (body[0] === 0xfe && body[1] === 0xff) return { label: "utf-16be", start: 2 };
  if (body[0] === 0x3c && body[1] === 0) return { label: "utf-16le", start: 0 };
  if (body[0] === 0 && body[1] === 0x3c) return { label: "utf-16be", start: 0 };
  return { label: "utf-8", start: body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0 };
}

/** The XML declaration, and the encoding that it names in lower case; both empty when there is none. */
function declarationOf(text: string): readonly [declaration: string, encoding: string] {
  const [declaration = "", encoding = ""] =
    /^<\?xml[^>]*?\bencoding\s*=\s*["']([^"'<>&]*)["'][^>]*>/.exec(text.slice(0, 1_000)) ?? [];
  return [declaration, encoding.toLowerCase()];
}

const unicodeNames: ReadonlySet<string> = new Set(["utf-16", "ucs-2", "iso-10646-ucs-2"]);

/** The text up to the first octet that makes no sense. */
function strict(label: string, octets: Buffer): readonly [text: string, broken: BrokenEnd | null] {
  if (label === "utf-8" && isUtf8(octets)) return [octets.toString(), null];
  const decode = (length: number): string | null => {
    try {
      const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
      return decoder.decode(octets.subarray(0, length), { stream: length < octets.length });
    } catch {
      return null;
    }
  };
  const whole = decode(octets.length);
  if (whole !== null) return [whole, null];
  let good = 0;
  for (let bad = octets.length; bad - good > 1; ) {
    const middle = Math.floor((good + bad) / 2);
    if (decode(middle) === null) bad = middle;
    else good = middle;
  }
  return [decode(good) ?? "", { text: "Invalid character in the given encoding.", placed: true }];
}
