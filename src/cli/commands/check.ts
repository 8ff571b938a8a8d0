import { accountKey } from "../../core/account.ts";
import { action, type Define, examples, isOn, textOf } from "../flags.ts";

export const define: Define = (command, run) => {
  command
    .argument("<FILE...>", "scenario files, shipped scenarios by name, or - for stdin")
    .option("--accounts <FILE>", "accounts file of the emulator; default: the accounts of the providers alone")
    .option("--json", "print one line of JSON with every finding");
  examples(
    command,
    "torpedo check mine.yaml credit-runs-out",
    "torpedo check --json mine.yaml",
    "torpedo check - < mine.yaml",
    "torpedo check --accounts accounts.yaml mine.yaml",
  );
  action(command, run, async ({ terminal, registry }, flags, files) => {
    const { checkFiles } = await import("../scenario-files.ts");
    const { firstAccounts } = await import("../../config/first-accounts.ts");
    const providers = await registry();
    const file = textOf(flags, "accounts");
    const accounts = await firstAccounts(file === undefined ? {} : { accounts: file }, providers);
    return checkFiles(terminal, files, isOn(flags, "json"), providers, accounts.map(accountKey));
  });
};
