import { defaultSandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Provider } from "../providers/provider.ts";
import { clockMode } from "./clock-mode.ts";
import type { Config } from "./config.ts";
import { firstAccounts } from "./first-accounts.ts";

/**
 * Creates the sandboxes of the accounts an emulator begins with; those that a data file brought stay as they are.
 * @throws UsageError with file, line and column of the accounts file
 */
export async function createFirstSandboxes(
  sandboxes: Sandboxes,
  config: Config,
  registry: readonly Provider[],
): Promise<void> {
  const settings = { seed: config.seed, clock: clockMode(config), testNumbers: config.testNumbers === "on" };
  for (const [name, accounts] of Map.groupBy(await firstAccounts(config, registry), (account) => account.sandbox)) {
    if (sandboxes.get(name) === null) sandboxes.create(name, settings, accounts);
  }
  sandboxes.set(defaultSandbox, { testNumbers: settings.testNumbers });
}
