// Addresses that can be called, for listeners on every address of the machine (`--host 0.0.0.0`).

import { networkInterfaces } from "node:os";
import type { Addresses } from "../config/sample-requests.ts";
import { calledAddress } from "../core/called-address.ts";

/** The addresses with this machine's own in place of 0.0.0.0 and [::]. */
export function reachableHere<T extends Addresses>(addresses: T): T {
  const here = Object.entries(addresses).map(([name, address]) => [name, calledAddress(address, "127.0.0.1", "[::1]")]);
  return { ...addresses, ...Object.fromEntries(here) };
}

/** The addresses by which other machines reach a listener on these hosts. */
export function otherAddresses(hosts: readonly string[]): readonly string[] {
  const families = new Set([...(hosts.includes("0.0.0.0") ? ["IPv4"] : []), ...(hosts.includes("::") ? ["IPv6"] : [])]);
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family, scopeid }) => !internal && families.has(family) && !scopeid)
    .map(({ address }) => address);
}
