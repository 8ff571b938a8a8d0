import { createSecureContext } from "node:tls";
import { UsageError } from "../core/usage-error.ts";
import type { Config } from "./config.ts";
import { readText } from "./text-file.ts";

/** Certificate and key of the TLS doors as PEM text; null: there are none. Throws `UsageError`. */
export function readTls(config: Pick<Config, "tlsCert" | "tlsKey">): { cert: string; key: string } | null {
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
