import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Makes a certificate for localhost and its key in a folder, for one day. */
export function certificate(folder: string, name: string): { tlsCert: string; tlsKey: string } {
  const files = { tlsCert: join(folder, `${name}.crt`), tlsKey: join(folder, `${name}.key`) };
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost";
  execFileSync("openssl", [...request.split(" "), "-keyout", files.tlsKey, "-out", files.tlsCert], { stdio: "ignore" });
  return files;
}
