import * as z from "zod";
import { type Account, accountKey, changeAccount, parseAccountKey } from "../../core/account.ts";
import { writeRate } from "../../core/account-rate.ts";
import { wrongChoice } from "../../core/choice.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import type { DeepReadonly } from "../operation.ts";
import { type AccountInput, type AccountView, account, accountChange } from "../schema/account.ts";
import { changeOf } from "../schema/account-change.ts";
import { testedCallback } from "../schema/callback.ts";
import { strict } from "../schema/common.ts";
import { value } from "./entries.ts";

const all = "/sandboxes/{sandbox}/accounts";
const at = `${all}/{provider}/{account}` as const;

/** Splits PROVIDER/NAME. */
function named(key: string): { readonly provider: string; readonly account: string } {
  const [provider = "", ...rest] = String(key).split("/");
  return { provider, account: rest.join("/") };
}

export const accounts = {
  list: value(`GET ${all}`, {
    summary: "Lists the accounts with their credentials",
    output: z.array(account),
    run: (api, input) => accountViews(api, api.sandbox(input.sandbox).name),
  }),
  get: value(`GET ${at}`, {
    summary: "Shows an account",
    output: account,
    args: named,
    run: (api, input) => accountView(accountIn(api, input)),
  }),
  put: value(`PUT ${at}`, {
    summary: "Adds an account, or replaces the one of this name",
    input: accountChange,
    output: account,
    args: (key: string, change: AccountInput = {}) => ({ ...change, ...named(key) }),
    run(api, { sandbox, provider, account: name, ...change }) {
      const key = `${provider}/${name}`;
      const blank = blankAccount(api, api.sandbox(sandbox).name, key);
      return keep(api, changeAccount(blank, changeOf(change)));
    },
  }),
  change: value(`PATCH ${at}`, {
    summary: "Changes credits, blocks, callback addresses, facts of numbers, rate or details",
    input: accountChange,
    output: account,
    args: (key: string, change: AccountInput = {}) => ({ ...change, ...named(key) }),
    run(api, { sandbox, provider, account: name, ...change }) {
      const key = `${provider}/${name}`;
      const before = accountIn(api, { sandbox, provider, account: name });
      const from = change.replace === true ? blankAccount(api, sandbox, key) : before;
      return keep(api, changeAccount(from, changeOf(change)));
    },
  }),
  testCallback: value(`POST ${at}/test-callback`, {
    summary: "Sends a sample report or inbound message to the account's address, and shows what the receiver answered",
    input: strict({ about: z.enum(["report", "inbound"]) }),
    output: testedCallback,
    patient: true,
    args: (key: string, about: "report" | "inbound") => ({ ...named(key), about }),
    async run(api, { about, ...input }) {
      const account = accountIn(api, input);
      const close = api.open("waits");
      try {
        return await api.testCallback(account, about);
      } finally {
        close();
      }
    },
  }),
  remove: value(`DELETE ${at}`, {
    summary: "Removes an account: its credentials are no longer known",
    args: named,
    async run(api, input) {
      const key = accountKey(accountIn(api, input));
      api.sandboxes.removeAccount(input.sandbox, key);
      api.events.emit({ kind: "account", sandbox: input.sandbox, account: key });
      await api.store.committed();
    },
  }),
};

export function accountViews({ store }: Api, sandbox: string): DeepReadonly<AccountView>[] {
  return store.accounts.list(sandbox).map(accountView);
}

function accountView({ rate, ...account }: Account): DeepReadonly<AccountView> {
  return { ...account, ...(rate === undefined ? {} : { rate: writeRate(rate) }) };
}

interface AccountAt {
  readonly sandbox: string;
  readonly provider: string;
  readonly account: string;
}

function accountIn(api: Api, { sandbox, provider, account: name }: AccountAt): Account {
  const { store } = api;
  const key = accountKey({ provider, name });
  const account = store.accounts.get(api.sandbox(sandbox).name, key);
  if (account !== null) return account;
  const keys = store.accounts.list(sandbox).map(accountKey).join(", ");
  const where = `account ${key}`;
  throw new UsageError({ where, problem: "is not in the sandbox", remedy: `it has ${keys}`, kind: "missing" });
}

async function keep(api: Api, next: Account): Promise<DeepReadonly<AccountView>> {
  api.sandboxes.putAccount(next);
  api.events.emit({ kind: "account", sandbox: next.sandbox, account: accountKey(next) });
  return api.kept(accountView(next));
}

/** Kinds of credit that a provider counts, without shares of them (`user:13/long`). */
function kindsOf(api: Api, provider: string): readonly string[] | null {
  return api.vocabularies.find((vocabulary) => vocabulary.provider === provider)?.kinds ?? null;
}

/** An account of this key without anything in it. @throws UsageError */
export function blankAccount(api: Api, sandbox: string, key: string): Account {
  const name = parseAccountKey(key);
  if (name === null) {
    const remedy = "write PROVIDER/NAME";
    throw new UsageError({ where: "account", problem: "must be the name of an account", value: key, remedy });
  }
  const { provider } = name;
  const kinds = kindsOf(api, provider);
  if (kinds === null) {
    const ids = api.vocabularies.map((vocabulary) => vocabulary.provider);
    throw new UsageError({ where: `account ${key}`, value: provider, ...wrongChoice(provider, ids) });
  }
  const credits = Object.fromEntries(kinds.filter((kind) => !kind.includes("/")).map((kind) => [kind, 0]));
  return { sandbox, ...name, enabled: true, prepaid: true, credits, callbacks: {}, numbers: {}, details: {} };
}
