import type { Account } from "../core/account.ts";
import type { SeededRandom } from "../core/seeded-random.ts";
import type { Provider } from "../providers/provider.ts";
import { clockMode, manualStart } from "./clock-mode.ts";
import { type Config, ownPorts } from "./config.ts";
import { packageVersion } from "./package-version.ts";
import {
  coverages,
  credentialsOf,
  freshAccounts,
  hostsOf,
  introductions,
  ownAccount,
  vocabulariesWith,
  vocabularyOf,
} from "./registry.ts";
import { type Addresses, sampleRequests } from "./sample-requests.ts";
import type { certificateOf } from "./tls.ts";

/**
 * Facts about an emulator that follow from its settings and providers.
 * @throws UsageError when the settings are of no provider
 */
export function emulatorFacts(
  registry: readonly Provider[],
  config: Config,
  tls: Awaited<ReturnType<typeof certificateOf>>,
  random: (seed: string, sandbox: string) => SeededRandom,
) {
  const certificate = tls && { certificate: { pem: tls.cert, fingerprint256: tls.fingerprint256 } };
  return {
    vocabularies: vocabulariesWith(registry, config.providers),
    coverage: coverages(registry),
    ownPorts: ownPorts(config, registry),
    proxyHosts: [...new Set([...hostsOf(registry), ...config.proxyHosts])],
    credentialsOf: (account: Account) => credentialsOf(registry, account),
    vocabularyOf: (provider: string) => vocabularyOf(registry, provider),
    /** An account of each provider, with credentials drawn from seed and name. */
    freshAccounts: (name: string, seed: string) => freshAccounts(registry, name, random(seed, name)),
    /** The account with credentials of its own. */
    ownAccount: (account: Account, seed: string) => ownAccount(registry, account, random(seed, account.sandbox)),
    /** Settings of a new sandbox. */
    defaults: { seed: config.seed, clock: clockMode(config), manualStart, limits: config.limits },
    bounds: config.bounds,
    unclaimed: config.unclaimed,
    samples: (addresses: Addresses, accounts: readonly Account[]) => sampleRequests(registry, addresses, accounts),
    /** Version, providers with their settings, and certificate. */
    about: () => ({
      version: packageVersion(),
      providers: introductions(registry),
      dialect: { ...config.providers },
      ...certificate,
    }),
  };
}
