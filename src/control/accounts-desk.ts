import { type Account, type AccountKey, accountKey, changeAccount } from "../core/account.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import { blankAccount, changeOf } from "./account-wish.ts";
import type { AccountsDesk } from "./desk-type.ts";
import type { ControlDeps } from "./ports.ts";

export function createAccountsDesk(deps: ControlDeps, the: () => Sandbox): AccountsDesk {
  const { store, sandboxes } = deps;

  function account(key: AccountKey): Account {
    const found = store.accounts.get(the().name, key);
    if (found !== null) return found;
    const known = store.accounts.list(the().name).map(accountKey).join(", ");
    const where = `account ${key}`;
    throw new UsageError({ where, problem: "is not in the sandbox", remedy: `it has ${known}`, kind: "missing" });
  }

  async function kept(next: Account): Promise<Account> {
    sandboxes.putAccount(next);
    deps.events.emit({ kind: "account", sandbox: next.sandbox, account: accountKey(next) });
    await store.committed();
    return next;
  }

  return {
    async list() {
      return store.accounts.list(the().name);
    },
    async get(key) {
      return account(key);
    },
    async put(key, wish) {
      const blank = blankAccount(the().name, key, kindsOf(deps));
      return kept(changeAccount(blank, changeOf(wish, key)));
    },
    async change(key, wish) {
      const before = account(key);
      const from = wish.replace === true ? blankAccount(the().name, key, kindsOf(deps)) : before;
      return kept(changeAccount(from, changeOf(wish, key)));
    },
    async remove(key) {
      account(key);
      const { name } = the();
      sandboxes.removeAccount(name, key);
      deps.events.emit({ kind: "account", sandbox: name, account: key });
      await store.committed();
    },
  };
}

/** The kinds of credit of a provider; null: there is no such provider. */
export function kindsOf(deps: ControlDeps): (provider: string) => readonly string[] | null {
  return (provider) => deps.vocabularies.find((one) => one.provider === provider)?.kinds ?? null;
}
