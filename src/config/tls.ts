import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { UsageError } from "../core/usage-error.ts";
import type { Config } from "./config.ts";
import { readText } from "./text-file.ts";

interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** Certificate and key of the TLS listeners as PEM text; null: there are none. Throws `UsageError`. */
export function readTls(config: Pick<Config, "tlsCert" | "tlsKey">): CertificateFiles | null {
  if (config.tlsCert === undefined || config.tlsKey === undefined) return null;
  const cert = readText(config.tlsCert, "certificate");
  const key = readText(config.tlsKey, "certificate's key");
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError({
      where: config.tlsCert,
      problem: `this certificate and ${config.tlsKey} do not serve (${reason})`,
      remedy: "give a PEM certificate and the key that belongs to it",
    });
  }
  return { cert, key };
}

/**
 * Certificate of the TLS listeners and its SHA-256 (`AB:CD:…`); null: there are none.
 * @param selfSigned makes one for these names @throws UsageError when the files are not right
 */
export async function certificateOf(
  config: Config,
  selfSigned: (names: readonly string[]) => Promise<CertificateFiles>,
) {
  const ours = config.tlsSelfSigned === "on";
  const pem = ours ? await selfSigned([...config.host, ...config.allowedHosts]) : readTls(config);
  if (pem === null) return null;
  return { ...pem, fingerprint256: new X509Certificate(pem.cert).fingerprint256 };
}
