// Finds the account of a credential. A credential belongs to a single account of a single sandbox: the client needs no
// change to be isolated.

import { type Account, type AccountKey, accountKey } from "./account.ts";
import { SecretSet } from "./secret-set.ts";
import { UsageError } from "./usage-error.ts";

export interface CredentialOwner {
  readonly sandbox: string;
  readonly account: AccountKey;
}

export interface Credentials {
  /** Values by which a request is known to be the account's. */
  readonly keys: readonly string[];
  /** Values that no journal, export or log may show. */
  readonly secrets: readonly string[];
}

export interface CredentialIndex {
  find(provider: string, credential: string): CredentialOwner | null;
  /** Secrets of all accounts, for masking. */
  readonly secrets: SecretSet;
  /** Enters an account's credentials in place of its old ones. @throws UsageError when a key is another account's */
  enter(account: Account, credentials: Credentials): void;
  /** Removes an account's keys. */
  leave(account: CredentialOwner): void;
  /** Forgets every key. */
  clear(): void;
}

export function createCredentialIndex(): CredentialIndex {
  const owners = new Map<string, CredentialOwner>();
  const keysOf = new Map<string, string[]>();
  const secretsOf = new Map<string, readonly string[]>();
  const secrets = new SecretSet();
  const nameOf = (owner: CredentialOwner): string => `${owner.sandbox} ${owner.account}`;

  function leave(owner: CredentialOwner): void {
    for (const key of keysOf.get(nameOf(owner)) ?? []) owners.delete(key);
    keysOf.delete(nameOf(owner));
    for (const secret of secretsOf.get(nameOf(owner)) ?? []) secrets.delete(secret);
    secretsOf.delete(nameOf(owner));
  }

  return {
    secrets,
    find: (provider, credential) => owners.get(`${provider} ${credential}`) ?? null,
    enter(account, { keys, secrets: values }) {
      const owner: CredentialOwner = { sandbox: account.sandbox, account: accountKey(account) };
      const entries = keys.map((key) => `${account.provider} ${key}`);
      for (const entry of entries) {
        const other = owners.get(entry);
        if (other === undefined || nameOf(other) === nameOf(owner)) continue;
        throw new UsageError({
          where: `account ${owner.account} of sandbox ${owner.sandbox}`,
          problem: `has a credential that account ${other.account} of sandbox ${other.sandbox} has already`,
          remedy: "give each account its own credentials",
        });
      }
      leave(owner);
      for (const entry of entries) owners.set(entry, owner);
      keysOf.set(nameOf(owner), entries);
      for (const secret of values) secrets.add(secret);
      secretsOf.set(nameOf(owner), values);
    },
    leave,
    clear() {
      owners.clear();
      keysOf.clear();
      secretsOf.clear();
      secrets.clear();
    },
  };
}
