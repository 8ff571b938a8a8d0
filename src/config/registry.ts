// The providers of an emulator taken together.

import { type Account, accountKey } from "../core/account.ts";
import { remedyForName } from "../core/choice.ts";
import type { Credentials } from "../core/credential-index.ts";
import type { JsonObject } from "../core/json.ts";
import type { SeededRandom } from "../core/seeded-random.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { Provider } from "../providers/provider.ts";

type Registry = readonly Provider[];

/** Keys and secrets of an account. @throws UsageError when its provider does not exist */
export function credentialsOf(registry: Registry, account: Account): Credentials {
  const provider = registry.find((candidate) => candidate.id === account.provider);
  if (provider !== undefined) {
    const credentials = provider.credentials(account);
    return {
      keys: credentials.filter(({ isKey }) => isKey !== false).map(({ value }) => value),
      secrets: credentials.filter(({ secret }) => secret).map(({ value }) => value),
    };
  }
  throw noProvider(registry, account.provider, `account ${accountKey(account)}`);
}

/** @throws UsageError when the provider does not exist */
export function vocabularyOf(registry: Registry, id: string, where = `provider ${id}`): Vocabulary {
  const provider = registry.find((candidate) => candidate.id === id);
  if (provider !== undefined) return provider.vocabulary;
  throw noProvider(registry, id, where);
}

/** An account of each provider, with credentials of its own. */
export function freshAccounts(registry: Registry, sandbox: string, random: SeededRandom): Account[] {
  return registry.map((provider) =>
    provider.freshAccount(sandbox, (label) => random.digest(`fresh ${provider.id} ${label}`)),
  );
}

/** The account with the credentials that a new sandbox of its name would get. @throws UsageError when its provider does not exist */
export function ownAccount(registry: Registry, account: Account, random: SeededRandom): Account {
  const provider = registry.find(({ id }) => id === account.provider);
  if (provider === undefined) throw noProvider(registry, account.provider, `account ${accountKey(account)}`);
  // An account beside the usual one has other credentials.
  const beside = account.name === provider.defaultAccount.name ? "" : `${account.name} `;
  const draw = (label: string): string => random.digest(`fresh ${provider.id} ${beside}${label}`);
  const fresh = provider.freshAccount(account.sandbox, draw).details;
  const old: ReadonlySet<unknown> = new Set(provider.credentials(account).map(({ value }) => value));
  const details = Object.entries(account.details).map(([name, value]) => [
    name,
    old.has(value) ? (fresh[name] ?? value) : value,
  ]);
  return { ...account, details: Object.fromEntries(details) };
}

type Settings = Readonly<Record<string, JsonObject>>;

/** The vocabularies with these settings of the providers. @throws UsageError when one of them is of no provider */
export function vocabulariesWith(registry: Registry, settings: Settings): readonly Vocabulary[] {
  for (const id of Object.keys(settings)) {
    if (!registry.some((provider) => provider.id === id)) throw noProvider(registry, id, `providers.${id}`);
  }
  return registry.map((provider) => provider.vocabularyWith?.(settings[provider.id] ?? {}) ?? provider.vocabulary);
}

export const coverages = (registry: Registry) =>
  registry.map(({ id, title, coverage, vocabulary }) => ({
    provider: id,
    title,
    points: coverage,
    codes: vocabulary.operations.flatMap(({ name, codes }) => codes.map((row) => ({ ...row, operation: name }))),
  }));

export const introductions = (registry: Registry) =>
  registry.map(({ id, title, colour, vocabulary: { kinds } }) => ({ id, title, colour, kinds }));

/** Hosts of the documents, whose HTTPS is answered through the listener as a proxy. */
export const hostsOf = (registry: Registry): readonly string[] => registry.flatMap(({ hosts = [] }) => hosts);

function noProvider(registry: Registry, id: string, where: string): UsageError {
  const ids = registry.map((provider) => provider.id);
  return new UsageError({ where, problem: "is of no provider", remedy: remedyForName(id, ids) });
}
