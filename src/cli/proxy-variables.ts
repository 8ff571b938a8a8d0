// Variables that send the HTTP and HTTPS requests of a program through the emulator, and let it trust the emulator's authority.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../client/sandbox.ts";
import { reachableHere } from "./reachable-address.ts";
import { writeParts } from "./write-parts.ts";

export interface ProxyVariables {
  readonly variables: Readonly<Record<string, string>>;
  /** Removes the file of the certificates. */
  remove(): void;
}

const proxyNames = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];
const ownNames = ["no_proxy", "NO_PROXY"];
/** Names by which Node.js, curl, OpenSSL and Python's requests know a file of certificates. */
const trustNames = ["NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"];

/** Writes the certificates to a file, and names it and the HTTP listener. */
export async function proxyVariables({
  control,
  urls,
}: Pick<Emulator<string>, "control" | "urls">): Promise<ProxyVariables> {
  const { http: proxy } = reachableHere(urls);
  const folder = mkdtempSync(join(tmpdir(), "torpedo-certificates-"));
  const file = join(folder, "certificates.pem");
  await writeParts(file, (await control.certificate()).parts);
  const entries = [
    ...proxyNames.map((name) => [name, proxy]),
    ...ownNames.map((name) => [name, "localhost,127.0.0.1,::1"]),
    ...trustNames.map((name) => [name, file]),
  ];
  return {
    variables: Object.fromEntries(entries),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
