import { accountKey } from "../../core/account.ts";
import { firstAccounts } from "../../core/first-accounts.ts";
import type { Store } from "../../core/ports.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Scenario } from "./scenario.ts";

/** @throws UsageError when a reset of the sandbox would remove an account that the scenario names */
export function refuseReset(store: Store, name: string, { accounts }: Scenario): void {
  const left = new Set(firstAccounts(store, name).map(accountKey));
  const removed = accounts.find(({ account }) => !left.has(account));
  if (removed === undefined) return;
  const problem = `would remove the account ${removed.account}, which the active scenario changes`;
  const remedy = "clear the scenario first (torpedo scenario clear)";
  throw new UsageError({ where: `reset of sandbox ${name}`, problem, remedy, kind: "conflict" });
}
