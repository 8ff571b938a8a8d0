// The sample requests of the providers, with addresses and credentials of a running emulator filled in.

import { type Account, type AccountKey, accountKey } from "../core/account.ts";
import type { Provider } from "../providers/provider.ts";
import type { HttpSample, Sample, SampleSms } from "../providers/sample.ts";

export type SampleExample =
  | {
      readonly by: "http";
      readonly method: "GET" | "POST";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly by: "smpp";
      readonly host: string;
      readonly port: number;
      readonly systemId: string;
      readonly password: string;
    };

/** A sample for one account, as a client needs to know it. */
export interface FilledSample {
  readonly name: string;
  /** Provider and protocol: `… (SMPP)`. */
  readonly title: string;
  readonly provider: string;
  readonly account: AccountKey;
  /** Where it goes: a URL, or `host:port`. */
  readonly address: string;
  /** By the provider's names. */
  readonly credentials: readonly (readonly [name: string, value: string])[];
  readonly example: SampleExample;
}

/** Addresses of the listeners, by name. */
export type Addresses = Readonly<Record<string, string>>;

export const sampleSms: SampleSms = { to: "11999990001", text: "Oi" };

/** The samples that are shown, each for the first account of its provider that is enabled. */
export function sampleRequests(
  registry: readonly Provider[],
  addresses: Addresses,
  accounts: readonly Account[],
): readonly FilledSample[] {
  return registry.flatMap((provider) => {
    const ofProvider = accounts.filter((account) => account.provider === provider.id);
    const account = ofProvider.find(({ enabled }) => enabled) ?? ofProvider[0];
    if (account === undefined) return [];
    return provider.samples.flatMap((sample) => {
      const base = baseOf(provider, sample, addresses);
      return sample.unshown === true || base === "" ? [] : [filled(provider, sample, base, account)];
    });
  });
}

/** Address of the listener that a sample is shown for; empty: there is none. */
function baseOf({ listener }: Provider, sample: Sample, addresses: Addresses): string {
  if (sample.by === "smpp") return addresses["smpp"] ?? "";
  const own = listener !== undefined && sample.ownListener !== undefined ? addresses[listener.name] : undefined;
  return own ?? addresses["http"] ?? "";
}

function filled(provider: Provider, sample: Sample, base: string, account: Account): FilledSample {
  const credentials = sample.credentials(account);
  const common = {
    name: sample.name,
    title: `${provider.title} (${sample.protocol})`,
    provider: provider.id,
    account: accountKey(account),
    credentials: Object.entries(credentials),
  };
  if (sample.by === "http") {
    const example = httpExample(sample, base, credentials);
    return { ...common, address: example.url.split("?")[0] ?? base, example };
  }
  const colon = base.lastIndexOf(":");
  const [systemId = "", password = ""] = [credentials["system_id"], credentials["password"]];
  const host = base.slice(0, colon).replace(/^\[|\]$/g, "");
  return {
    ...common,
    address: base,
    example: { by: "smpp", host, port: Number(base.slice(colon + 1)), systemId, password },
  };
}

function httpExample(sample: HttpSample, base: string, credentials: Readonly<Record<string, string>>) {
  const { path, ...request } = sample.request({ ...credentials, ...sample.message(sampleSms) });
  return { by: "http", url: `${base}${path}`, ...request } as const;
}
