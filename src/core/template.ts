// Texts of a scenario with placeholders: `${to}`, `${request.Mobile}`, `${id:hex}`. `$${` stands for `${`.

import type { Instant } from "./clock.ts";
import { civilOf } from "./local-time.ts";

export interface Placeholder {
  /** `to`, `request.FIELD`, `state.NAME` and so on. */
  readonly name: string;
  /** Form of an id or an instant: `hex`, `yyMMddHHmm`. */
  readonly form?: string;
  /** Written without escapes. */
  readonly isRaw: boolean;
  /** The value, as soon as it is known. */
  readonly value?: string;
}

/** Texts and placeholders in turn. */
export type TextTemplate = readonly (string | Placeholder)[];

/** Value of a placeholder; undefined: it is not known yet. */
export type PlaceholderValue = (placeholder: Placeholder) => string | undefined;

export function parseTemplate(text: string): TextTemplate {
  const parts: (string | Placeholder)[] = [];
  let plain = "";
  let from = 0;
  for (const match of text.matchAll(/\$\$\{|\$\{([^{}]*)\}/g)) {
    plain += text.slice(from, match.index);
    from = match.index + match[0].length;
    const [, inside] = match;
    if (inside === undefined) plain += "${";
    else {
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push(placeholderOf(inside));
    }
  }
  plain += text.slice(from);
  return plain === "" && parts.length > 0 ? parts : [...parts, plain];
}

function placeholderOf(inside: string): Placeholder {
  if (inside.startsWith("raw:")) return { name: inside.slice(4), isRaw: true };
  const colon = inside.indexOf(":");
  if (colon < 0) return { name: inside, isRaw: inside === "body" };
  return { name: inside.slice(0, colon), form: inside.slice(colon + 1), isRaw: false };
}

export function placeholdersIn(template: TextTemplate): readonly Placeholder[] {
  return template.filter((part) => typeof part !== "string");
}

/** Fills in the values that are known now. */
export function bindTemplate(template: TextTemplate, valueFor: PlaceholderValue): TextTemplate {
  if (isPlain(template)) return template;
  return template.map((part) => {
    if (typeof part === "string" || part.value !== undefined) return part;
    const value = valueFor(part);
    return value === undefined ? part : { ...part, value };
  });
}

/** The text; a placeholder without any value is empty. */
export function renderTemplate(
  template: TextTemplate,
  valueFor: PlaceholderValue = () => undefined,
  escaped: (value: string) => string = (value) => value,
): string {
  let text = "";
  for (const part of template) {
    if (typeof part === "string") text += part;
    else {
      const value = part.value ?? valueFor(part) ?? "";
      text += part.isRaw ? value : escaped(value);
    }
  }
  return text;
}

/** True if the text has no placeholder. */
export function isPlain(template: TextTemplate): boolean {
  return template.every((part) => typeof part === "string");
}

/** Forms of `${id:FORM}`. */
export const idForms = /^(?:dec|hex|HEX|pad\d{1,3})$/;

/**
 * An id in another form; an id that is no number stays as it is.
 * @param base of the id's digits; absent: letters make it hexadecimal, and so do 8, 13 or 32 digits
 */
export function idIn(form: string | undefined, id: string, base?: 10 | 16): string {
  if (form === undefined) return id;
  const digits = /^pad(\d+)$/.exec(form)?.[1];
  if (digits !== undefined) return id.padStart(Number(digits), "0");
  const number = numberOf(id, base ?? (/^(?:.{8}|.{13}|.{32})$/.test(id) || /[a-f]/i.test(id) ? 16 : 10));
  if (number === null) return id;
  const hex = number.toString(16);
  return form === "dec" ? number.toString() : form === "HEX" ? hex.toUpperCase() : hex;
}

function numberOf(id: string, base: 10 | 16): bigint | null {
  if (base === 10) return /^\d{1,1000}$/.test(id) ? BigInt(id) : null;
  return /^[0-9a-f]{1,1000}$/i.test(id) ? BigInt(`0x${id}`) : null;
}

/** Letters of a date form: `yyyy yy MM dd HH mm ss SSS`. */
const dateLetters = /yyyy|yy|MM|dd|HH|mm|ss|SSS/g;
export const defaultDateForm = "yyyy-MM-dd HH:mm:ss";

/** An instant by a form such as `yyMMddHHmmss`. @param offset minutes ahead of UTC */
export function dateIn(form: string, at: Instant, offset?: number): string {
  const civil = civilOf(at, offset);
  const padded = (value: number, length: number): string => String(value).padStart(length, "0");
  const values: Readonly<Record<string, string>> = {
    yyyy: padded(civil.year, 4),
    yy: padded(civil.year % 100, 2),
    MM: padded(civil.month, 2),
    dd: padded(civil.day, 2),
    HH: padded(civil.hour, 2),
    mm: padded(civil.minute, 2),
    ss: padded(civil.second, 2),
    SSS: padded(civil.millisecond, 3),
  };
  return form.replace(dateLetters, (letters) => values[letters] ?? letters);
}
