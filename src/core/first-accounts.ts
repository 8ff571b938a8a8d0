// Accounts of a sandbox as they were created: a reset leaves these.

import { type Account, accountKey } from "./account.ts";
import type { Store } from "./ports.ts";

const prefix = "account:";

export function keepFirstAccount({ keyValue }: Pick<Store, "keyValue">, account: Account): void {
  keyValue.set(account.sandbox, `${prefix}${accountKey(account)}`, JSON.stringify(account));
}

export function firstAccounts({ keyValue }: Pick<Store, "keyValue">, sandbox: string): Account[] {
  return firstAccountsIn(keyValue.all(sandbox, prefix));
}

/** @param values keys and values of a sandbox */
export function firstAccountsIn(values: Iterable<readonly [key: string, value: string]>): Account[] {
  return [...values].filter(([key]) => key.startsWith(prefix)).map(([, text]): Account => JSON.parse(text));
}
