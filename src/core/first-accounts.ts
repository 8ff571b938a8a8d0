// Accounts of a sandbox as they were created: a reset leaves these.

import { type Account, accountKey } from "./account.ts";
import type { Store } from "./ports.ts";

const prefix = "account:";

export function keepFirstAccount({ keyValue }: Pick<Store, "keyValue">, account: Account): void {
  keyValue.set(account.sandbox, `${prefix}${accountKey(account)}`, JSON.stringify(account));
}

export function firstAccounts({ keyValue }: Pick<Store, "keyValue">, sandbox: string): Account[] {
  return keyValue.all(sandbox, prefix).map(([, text]): Account => JSON.parse(text));
}
