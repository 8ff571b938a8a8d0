import type { Provider } from "../providers/provider.ts";
import { packageVersion } from "./package-version.ts";
import { introductions } from "./registry.ts";
import type { certificateOf } from "./tls.ts";

/** Facts about this emulator that do not change while it runs: version, providers, certificate. */
export function aboutEmulator(registry: readonly Provider[], tls: Awaited<ReturnType<typeof certificateOf>>) {
  const certificate = tls && { certificate: { pem: tls.cert, fingerprint256: tls.fingerprint256 } };
  return { version: packageVersion(), providers: introductions(registry), ...certificate };
}
