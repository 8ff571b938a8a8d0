// Tunnels to the providers' hosts: the authority is opened when a tunnel or its certificate is first asked for.

import { createSecureContext, type SecureContext } from "node:tls";
import type { TunnelHosts } from "../protocols/http/tunnel.ts";

/** Signs certificates for hosts, and is itself a certificate that clients trust. PEM. */
export interface SigningAuthority {
  readonly cert: string;
  certify(host: string): { readonly cert: string; readonly key: string };
}

export interface Tunnels extends TunnelHosts {
  /** The authority's certificate, as PEM. */
  authority(): Promise<string>;
}

/** Hosts whose certificates are kept; beyond it the oldest goes first. */
const maxHosts = 100;

/** @param open opens the authority; tried again after a failure */
export function createTunnels(names: readonly string[], open: () => Promise<SigningAuthority>): Tunnels {
  const contexts = new Map<string, SecureContext>();
  let opened: Promise<SigningAuthority> | null = null;
  const authority = (): Promise<SigningAuthority> => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    names,
    authority: async () => (await authority()).cert,
    async secureContext(host) {
      const signing = await authority();
      const context = contexts.get(host) ?? createSecureContext(signing.certify(host));
      contexts.set(host, context);
      for (const oldest of contexts.keys()) {
        if (contexts.size <= maxHosts) break;
        contexts.delete(oldest);
      }
      return context;
    },
  };
}
