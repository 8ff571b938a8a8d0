import type { CredentialIndex } from "../core/credential-index.ts";
import type { JsonObject } from "../core/json.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Host, OpenProvider, Provider } from "../providers/provider.ts";

export interface HostDeps extends Omit<Host, "find" | "fallback" | "sandbox"> {
  readonly credentials: CredentialIndex;
  readonly sandboxes: Sandboxes;
}

/** Makes the host of a provider: the rooms it needs, and the index of its credentials. */
export function hostFor(id: string, { credentials, sandboxes, ...rest }: HostDeps): Host {
  return {
    ...rest,
    fallback: () => sandboxes.orDefault(),
    sandbox: (name) => sandboxes.get(name),
    find(credential) {
      const owner = credentials.find(id, credential);
      const sandbox = owner === null ? null : sandboxes.get(owner.sandbox);
      const account = owner === null ? null : rest.store.accounts.get(owner.sandbox, owner.account);
      return sandbox === null || account === null ? null : { sandbox, account };
    },
  };
}

/** Opens the providers with their settings into `deps.providers`. @throws UsageError when a provider refuses its settings */
export function openProviders(
  registry: readonly Provider[],
  settings: Readonly<Record<string, JsonObject>>,
  { providers, ...deps }: HostDeps & { readonly providers: Map<string, OpenProvider> },
): void {
  for (const provider of registry) {
    providers.set(provider.id, provider.open(hostFor(provider.id, deps), settings[provider.id] ?? {}));
  }
}
