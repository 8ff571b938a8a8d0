import type { Command } from "commander";
import { readAccounts } from "../../config/accounts.ts";
import type { Desk } from "../../control/desk-type.ts";
import type { AccountWish } from "../../control/sandbox-type.ts";
import { type Account, type AccountKey, accountKey } from "../../core/account.ts";
import type { Provider } from "../../providers/provider.ts";
import { accountFlags, accountWish } from "../account-flags.ts";
import { accountIn, type Define, does, examples, isOn, onlyIts, sub, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText } from "../printable.ts";
import { far } from "../remote.ts";
import { pairs, Table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

/** Accounts that examples name: of the provider with the most kinds of credit, and with the fewest details. */
function exampleAccounts(registry: readonly Provider[]) {
  const by = (size: (provider: Provider) => number) => registry.toSorted((one, other) => size(one) - size(other));
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
  examples(talks(command), "torpedo accounts", "torpedo accounts --json | head -1");
  does(command, run, (session, flags, words) => {
    onlyIts(command, words);
    return far(flags, async ({ desk }) => {
      const accounts = await desk.accounts.list();
      if (isOn(flags, "json")) for (const one of accounts) session.terminal.out(`${jsonText(one)}\n`);
      else table(session.terminal, accounts);
      return exit.done;
    });
  });

  const one = (usage: string, summary: string): Command => talks(sub(command, `${usage} <ACCOUNT>`, summary));
  const shows = (work: (desk: Desk, key: AccountKey, wish: AccountWish) => Promise<Account>, of: Command): void => {
    does(of, run, ({ terminal }, flags, [word = ""]) => {
      const key = accountIn(word, "ACCOUNT");
      const wish = accountWish(flags);
      return far(flags, async ({ desk }) => {
        const account = await work(desk, key, wish);
        if (isOn(flags, "json")) terminal.out(`${jsonText(account)}\n`);
        else tell(terminal, account);
        return exit.done;
      });
    });
  };

  shows(
    (desk, key) => desk.accounts.get(key),
    examples(one("show", "One account"), `torpedo accounts show ${example.main}`),
  );
  shows(
    (desk, key, wish) => desk.accounts.change(key, wish),
    examples(
      accountFlags(one("set", "Change an account that is there")),
      `torpedo accounts set ${example.main} ${example.credits}`,
      `torpedo accounts set ${example.main} --dlr http://127.0.0.1:4000/dlr --mo http://127.0.0.1:4000/mo`,
      `torpedo accounts set ${example.main} --number 5511999990001=blackList`,
    ),
  );
  shows(
    (desk, key, wish) => desk.accounts.put(key, wish),
    examples(
      accountFlags(one("add", "A further account, or one in place of the old")),
      `torpedo accounts add ${example.second} --credits 10 ${example.details}`,
    ),
  );
  const remove = examples(
    one("remove", "Its credentials are known no more"),
    `torpedo accounts remove ${example.second}`,
  );
  does(remove, run, ({ terminal }, flags, [word = ""]) => {
    const key = accountIn(word, "ACCOUNT");
    return far(flags, async ({ desk }) => {
      await desk.accounts.remove(key);
      terminal.out(isOn(flags, "json") ? `${jsonText({ removed: key })}\n` : `Account ${key} is gone.\n`);
      return exit.done;
    });
  });

  const load = talks(sub(command, "load <FILE>", "Change or add the accounts of an accounts file"));
  examples(load, "torpedo accounts load accounts.yaml");
  does(load, run, ({ terminal }, flags, [file = ""]) =>
    far(flags, async ({ desk }) => {
      const there = new Set((await desk.accounts.list()).map(accountKey));
      const changed: Account[] = [];
      for (const [key, { replace, ...wish }] of await wishesIn(file, desk.name, await registry())) {
        const put = replace === true || !there.has(key);
        changed.push(put ? await desk.accounts.put(key, wish) : await desk.accounts.change(key, wish));
      }
      if (isOn(flags, "json")) for (const account of changed) terminal.out(`${jsonText(account)}\n`);
      else table(terminal, changed);
      return exit.done;
    }),
  );
};

/** Accounts of a sandbox in an accounts file: those under its name, else those of `default`. @throws UsageError */
export async function wishesIn(
  file: string,
  sandbox: string,
  registry: readonly Provider[],
): Promise<readonly (readonly [AccountKey, AccountWish])[]> {
  const entries = await readAccounts(file, registry);
  const its = entries.filter((entry) => entry.sandbox === sandbox);
  const meant = its.length > 0 ? its : entries.filter((entry) => entry.sandbox === "default");
  return meant.map((entry) => [accountKey(entry), { ...entry.change, replace: entry.replace }]);
}

function table(terminal: Terminal, accounts: readonly Account[]): void {
  const columns = [
    { title: "account" },
    { title: "enabled" },
    { title: "credits" },
    { title: "reports to", wide: true, gives: true },
    { title: "inbounds to", wide: true, gives: true },
    { title: "credentials and details", gives: true },
  ] as const;
  new Table(terminal, columns).add(
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

function tell(terminal: Terminal, account: Account): void {
  const { callbacks, rate, numbers } = account;
  pairs(terminal, {
    account: accountKey(account),
    enabled: account.enabled ? "yes" : "no",
    credits: creditsOf(account),
    "reports to": callbacks.dlr,
    "inbounds to": callbacks.mo,
    "allowed hosts": callbacks.allowedHosts?.join(", "),
    rate: rate === undefined ? undefined : `${rate.perSecond} a second, ${rate.burst} at once`,
    ...Object.fromEntries(Object.entries(numbers).map(([number, facts]) => [number, jsonText(facts)])),
    ...Object.fromEntries(
      Object.entries(account.details).map(([name, value]) => [
        name,
        typeof value === "string" ? value : jsonText(value),
      ]),
    ),
  });
}

function creditsOf({ credits, prepaid }: Account): string {
  const counts = Object.entries(credits).map(([kind, count]) => `${count} ${kind}`);
  return prepaid ? counts.join(", ") : `not prepaid (${counts.join(", ")})`;
}
