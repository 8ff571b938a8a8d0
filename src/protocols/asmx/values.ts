// Values of parameters and results as XmlSerializer reads and writes them, with .NET's own messages (asmx.md section 5).

import { formatDateTime, missingDateTime, parseXsdDateTime, type ZoneAndClock } from "./date-time.ts";
import type { AsmxType, AsmxValue } from "./service.ts";

/** Why a text is no value of its type: the .NET exception that says so. */
export interface ValueRefusal {
  readonly type: "System.FormatException" | "System.OverflowException";
  readonly message: string;
}

export type ParsedValue =
  | { readonly ok: true; readonly value: AsmxValue }
  | { readonly ok: false; readonly refusal: ValueRefusal };

const BAD_NUMBER: ParsedValue = refused("System.FormatException", "Input string was not in a correct format.");

export function refused(type: ValueRefusal["type"], message: string): ParsedValue {
  return { ok: false, refusal: { type, message } };
}

/** The .NET name of each type and, for the whole numbers, its range. */
export const NET_TYPES = {
  string: { name: "System.String", xsd: "string" },
  int: { name: "System.Int32", xsd: "int" },
  long: { name: "System.Int64", xsd: "long" },
  unsignedLong: { name: "System.UInt64", xsd: "unsignedLong" },
  decimal: { name: "System.Decimal", xsd: "decimal" },
  dateTime: { name: "System.DateTime", xsd: "dateTime" },
} as const satisfies Record<AsmxType, { name: string; xsd: string }>;

const RANGES = {
  int: { net: "an Int32", min: -(2n ** 31n), max: 2n ** 31n - 1n },
  long: { net: "an Int64", min: -(2n ** 63n), max: 2n ** 63n - 1n },
  unsignedLong: { net: "a UInt64", min: 0n, max: 2n ** 64n - 1n },
} as const;

/** Value of a parameter whose element is missing. */
export function missingValue(type: AsmxType, nullable: boolean): AsmxValue {
  if (nullable || type === "string") return null;
  if (type === "dateTime") return missingDateTime;
  if (type === "decimal") return "0";
  return type === "int" ? 0 : 0n;
}

/** Reads the text of an element of this type. */
export function parseXmlValue(type: AsmxType, text: string, zone: ZoneAndClock): ParsedValue {
  switch (type) {
    case "string":
      return { ok: true, value: text };
    case "dateTime": {
      const value = parseXsdDateTime(text, zone);
      return value === null
        ? refused("System.FormatException", `The string '${text}' is not a valid AllXsd value.`)
        : { ok: true, value };
    }
    case "decimal":
      return parseDecimal(text, false);
    default:
      return parseWhole(type, text, type !== "unsignedLong");
  }
}

/** Decimal digits with white space around and, where `signed`, one sign before them. */
export function parseWhole(type: "int" | "long" | "unsignedLong", text: string, signed: boolean): ParsedValue {
  const trimmed = trimNumber(text);
  if (!(signed ? /^[+-]?\d+$/ : /^\d+$/).test(trimmed)) return BAD_NUMBER;
  const range = RANGES[type];
  const digits = trimmed.replace(/^[+-]?0*/, "");
  const magnitude = digits.length > 20 ? range.max + 1n : BigInt(digits === "" ? "0" : digits);
  const value = trimmed.startsWith("-") ? -magnitude : magnitude;
  if (digits.length > 20 || value < range.min || value > range.max) {
    return refused("System.OverflowException", `Value was either too large or too small for ${range.net}.`);
  }
  return { ok: true, value: type === "int" ? Number(value) : value };
}

const MAX_DECIMAL = 79_228_162_514_264_337_593_543_950_335n;

/** A sign, digits and a point; with `thousands`, commas between the digits before the point too (NumberStyles.Number). */
export function parseDecimal(text: string, thousands: boolean): ParsedValue {
  const trimmed = trimNumber(text);
  const plain = thousands ? withoutThousands(signFirst(trimmed)) : trimmed;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plain)) return BAD_NUMBER;
  const whole = (plain.split(".")[0] ?? "").replace(/^[+-]?0*/, "");
  if (whole.length > 29 || BigInt(whole === "" ? "0" : whole) > MAX_DECIMAL) {
    return refused("System.OverflowException", "Value was either too large or too small for a Decimal.");
  }
  return { ok: true, value: plain };
}

/** A form's decimal may have its sign behind the digits. */
function signFirst(text: string): string {
  const [, digits, sign] = /^([\d.,]+)[ \t-\r]*([+-])$/.exec(text) ?? [];
  return digits === undefined || sign === undefined ? text : sign + digits;
}

function withoutThousands(text: string): string {
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  return /^[+-]?\d/.test(whole) ? whole.replaceAll(",", "") + (point < 0 ? "" : text.slice(point)) : text;
}

/** Without the white space that .NET's number styles allow around a number, and without zeros behind it. */
function trimNumber(text: string): string {
  let start = 0;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  while (start < end && isNumberSpace(text.charCodeAt(start))) start++;
  while (end > start && isNumberSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isNumberSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** The text of a value, unescaped. */
export function formatValue(value: Exclude<AsmxValue, null>, utcOffset: number): string {
  return typeof value === "object" ? formatDateTime(value, utcOffset) : String(value);
}
