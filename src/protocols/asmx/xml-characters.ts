// Characters of XML as .NET's reader sorts them, and how its messages show them.

const asciiStart = /[A-Za-z_]/;
const asciiNamed = /[A-Za-z0-9_.-]/;
const nameStart = /[A-Za-z_\u00c0-\ufffd]/;
const letter = /[\p{L}\p{Nl}_]/u;
const letterOrMark = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_.\-\u00b7]/u;

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether a name without a prefix may begin with this character. Beyond ASCII, Unicode's letters stand for XML 1.0's list. */
export function isNameStart(char: string): boolean {
  if (char < "\x80") return asciiStart.test(char);
  return nameStart.test(char) && letter.test(char);
}

export function isNameCharacter(char: string): boolean {
  if (char < "\x80") return asciiNamed.test(char);
  return letterOrMark.test(char);
}

/** The complaint about a character that XML does not have. */
export function invalidText(code: number): string {
  return `${characterAndCode(code, ", hexadecimal value")}, is an invalid character.`;
}

/** A character and its number, as the messages show them; a zero is shown as a point. */
export function characterAndCode(code: number, between: string): string {
  return `'${code === 0 ? "." : String.fromCodePoint(code)}'${between} 0x${code.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Index of the first character that XML 1.0 does not have; -1: there is none. */
export function firstInvalid(text: string): number {
  return text.search(
    /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  );
}

/** A character of XML 1.0. */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff && code <= 0x10ffff);
}
