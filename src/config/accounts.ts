// The accounts file: changes to the default accounts, further accounts, and those of other sandboxes.
//
//   accounts:                            # of the sandbox `default`
//     PROVIDER/main: { credits: 50, callbacks: { dlr: "http://127.0.0.1:4000/dlr" } }
//     PROVIDER/second: { details: { … } }
//     OTHER/main: { replace: true, credits: 10, details: { … } }    # nothing of the old account stays
//   sandboxes:
//     ci-1: { PROVIDER/main: { details: { … } } }

import type { Complaint } from "../api/check.ts";
import {
  type Account,
  type AccountChange,
  accountKey,
  changeAccount,
  isCreditChange,
  parseAccountKey,
} from "../core/account.ts";
import { isCreditKind, unknownCreditKind } from "../core/credit-kinds.ts";
import { UsageError } from "../core/usage-error.ts";
import { isObject } from "../core/validate.ts";
import type { Provider } from "../providers/provider.ts";
import { vocabularyOf } from "./registry.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** An account in a file. */
export interface AccountEntry {
  readonly sandbox: string;
  readonly provider: string;
  readonly name: string;
  /** Nothing of an account of that name stays. */
  readonly replace: boolean;
  readonly change: AccountChange;
  /** `file:line:column`, for the errors of the provider's own check of `details`. */
  readonly where: string;
  /** The same of a part of `details`. */
  whereIn(path: readonly PropertyKey[]): string;
}

/** Reads and checks a file, but for `details`, which the provider checks. Throws `UsageError` with line and column. */
export async function readAccounts(file: string, registry: readonly Provider[]): Promise<AccountEntry[]> {
  const document = readYaml(file, "accounts file");
  const [{ accountsFile }, { complaintOf }, { changeOf }] = await Promise.all([
    import("./accounts-schema.ts"),
    import("../api/check.ts"),
    import("../api/schema/account-change.ts"),
  ]);
  const result = accountsFile.safeParse(document.value ?? {}, { reportInput: true });
  if (!result.success) throw mistakeIn(document, complaintOf(result.error.issues));
  const entries: AccountEntry[] = [];
  const sections = [
    { sandbox: "default", path: ["accounts"], accounts: result.data.accounts },
    ...Object.entries(result.data.sandboxes).map(([sandbox, accounts]) => {
      return { sandbox, path: ["sandboxes", sandbox], accounts };
    }),
  ];
  for (const { sandbox, path, accounts } of sections) {
    for (const [key, written] of Object.entries(accounts)) {
      const { replace = false } = written;
      const change = changeOf(written);
      const account = parseAccountKey(key);
      if (account === null) throw new Error(`the schema let ${key} pass`);
      const where = document.at([...path, key]);
      const { kinds } = vocabularyOf(registry, account.provider, `${where} ${key}`);
      for (const kind of kindsIn(change)) {
        const at = document.at([...path, key, "credits", kind]);
        if (!isCreditKind(kind, kinds)) throw unknownCreditKind(`${at} ${key}`, kind, kinds);
      }
      const whereIn = (within: readonly PropertyKey[]): string => document.at([...path, key, "details", ...within]);
      // Credentials made of figures keep their zeros.
      const details = document.spelled([...path, key, "details"]);
      const spelled = isObject(details) ? { ...change, details } : change;
      entries.push({ sandbox, ...account, replace, change: spelled, where, whereIn });
    }
  }
  return entries;
}

/**
 * The accounts after the entries, in order. A new account begins enabled and prepaid, without credits, in
 * the kinds of credit that the provider's accounts have.
 */
export function applyEntries(accounts: readonly Account[], entries: readonly AccountEntry[]): Account[] {
  const next = new Map(accounts.map((account) => [`${account.sandbox} ${accountKey(account)}`, account]));
  for (const entry of entries) {
    const key = `${entry.sandbox} ${accountKey(entry)}`;
    const old = entry.replace ? undefined : next.get(key);
    next.set(key, changeAccount(old ?? blank(entry, accounts), entry.change));
  }
  return [...next.values()];
}

function blank({ sandbox, provider, name }: AccountEntry, accounts: readonly Account[]): Account {
  const kinds = accounts
    .filter((account) => account.provider === provider)
    .flatMap(({ credits }) => Object.keys(credits));
  const credits = Object.fromEntries(kinds.filter((kind) => !kind.includes("/")).map((kind) => [kind, 0]));
  return { sandbox, provider, name, enabled: true, prepaid: true, credits, callbacks: {}, numbers: {}, details: {} };
}

/** Kinds of credit that a change names; none where a number counts for each. */
function kindsIn({ credits }: AccountChange): readonly string[] {
  return credits === undefined || isCreditChange(credits) ? [] : Object.keys(credits);
}

/** The mistake, with where it stands. Values below `details` are not shown: they may be secrets. */
function mistakeIn(document: YamlFile, { path, problem, remedy, value }: Complaint): UsageError {
  const where = `${document.at(path)} ${path.join(".")}`.trimEnd();
  const hidden = value === undefined || typeof value === "object" || path.includes("details");
  return new UsageError({ where, problem, ...(hidden ? {} : { value }), remedy });
}
