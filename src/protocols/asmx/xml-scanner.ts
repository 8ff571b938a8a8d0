// Pieces of XML as .NET's XmlTextReader takes them from its characters: names, references, text, attribute values. Every
// mistake is thrown in the reader's words and at its place.

import type { BrokenEnd } from "./decode.ts";
import {
  characterAndCode,
  firstInvalid,
  invalidText,
  isCharacter,
  isNameCharacter,
  isNameStart,
  isSpace,
} from "./xml-characters.ts";
import { XmlError, xmlError } from "./xml-error.ts";
import { type CharacterData, isCommonReference, readReference } from "./xml-references.ts";

/** Text that is taken as it is: no markup, no line end to normalise, no character to look at twice. */
const plainText = /[^<&\]\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*/y;
const plainValue = /[^<&"'\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*/y;
const declarationValue = /[^<>&"'\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*/y;
const asciiName = /[A-Za-z0-9_.-]*/y;
const blanksOnly = /^[ \t\r\n]*$/;

export class XmlScanner {
  readonly source: string;
  /** Index of the next character. */
  at = 0;
  /** Mistake of the octets at the end of the source; null: it is the end of the document. */
  readonly #broken: BrokenEnd | null;

  constructor(source: string, broken: BrokenEnd | null) {
    this.source = source;
    this.#broken = broken;
  }

  /** Whether the document ends here. @throws XmlError where its octets stop making sense */
  get ended(): boolean {
    if (this.at < this.source.length) return false;
    if (this.#broken !== null)
      throw this.#broken.placed ? this.error(this.#broken.text) : new XmlError(this.#broken.text);
    return true;
  }

  /** Next code unit; NaN at the end. */
  get code(): number {
    return this.source.charCodeAt(this.at);
  }

  error(text: string, index = this.at): XmlError {
    return xmlError(this.source, index, text);
  }

  /** The complaint about a document that ends too early here. */
  truncated(text: string): XmlError {
    const start = this.at;
    this.at = this.source.length;
    return this.ended ? this.error(text, start) : this.error(text);
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  /** Passes white space. @returns how much */
  space(): number {
    const start = this.at;
    while (isSpace(this.code)) this.at++;
    return this.at - start;
  }

  /** A name; `qualified` ones may have one colon. */
  name(qualified: boolean): string {
    const start = this.at;
    let colon = false;
    for (;;) {
      this.#namePart();
      if (this.code !== 0x3a) break;
      if (colon || !qualified) throw this.badNameCharacter();
      colon = true;
      this.at++;
    }
    if (this.ended) throw this.error("Unexpected end of file while parsing Name has occurred.");
    return this.source.slice(start, this.at);
  }

  #namePart(): void {
    const last = this.ended || this.at + 1 === this.source.length;
    if (!isNameStart(this.source.charAt(this.at))) {
      throw last ? this.error("Unexpected end of file while parsing Name has occurred.") : this.badNameStart();
    }
    this.at++;
    this.nameCharacters();
  }

  /** Passes the characters of a name that has begun. */
  nameCharacters(): void {
    for (;;) {
      asciiName.lastIndex = this.at;
      asciiName.test(this.source);
      this.at = asciiName.lastIndex;
      if (!isNameCharacter(this.source.charAt(this.at))) return;
      this.at++;
    }
  }

  /** True if a name goes on here. */
  get inName(): boolean {
    return this.code === 0x3a || isNameCharacter(this.source.charAt(this.at));
  }

  /** True if a name begins here. */
  get atName(): boolean {
    return isNameStart(this.source.charAt(this.at));
  }

  badNameStart(): XmlError {
    return this.error(
      `Name cannot begin with the ${characterAndCode(this.#codeAt(), " character, hexadecimal value")}.`,
    );
  }

  badNameCharacter(): XmlError {
    return this.error(
      `The ${characterAndCode(this.#codeAt(), " character, hexadecimal value")}, cannot be included in a name.`,
    );
  }

  #codeAt(): number {
    return this.ended ? 0 : this.code;
  }

  /** Anything but what should stand here. */
  unexpected(...expected: readonly string[]): XmlError {
    if (this.ended) return this.error("Unexpected end of file has occurred.");
    const wanted = expected.map((token) => `'${token}'`).join(" or ");
    return this.error(`'${this.token}' is an unexpected token. The expected token is ${wanted}.`);
  }

  expectingSpace(): XmlError {
    return this.error(`'${this.token}' is an unexpected token. Expecting white space.`);
  }

  /** The name that stands here, or the character. */
  get token(): string {
    const start = this.at;
    if (isNameCharacter(this.source.charAt(start))) this.nameCharacters();
    const token = this.source.slice(start, Math.max(this.at, start + 1));
    this.at = start;
    return token;
  }

  /** Passes `=`, white space around it, and the quote. @returns the quote */
  equals(): string {
    this.space();
    if (this.code !== 0x3d) throw this.unexpected("=");
    this.at++;
    this.space();
    const quote = this.source.charAt(this.at);
    if (quote !== '"' && quote !== "'") throw this.unexpected('"', "'");
    this.at++;
    return quote;
  }

  /** The value of an attribute behind its quote, white space in it turned into blanks. */
  attributeValue(quote: string): string {
    let value = "";
    for (;;) {
      value += this.#run(plainValue);
      if (this.ended) throw this.error("There is an unclosed literal string.");
      const char = this.source.charAt(this.at);
      if (char === quote) {
        this.at++;
        return value;
      }
      if (char === "<") throw this.error("'<', hexadecimal value 0x3C, is an invalid attribute character.");
      if (char === "&") value += readReference(this).value;
      else if (isSpace(this.code)) {
        value += " ";
        this.at += this.startsWith("\r\n") ? 2 : 1;
      } else value += this.#character();
    }
  }

  /** The value of a part of the XML declaration behind its quote. @param invalid the complaint about any other character */
  declarationValue(quote: string, invalid: string): string {
    const start = this.at;
    const value = this.#run(declarationValue);
    if (this.ended) throw this.error("There is an unclosed literal string.", start);
    if (this.source.charAt(this.at) !== quote) throw this.error(invalid, start);
    this.at++;
    return value;
  }

  /** Character data up to the next markup, an entity that is not predefined, or the end; such an entity comes alone. */
  text(): CharacterData {
    let value = "";
    let isText = false;
    while (!this.ended && this.code !== 0x3c) {
      const run = this.#run(plainText);
      if (run !== "") {
        value += run;
        isText ||= !blanksOnly.test(run);
      } else if (this.code === 0x26) {
        if (value !== "" && !isCommonReference(this)) break;
        const reference = readReference(this);
        if (!reference.resolved) return reference;
        value += reference.value;
        isText ||= reference.isText;
      } else if (this.code === 0x0d) value += this.#lineEnd();
      else {
        if (this.startsWith("]]>")) throw this.error("']]>' is not allowed in character data.");
        value += this.#character();
        isText = true;
      }
    }
    return { value, isText, resolved: true };
  }

  /** Everything before `mark`, which is passed too; `what` names it where the document ends before. */
  until(mark: string, what: "Comment" | "PI" | "CDATA"): string {
    const start = this.at;
    const stop = this.source.indexOf(mark, start);
    const content = this.source.slice(start, stop < 0 ? this.source.length : stop);
    const dashes = what === "Comment" ? content.indexOf("--") : -1;
    const bad = firstInvalid(dashes < 0 ? content : content.slice(0, dashes));
    this.at += bad < 0 ? (dashes < 0 ? content.length : dashes) : bad;
    if (bad >= 0) throw this.invalidCharacter();
    if (dashes >= 0) {
      throw this.error("An XML comment cannot contain '--', and '-' cannot be the last character.");
    }
    if (stop < 0 && this.ended) throw this.error(`Unexpected end of file while parsing ${what} has occurred.`);
    this.at = stop + mark.length;
    return content.replace(/\r\n?/g, "\n");
  }
  #run(pattern: RegExp): string {
    const start = this.at;
    pattern.lastIndex = start;
    pattern.test(this.source);
    this.at = pattern.lastIndex;
    return this.source.slice(start, this.at);
  }

  /** A character, or the two units of one. */
  #character(): string {
    const code = this.source.codePointAt(this.at) ?? 0;
    if (!isCharacter(code)) throw this.invalidCharacter();
    const char = String.fromCodePoint(code);
    this.at += char.length;
    return char;
  }

  invalidCharacter(): XmlError {
    return this.error(invalidText(this.source.codePointAt(this.at) ?? 0));
  }

  #lineEnd(): string {
    this.at += this.startsWith("\r\n") ? 2 : 1;
    return "\n";
  }
}
