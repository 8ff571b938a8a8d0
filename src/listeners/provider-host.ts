import type { Directory } from "../core/directory.ts";
import type { Host } from "../providers/provider.ts";

export interface HostDeps extends Omit<Host, "find"> {
  readonly directory: Directory;
}

/** What a provider is given: the rooms it needs, and whose credentials are whose among its own. */
export function hostFor(id: string, { directory, ...rest }: HostDeps): Host {
  return {
    ...rest,
    find(credential) {
      const owner = directory.find(id, credential);
      const sandbox = owner === null ? null : rest.sandbox(owner.sandbox);
      const account = owner === null ? null : rest.store.accounts.get(owner.sandbox, owner.account);
      return sandbox === null || account === null ? null : { sandbox, account };
    },
  };
}
