// Mobile: "Formato mundial: +99(999)99999999, sendo pais,ddd e mobile". `+`, parentheses, dashes and blanks may be left out.

import type { Account } from "../../core/account.ts";
import { normalise, type PhoneNumber, readNational, readNumber } from "../../core/address.ts";
import { counted } from "../../core/counted.ts";
import { countryOf } from "../../core/numbering-plan.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { MobileProntoDetails, MobileProntoSettings } from "./settings.ts";

export interface Mobile {
  readonly written: string;
  /** In normal form where it can be made, as the ledger keeps it. */
  readonly to: string;
  readonly number: PhoneNumber | Refusal;
}

/** "Format +999999(999999)9999999999" (01r33, 005). */
const maxDigits = 22;

export function readMobile(
  written: string,
  account: Account | null,
  settings: MobileProntoSettings,
  landlines = false,
): Mobile {
  const facts = account?.numbers ?? {};
  const digits = written.replace(/\D/g, "");
  const bare = settings.withoutCountry === "brazil" && /^[\d ()-]+$/.test(written) && /^\d{10,11}$/.test(digits);
  const number =
    digits.length > maxDigits
      ? refuse("invalid-number", { en: counted(digits.length, "digit"), pt: counted(digits.length, "dígito") })
      : bare
        ? readNational(digits, { landlines, facts })
        : readNumber(written, { landlines, facts });
  return { written, to: "reason" in number ? normalise(written) : number.normal, number };
}

/** Refusal of a number for an account, checked in the order of the document: format, country, area and number. */
export function checkMobile(mobile: Mobile, account: Account, details: MobileProntoDetails): Refusal | null {
  const { number, written, to } = mobile;
  if ("reason" in number && beforeCountry.has(number.reason)) return number;
  const country = "reason" in number ? countryOf(written.replace(/\D/g, "")) : number.country;
  if (country === null || !details.countries.includes(country)) {
    return refuse("country-not-allowed", {
      en: `country ${country ?? "unknown"}`,
      pt: `país ${country ?? "desconhecido"}`,
    });
  }
  if ("reason" in number) return number;
  return account.numbers[to]?.invalid === true ? refuse("number-invalidated") : null;
}

/** Refusal that is decided before the country is known. */
const beforeCountry: ReadonlySet<string> = new Set(["invalid-number", "letters-in-number", "unknown-country"]);

/** Whether deliveries to it are cancelled or it is on the black list. */
export function checkLists(mobile: Mobile, account: Account): Refusal | null {
  const facts = account.numbers[mobile.to];
  if (facts?.blackList === true) return refuse("black-list");
  return facts?.cancelled === true ? refuse("delivery-cancelled") : null;
}

const longestInBrazil = 160;

/** Characters of a text to a number ("Tamanho máximo por país"): Brazil's are observed, others have a setting. */
export function longestTextTo({ number }: Mobile, { longestAbroad }: MobileProntoSettings): number {
  const isBrazil = "reason" in number || number.country === "55";
  return isBrazil ? longestInBrazil : longestAbroad;
}

/** Whether the account may send to the number's operator. */
export function checkOperator({ number }: Mobile, details: MobileProntoDetails): Refusal | null {
  if ("reason" in number || number.operator === undefined || details.operators === undefined) return null;
  return details.operators.includes(number.operator.code)
    ? null
    : refuse("operator-not-allowed", {
        en: `operator ${number.operator.code}`,
        pt: `operadora ${number.operator.code}`,
      });
}
