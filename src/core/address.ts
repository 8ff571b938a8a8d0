// Phone numbers: read from what clients write, by the numbering plan of Brazil and, beyond it, by country and length
// alone. Nothing here knows a provider's codes: a number that cannot be is refused with a neutral reason.

import type { NumberFacts } from "./account.ts";
import { brazil, countryOf, isArea, isCountry } from "./numbering-plan.ts";
import { type Operator, operatorByCode, operatorOf } from "./operators.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Bilingual, sentencesOf } from "./sentences.ts";

/** A number that the plan allows. Told from a `Refusal` by `"reason" in it`. */
export interface PhoneNumber {
  readonly line: "mobile" | "landline" | "foreign";
  /** Calling code: `55`. */
  readonly country: string;
  /** DDD; of a foreign number what stood in parentheses, else "". */
  readonly area: string;
  /** Brazilian mobiles have nine digits, the ninth added where it was missing. */
  readonly subscriber: string;
  /** Digits, country first: `5511999990001`. */
  readonly normal: string;
  readonly operator?: Operator;
}

export interface ReadOptions {
  /** Whether landlines are numbers too (voice calls), or are refused as `unknown-operator`. */
  readonly landlines?: boolean;
  /** Numbers of an account: an operator given here wins over the table. Keyed by normal form. */
  readonly facts?: Readonly<Record<string, NumberFacts>>;
}

/**
 * Reads a number in loose world format: `+55(11)99999-0001`, `55(011)999990001` or digits alone. Refuses with
 * - `letters-in-number`; `invalid-number`: empty, other signs, signs in the wrong place, no country;
 * - `unknown-country`; `area-size`: parentheses with other than two digits (after a trunk 0);
 * - `number-length`, `unknown-area`, `wrong-prefix`, `unknown-operator`: as `readNational`.
 */
export function readNumber(written: string, options: ReadOptions = {}): PhoneNumber | Refusal {
  const form = readForm(written);
  if ("reason" in form) return form;
  const { country, area, rest } = form;
  if (country === brazil) {
    if (area === null) return readBrazilian(rest.startsWith("0") ? rest.slice(1) : rest, options);
    const plain = area.length === 3 && area.startsWith("0") ? area.slice(1) : area;
    if (plain.length !== 2) return refuse("area-size", because("area-size", { area }));
    return readBrazilian(plain + rest, options);
  }
  const normal = country + (area ?? "") + rest;
  if (normal.length < 8 || normal.length > 15) return refuse("number-length", digitsWords(normal.length));
  return { line: "foreign", country, area: area ?? "", subscriber: rest, normal };
}

const because = sentencesOf({
  "one-digit": { en: "1 digit", pt: "1 dígito" },
  digits: { en: "{count} digits", pt: "{count} dígitos" },
  "national-length": {
    en: "{digits} with the area code, expected 10 or 11",
    pt: "{digits} com o DDD, esperados 10 ou 11",
  },
  "area-size": { en: "area code {area} is not of two digits", pt: "o DDD {area} não tem dois dígitos" },
  "only-digits": { en: "only digits may stand in the number", pt: "o número só pode ter dígitos" },
  "no-area": { en: "there is no area code {area}", pt: "não há o DDD {area}" },
  prefix: {
    en: "no number of area {area} begins with {prefix}",
    pt: "nenhum número do DDD {area} começa com {prefix}",
  },
  "no-operator": { en: "no operator has {area} {prefix}", pt: "nenhuma operadora tem {area} {prefix}" },
  "no-digit": { en: "{sign} is not a digit", pt: "{sign} não é um dígito" },
  misplaced: { en: "{sign} may not stand there", pt: "{sign} não pode ficar ali" },
  empty: { en: "the number is empty", pt: "o número está vazio" },
  "no-country": { en: "the country is missing", pt: "falta o país" },
  "no-code-of": { en: "no country has the code of {digits}", pt: "nenhum país tem o código de {digits}" },
  "no-code": { en: "no country has the code {country}", pt: "nenhum país tem o código {country}" },
  "no-area-code": { en: "the parentheses hold no area code", pt: "não há DDD entre os parênteses" },
});

function digitsWords(count: number): Bilingual {
  return count === 1 ? because("one-digit") : because("digits", { count });
}

/**
 * Reads DDD and number, digits only: ten (a mobile without its ninth digit, or a landline) or eleven. Refuses, in this
 * order, with `letters-in-number` (anything but digits), `number-length`, `unknown-area`, `wrong-prefix` (eleven digits
 * whose third is not 9, ten whose third is 0 or 1, the test numbers 90…) and `unknown-operator` (landlines too).
 */
export function readNational(written: string, options: ReadOptions = {}): PhoneNumber | Refusal {
  for (let at = 0; at < written.length; at++) {
    if (!isDigit(written.charCodeAt(at))) return refuse("letters-in-number", because("only-digits"));
  }
  return readBrazilian(written, options);
}

function readBrazilian(digits: string, options: ReadOptions): PhoneNumber | Refusal {
  if (digits.length !== 10 && digits.length !== 11) {
    return refuse("number-length", because("national-length", { digits: digitsWords(digits.length) }));
  }
  const area = digits.slice(0, 2);
  if (!isArea(area)) return refuse("unknown-area", because("no-area", { area }));
  const short = digits.length === 10;
  const first = digits.charAt(2);
  if (short ? first < "2" : first !== "9") return refuse("wrong-prefix", because("prefix", { area, prefix: first }));
  if (!short && digits.charAt(3) === "0") return refuse("wrong-prefix", because("prefix", { area, prefix: 90 }));
  const line = short && first < "6" ? "landline" : "mobile";
  const subscriber = short && line === "mobile" ? `9${digits.slice(2)}` : digits.slice(2);
  const normal = brazil + area + subscriber;
  const statedOperator = options.facts?.[normal]?.operator;
  const operator =
    statedOperator === undefined
      ? line === "mobile"
        ? operatorOf(area, subscriber)
        : null
      : operatorByCode(statedOperator);
  if (operator !== null) return { line, country: brazil, area, subscriber, normal, operator };
  if (line === "landline" && options.landlines === true) return { line, country: brazil, area, subscriber, normal };
  return refuse("unknown-operator", because("no-operator", { area, prefix: subscriber.slice(0, 3) }));
}

interface Form {
  readonly country: string;
  /** Text in parentheses, or null when there were none. */
  readonly area: string | null;
  readonly rest: string;
}

/** Takes apart `+country(area)number`, where `-` and blanks may stand anywhere. */
function readForm(written: string): Form | Refusal {
  let digits = "";
  let open = -1;
  let close = -1;
  let plus = false;
  for (let at = 0; at < written.length; at++) {
    const unit = written.charCodeAt(at);
    const sign = written.charAt(at);
    if (isDigit(unit)) digits += sign;
    else if (sign === "-" || sign === " ") continue;
    else if (sign === "+" && digits === "" && open < 0 && !plus) plus = true;
    else if (sign === "(" && open < 0) open = digits.length;
    else if (sign === ")" && open >= 0 && close < 0) close = digits.length;
    else if (isLetter(unit)) return refuse("letters-in-number", because("no-digit", { sign }));
    else return refuse("invalid-number", because("misplaced", { sign }));
  }
  if (digits === "") return refuse("invalid-number", because("empty"));
  if (open < 0) {
    if (digits.startsWith("0")) return refuse("invalid-number", because("no-country"));
    const country = countryOf(digits);
    if (country === null) return refuse("unknown-country", because("no-code-of", { digits }));
    return { country, area: null, rest: digits.slice(country.length) };
  }
  if (close <= open) return refuse("invalid-number", because("no-area-code"));
  const country = digits.slice(0, open);
  if (country === "") return refuse("invalid-number", because("no-country"));
  if (!isCountry(country)) return refuse("unknown-country", because("no-code", { country }));
  return { country, area: digits.slice(open, close), rest: digits.slice(close) };
}

/**
 * Makes DDD and number of what people write, as a provider that cleans numbers does: drops punctuation, the country code 55,
 * a trunk 0 with or without a carrier (0XX), and adds a missing ninth digit. Other text comes back without punctuation, for `readNational` to refuse.
 */
export function clean(written: string): string {
  let kept = "";
  let onlyDigits = true;
  for (let at = 0; at < written.length; at++) {
    const unit = written.charCodeAt(at);
    if (!isDigit(unit)) {
      if (!isLetter(unit)) continue;
      onlyDigits = false;
    }
    kept += written.charAt(at);
  }
  if (!onlyDigits) return kept;
  const bare = withoutPrefixes(kept);
  return withNinth(bare) ?? bare;
}

const prefixed = /^(?:00(?:\d\d)?)?(?:55)?(?:0(?:\d\d)??)?(\d{10,11})$/;

/** Digits without 00 (and carrier), 55, 0 (and carrier) when what remains is as long as DDD and number and begins with a DDD. */
function withoutPrefixes(digits: string): string {
  if (withNinth(digits) !== null) return digits;
  const bare = prefixed.exec(digits)?.[1];
  return bare !== undefined && isArea(bare.slice(0, 2)) ? bare : digits;
}

/** Ten or eleven digits that the plan could allow, as DDD and number of full length; null for others. */
function withNinth(digits: string): string | null {
  if (!isArea(digits.slice(0, 2))) return null;
  const first = digits.charAt(2);
  if (digits.length === 11) return first === "9" ? digits : null;
  if (digits.length !== 10 || first < "2") return null;
  return first < "6" ? digits : `${digits.slice(0, 2)}9${digits.slice(2)}`;
}

const mobile = /^55\d\d9\d{8}$/;
const readable = /^[\d\s+()./-]+$/;

/**
 * The form in which numbers are compared: digits, country first, from any form with or without country, trunk 0 or ninth
 * digit. Digits that can be DDD and number are Brazilian, even after a `+`; what holds other signs than a number's (a
 * word, a glob) comes back trimmed. Idempotent; compare two numbers by normalising both.
 */
export function normalise(written: string): string {
  if (isMobile(written)) return written;
  if (!readable.test(written)) return written.trim();
  const digits = written.replace(/\D/g, "");
  const whole = withNinth(withoutPrefixes(digits));
  if (whole !== null) return brazil + whole;
  return digits === "" ? written.trim() : digits;
}

/** True of a mobile number in normal form, which most numbers are in already. */
function isMobile(written: string): boolean {
  return mobile.test(written) && isArea(written.slice(2, 4));
}

/** DDD and number of a Brazilian number in normal form; any other as it is. */
export function national(normal: string): string {
  const brazilian = normal.startsWith(brazil) && (normal.length === 12 || normal.length === 13);
  return brazilian ? normal.slice(brazil.length) : normal;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || unit >= 0xaa;
}
