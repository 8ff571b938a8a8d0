// What the providers of the registry say together.

import { type Account, accountKey } from "../core/account.ts";
import type { JsonObject } from "../core/json.ts";
import type { Dice } from "../core/ports.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import { providers } from "../providers/index.ts";

/** The keys by which a call is known to be this account's. @throws UsageError when its provider does not exist */
export function keysOf(account: Account): string[] {
  const provider = providers.find((one) => one.id === account.provider);
  if (provider !== undefined) return provider.credentials(account).map((credential) => credential.value);
  throw noProvider(`account ${accountKey(account)}`);
}

/** One account of each provider, with credentials of its own. */
export function freshAccounts(sandbox: string, dice: Dice): Account[] {
  return providers.map((one) => one.freshAccount(sandbox, (label) => dice.digest(`fresh ${one.id} ${label}`)));
}

type Settings = Readonly<Record<string, JsonObject>>;

/** What can be said with these settings of the providers. @throws UsageError when one of them is of no provider */
export function vocabulariesWith(settings: Settings): readonly Vocabulary[] {
  for (const id of Object.keys(settings)) {
    if (!providers.some((one) => one.id === id)) throw noProvider(`providers.${id}`);
  }
  return providers.map((one) => one.vocabularyWith?.(settings[one.id] ?? {}) ?? one.vocabulary);
}

export const coverages = providers.map(({ id, title, coverage }) => ({ provider: id, title, points: coverage }));
export const introductions = providers.map(({ id, title, vocabulary: { kinds } }) => ({ id, title, kinds }));

function noProvider(where: string): UsageError {
  const known = providers.map((one) => one.id).join(", ");
  return new UsageError({ where, problem: "is of no provider", remedy: `known are ${known}` });
}
