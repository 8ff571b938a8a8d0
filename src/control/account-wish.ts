// A change to an account as a person writes it, checked and made one that core carries out.

import { type Account, type AccountChange, type CreditChange, parseAccountKey } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import type { AccountWish, CreditWish } from "./sandbox-type.ts";

export function changeOf(wish: AccountWish, where: string): AccountChange {
  const { credits, replace: _, ...rest } = wish;
  return credits === undefined ? rest : { ...rest, credits: creditsOf(credits, `${where}.credits`) };
}

/** An account of this key without anything in it. @throws UsageError when the key is none */
export function blankAccount(
  sandbox: string,
  key: string,
  kindsOf: (provider: string) => readonly string[] | null,
): Account {
  const account = parseAccountKey(key);
  const kinds = account && kindsOf(account.provider);
  if (account === null || kinds === null) {
    const remedy = "write PROVIDER/NAME";
    throw new UsageError({ where: "account", problem: "must be the name of an account", value: key, remedy });
  }
  const credits = Object.fromEntries(kinds.filter((kind) => !kind.includes("/")).map((kind) => [kind, 0]));
  return { sandbox, ...account, enabled: true, prepaid: true, credits, callbacks: {}, numbers: {}, details: {} };
}

function creditsOf(
  wish: CreditWish | Readonly<Record<string, CreditWish>>,
  where: string,
): CreditChange | Record<string, CreditChange> {
  if (isOne(wish)) return creditOf(wish, where);
  return Object.fromEntries(Object.entries(wish).map(([kind, one]) => [kind, creditOf(one, `${where}.${kind}`)]));
}

function isOne(wish: CreditWish | Readonly<Record<string, CreditWish>>): wish is CreditWish {
  if (typeof wish !== "object") return true;
  return ("set" in wish && typeof wish.set === "number") || ("add" in wish && typeof wish.add === "number");
}

function creditOf(wish: CreditWish, where: string): CreditChange {
  if (typeof wish === "object") return wish;
  if (typeof wish === "number" && Number.isInteger(wish) && wish >= 0) return { set: wish };
  if (typeof wish === "string" && /^[+-]\d{1,12}$/.test(wish)) return { add: Number(wish) };
  if (typeof wish === "string" && /^\d{1,12}$/.test(wish)) return { set: Number(wish) };
  const remedy = "write 100 to set it, or +100 to add";
  throw new UsageError({ where, problem: "must be a number of credits", value: wish, remedy });
}
