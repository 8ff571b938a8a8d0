// The accounts an emulator begins with: those of the providers, changed by the accounts file where there is one.

import type { Account } from "../core/account.ts";
import type { Provider } from "../providers/provider.ts";
import type { Config } from "./config.ts";

export function defaultAccounts(registry: readonly Provider[]): readonly Account[] {
  return registry.map(({ defaultAccount }) => defaultAccount);
}

/** @throws UsageError with file, line and column */
export async function firstAccounts(
  config: Pick<Config, "accounts">,
  registry: readonly Provider[],
): Promise<readonly Account[]> {
  const first = defaultAccounts(registry);
  if (config.accounts === undefined) return first;
  const { applyEntries, readAccounts } = await import("./accounts.ts");
  return applyEntries(first, await readAccounts(config.accounts, registry));
}
