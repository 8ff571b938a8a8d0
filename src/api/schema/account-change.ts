// A change of an account as it is written, in requests and in accounts files, turned into core's.

import type { AccountChange, CreditChange } from "../../core/account.ts";
import { readRate } from "../../core/account-rate.ts";
import type { AccountInput } from "./account.ts";

export function changeOf({ credits, rate, replace: _, ...rest }: AccountInput): AccountChange {
  return {
    ...rest,
    ...(credits === undefined ? {} : { credits: creditsOf(credits) }),
    ...(rate === undefined ? {} : { rate: readRate(rate) }),
  };
}

type Credit = Exclude<AccountInput["credits"], undefined | Readonly<Record<string, unknown>>> | CreditChange;

function creditsOf(credits: NonNullable<AccountInput["credits"]>): NonNullable<AccountChange["credits"]> {
  if (isCredit(credits)) return creditOf(credits);
  return Object.fromEntries(
    Object.entries(credits).map(([kind, creditChange]) => [kind, creditOf(creditChange)] as const),
  );
}

function isCredit(credits: NonNullable<AccountInput["credits"]>): credits is Credit {
  if (typeof credits !== "object") return true;
  return (
    ("set" in credits && typeof credits["set"] === "number") || ("add" in credits && typeof credits["add"] === "number")
  );
}

function creditOf(credit: Credit): CreditChange {
  if (typeof credit === "object") return credit;
  if (typeof credit === "number") return { set: credit };
  return /^[+-]/.test(credit) ? { add: Number(credit) } : { set: Number(credit) };
}
