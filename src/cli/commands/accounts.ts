import type { Command } from "commander";
import type { AccountInput, AccountView } from "../../api/schema/account.ts";
import type { Sandbox } from "../../client/sandbox.ts";
import { readAccounts } from "../../config/accounts.ts";
import { type AccountKey, accountKey } from "../../core/account.ts";
import { writeRate } from "../../core/account-rate.ts";
import type { Provider } from "../../providers/provider.ts";
import { accountFlags, accountInput } from "../account-flags.ts";
import { accountIn, action, connectsTo, type Define, examples, isOn, onlySubcommands, sub } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText } from "../printable.ts";
import { pairs, TextTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withEmulator } from "../with-emulator.ts";

/** Accounts that examples name: of the provider with the most kinds of credit, and with the fewest details. */
function exampleAccounts(registry: readonly Provider[]) {
  const by = (size: (provider: Provider) => number) => registry.toSorted((first, other) => size(first) - size(other));
  const kinds = by(({ vocabulary }) => -vocabulary.kinds.length)[0];
  const plain = by(({ defaultAccount }) => Object.keys(defaultAccount.details).length)[0];
  const [first = "", second = first] = kinds?.vocabulary.kinds ?? [];
  const details = Object.keys(plain?.defaultAccount.details ?? {}).map(
    (name) => `--detail ${name}=SECOND-${name.toUpperCase()}`,
  );
  return {
    main: kinds === undefined ? "PROVIDER/main" : accountKey(kinds.defaultAccount),
    credits: `--credits ${first}=5 --credits ${second}=+10`,
    second: accountKey({ provider: plain?.id ?? "PROVIDER", name: "second" }),
    details: details.join(" "),
  };
}

export const define: Define = async (command, run, registry) => {
  const example = exampleAccounts(await registry());
  examples(connectsTo(command), "torpedo accounts", "torpedo accounts --json | head -1");
  action(command, run, async (session, flags, words) => {
    await onlySubcommands(session, command, words);
    return withEmulator(flags, async ({ sandbox }) => {
      const accounts = await sandbox.accounts.list();
      if (isOn(flags, "json")) for (const account of accounts) session.terminal.out(`${jsonText(account)}\n`);
      else table(session.terminal, accounts);
      return exit.done;
    });
  });

  const accountCommand = (usage: string, summary: string): Command =>
    connectsTo(sub(command, `${usage} <ACCOUNT>`, summary));
  const shows = (
    work: (sandbox: Sandbox, key: AccountKey, change: AccountInput) => Promise<AccountView>,
    subcommand: Command,
  ): void => {
    action(subcommand, run, ({ terminal }, flags, [word = ""]) => {
      const key = accountIn(word, "ACCOUNT");
      const change = accountInput(flags);
      return withEmulator(flags, async ({ sandbox }) => {
        const account = await work(sandbox, key, change);
        if (isOn(flags, "json")) terminal.out(`${jsonText(account)}\n`);
        else print(terminal, account);
        return exit.done;
      });
    });
  };

  shows(
    (sandbox, key) => sandbox.accounts.get(key),
    examples(accountCommand("show", "Show an account"), `torpedo accounts show ${example.main}`),
  );
  shows(
    (sandbox, key, change) => sandbox.accounts.change(key, change),
    examples(
      accountFlags(accountCommand("set", "Change an account")),
      `torpedo accounts set ${example.main} ${example.credits}`,
      `torpedo accounts set ${example.main} --dlr http://127.0.0.1:4000/dlr --mo http://127.0.0.1:4000/mo`,
      `torpedo accounts set ${example.main} --number 5511999990001=blackList`,
    ),
  );
  shows(
    (sandbox, key, change) => sandbox.accounts.put(key, change),
    examples(
      accountFlags(accountCommand("add", "A further account, or one in place of the old")),
      `torpedo accounts add ${example.second} --credits 10 ${example.details}`,
    ),
  );
  const remove = examples(
    accountCommand("remove", "Remove an account: its credentials are no longer known"),
    `torpedo accounts remove ${example.second}`,
  );
  action(remove, run, ({ terminal }, flags, [word = ""]) => {
    const key = accountIn(word, "ACCOUNT");
    return withEmulator(flags, async ({ sandbox }) => {
      await sandbox.accounts.remove(key);
      terminal.out(isOn(flags, "json") ? `${jsonText({ removed: key })}\n` : `Account ${key} is removed.\n`);
      return exit.done;
    });
  });

  const load = connectsTo(sub(command, "load <FILE>", "Change or add the accounts of an accounts file"));
  examples(load, "torpedo accounts load accounts.yaml");
  action(load, run, ({ terminal }, flags, [file = ""]) =>
    withEmulator(flags, async ({ sandbox }) => {
      const there = new Set((await sandbox.accounts.list()).map(accountKey));
      const changed: AccountView[] = [];
      for (const [key, { replace, ...change }] of await accountsIn(file, sandbox.name, await registry())) {
        const put = replace === true || !there.has(key);
        changed.push(put ? await sandbox.accounts.put(key, change) : await sandbox.accounts.change(key, change));
      }
      if (isOn(flags, "json")) for (const account of changed) terminal.out(`${jsonText(account)}\n`);
      else table(terminal, changed);
      return exit.done;
    }),
  );
};

/** Accounts of a sandbox in an accounts file: those under its name, else those of `default`. @throws UsageError */
export async function accountsIn(
  file: string,
  sandbox: string,
  registry: readonly Provider[],
): Promise<readonly (readonly [AccountKey, AccountInput])[]> {
  const entries = await readAccounts(file, registry);
  const named = entries.filter((entry) => entry.sandbox === sandbox);
  const meant = named.length > 0 ? named : entries.filter((entry) => entry.sandbox === "default");
  return meant.map(({ change: { rate, ...change }, replace, ...name }) => [
    accountKey(name),
    { ...change, replace, ...(rate === undefined ? {} : { rate: writeRate(rate) }) },
  ]);
}

function table(terminal: Terminal, accounts: readonly AccountView[]): void {
  const columns = [
    { title: "account" },
    { title: "enabled" },
    { title: "credits" },
    { title: "reports to", wide: true, gives: true },
    { title: "inbound to", wide: true, gives: true },
    { title: "credentials and details", gives: true },
  ] as const;
  new TextTable(terminal, columns).add(
    accounts.map((account) => [
      accountKey(account),
      account.enabled ? "yes" : "no",
      creditsOf(account),
      account.callbacks.dlr ?? "",
      account.callbacks.mo ?? "",
      Object.entries(account.details)
        .flatMap(([name, value]) => (typeof value === "string" ? [`${name} ${value}`] : []))
        .join(", "),
    ]),
  );
}

function print(terminal: Terminal, account: AccountView): void {
  const { callbacks, rate, numbers } = account;
  pairs(terminal, {
    account: accountKey(account),
    enabled: account.enabled ? "yes" : "no",
    credits: creditsOf(account),
    "reports to": callbacks.dlr,
    "inbound to": callbacks.mo,
    "allowed hosts": callbacks.allowedHosts?.join(", "),
    rate: rate === undefined ? undefined : `${rate.rate}, ${rate.burst} at once`,
    ...Object.fromEntries(Object.entries(numbers).map(([number, facts]) => [number, jsonText(facts)])),
    ...Object.fromEntries(
      Object.entries(account.details).map(([name, value]) => [
        name,
        typeof value === "string" ? value : jsonText(value),
      ]),
    ),
  });
}

function creditsOf({ credits, prepaid }: AccountView): string {
  const counts = Object.entries(credits).map(([kind, count]) => `${count} ${kind}`);
  return prepaid ? counts.join(", ") : `not prepaid (${counts.join(", ")})`;
}
