// The accounts an emulator begins with: the default ones, changed by the accounts file where there is one.

import type { Account } from "../core/account.ts";
import type { Config } from "./config.ts";
import { defaultAccounts } from "./default-accounts.ts";

/** @throws UsageError with file, line and column */
export async function firstAccounts(config: Config): Promise<readonly Account[]> {
  if (config.accounts === undefined) return defaultAccounts;
  const { applyEntries, readAccounts } = await import("./accounts.ts");
  return applyEntries(defaultAccounts, await readAccounts(config.accounts));
}
