// An emulator that runs elsewhere (a container, `torpedo start`), with the interface of one in process.

import { clientOf } from "../api/client.ts";
import { table } from "../api/table.ts";
import { calledAddress } from "../core/called-address.ts";
import type { ListenerAddresses } from "../core/listener-addresses.ts";
import { createRemote, type RemoteOptions } from "./remote.ts";
import { createEmulator, type Emulator } from "./sandbox.ts";

/**
 * Connects to an emulator that runs already.
 * @throws UsageError when none answers there, or when it wants another token
 */
export function connectEmulator(options: RemoteOptions): Promise<Emulator>;
export async function connectEmulator(options: RemoteOptions): Promise<Emulator<string>> {
  const remote = createRemote(options);
  const { listeners, certificate } = await clientOf(table, remote.carry).about();
  return createEmulator(remote.carry, {
    urls: reachedFrom(listeners, remote.origin),
    token: remote.token,
    certificate: certificate?.pem ?? null,
    stop: async () => remote.stop(),
  });
}

/** The listeners by the name that reached the emulator: an address for all of a machine is no address to call. */
function reachedFrom(listeners: Readonly<Record<string, string>>, origin: string): ListenerAddresses<string> {
  const { hostname, protocol } = new URL(origin);
  const from = (address: string): string => calledAddress(address, hostname);
  const { http = origin, https, smpp = "", smpps, ...others } = listeners;
  const [own, secure] = protocol === "https:" ? [from(http), origin] : [origin, https && from(https)];
  return {
    http: own,
    ...(secure ? { https: secure } : {}),
    ...Object.fromEntries(Object.entries(others).map(([name, address]) => [name, from(address)])),
    smpp: from(smpp),
    ...(smpps ? { smpps: from(smpps) } : {}),
  };
}
