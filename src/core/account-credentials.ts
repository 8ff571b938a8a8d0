import { type Account, type AccountKey, accountKey } from "./account.ts";
import { checkCallbacks } from "./callback-address.ts";
import { checkForm } from "./callback-form-check.ts";
import type { CredentialIndex, Credentials } from "./credential-index.ts";
import { checkCreditKinds } from "./credit-kinds.ts";
import type { Store } from "./ports.ts";
import { UsageError } from "./usage-error.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface AccountCredentialsDeps {
  readonly store: Store;
  readonly credentials: CredentialIndex;
  /** The credentials of an account. */
  readonly credentialsOf: (account: Account) => Credentials;
  /** Kinds of credit and parameters of callbacks of a provider. */
  readonly vocabularyOf: (provider: string) => Pick<Vocabulary, "kinds" | "callbackParameters">;
}

/** Keeps the index of credentials in step with the stored accounts, also after a rollback. */
export class AccountCredentials {
  readonly #deps: AccountCredentialsDeps;

  constructor(deps: AccountCredentialsDeps) {
    this.#deps = deps;
  }

  /** Indexes the stored accounts of a sandbox at the start. */
  load(sandbox: string): void {
    const { store, credentials, credentialsOf } = this.#deps;
    for (const account of store.accounts.list(sandbox)) credentials.enter(account, credentialsOf(account));
  }

  /** @throws UsageError when a callback address or its form is not allowed, or a kind of credit is unknown */
  check(account: Account): void {
    const { kinds, callbackParameters } = this.#deps.vocabularyOf(account.provider);
    checkCallbacks(account);
    checkForm(account, callbackParameters);
    checkCreditKinds(account, kinds);
  }

  /** @throws UsageError when an account of another sandbox has a credential of these accounts */
  refuseTaken(accounts: readonly Account[]): void {
    const { credentials, credentialsOf } = this.#deps;
    for (const account of accounts) {
      for (const key of credentialsOf(account).keys) {
        const owner = credentials.find(account.provider, key);
        if (owner === null || owner.sandbox === account.sandbox) continue;
        const where = `account ${accountKey(account)} of sandbox ${account.sandbox}`;
        const problem = `has a credential that account ${owner.account} of sandbox ${owner.sandbox} has by now`;
        throw new UsageError({ where, problem, remedy: "change it there first", kind: "conflict" });
      }
    }
  }

  /** Indexes an account that is about to be stored. @throws UsageError when another account has a credential */
  enter(account: Account): void {
    const { credentials, credentialsOf } = this.#deps;
    credentials.enter(account, credentialsOf(account));
    this.#restoreOnRollback(account.sandbox, accountKey(account));
  }

  /** Checks and indexes accounts that are about to be stored: all of them, or none. @throws UsageError */
  enterAll(accounts: readonly Account[]): void {
    const entered: Account[] = [];
    try {
      for (const account of accounts) {
        this.check(account);
        this.enter(account);
        entered.push(account);
      }
    } catch (error) {
      for (const account of entered) this.leave(account.sandbox, accountKey(account));
      throw error;
    }
  }

  leave(sandbox: string, key: AccountKey): void {
    this.#deps.credentials.leave({ sandbox, account: key });
    this.#restoreOnRollback(sandbox, key);
  }

  /** Makes a rollback index the account as the store has it then. */
  #restoreOnRollback(sandbox: string, key: AccountKey): void {
    const { store, credentials, credentialsOf } = this.#deps;
    store.undo(() => {
      credentials.leave({ sandbox, account: key });
      const account = store.accounts.get(sandbox, key);
      if (account !== null) credentials.enter(account, credentialsOf(account));
    });
  }
}
