// Makes a certificate that signs itself, for tests over TLS. The key is new at each start and never leaves the process.
// The certificate is its own authority: a client that takes it as one trusts it.

import { generateKeyPair, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { promisify } from "node:util";
import forge from "node-forge";

export const dayMs = 86_400_000;
/** Clients refuse certificates that are good for longer than 825 days, some of them for longer than 398. */
export const goodForMs = 397 * dayMs;

/** Tags of general names (RFC 5280 4.2.1.6). */
export const dnsName = 2;
export const ipAddress = 7;

/**
 * @param names host names and addresses beside this machine's (localhost, 127.0.0.1, ::1); leaves out what is neither, and
 *   addresses that stand for every address
 * @param now milliseconds since 1970
 * @returns PEM
 */
export async function selfSigned(
  names: readonly string[],
  now: number,
): Promise<{ readonly cert: string; readonly key: string }> {
  const { publicKey, key } = await newKeyPair();
  const certificate = newCertificate(publicKey, now, goodForMs);
  const name = [{ name: "commonName", value: "Torpedo self-signed" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: true },
    { name: "keyUsage", critical: true, digitalSignature: true, keyCertSign: true },
    { name: "extKeyUsage", serverAuth: true },
    { name: "subjectAltName", altNames: generalNames(["localhost", "127.0.0.1", "::1", ...names]) },
    { name: "subjectKeyIdentifier" },
    { name: "authorityKeyIdentifier", keyIdentifier: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return { cert: certificateText(certificate), key };
}

/** @returns PEM */
export async function newKeyPair(): Promise<{ readonly publicKey: string; readonly key: string }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicKey, key: privateKey };
}

/** Makes a certificate without names, extensions and signature, good from a day before `now`. */
export function newCertificate(publicKey: string, now: number, goodFor: number): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  // Clocks of other machines may be behind.
  certificate.validity.notBefore = new Date(now - dayMs);
  certificate.validity.notAfter = new Date(now - dayMs + goodFor);
  return certificate;
}

/** @returns PEM */
export function certificateText(certificate: forge.pki.Certificate): string {
  return forge.pki.certificateToPem(certificate).replaceAll("\r\n", "\n");
}

function generalNames(names: readonly string[]): object[] {
  return [...new Set(names)].flatMap((name): object[] => {
    if (isIP(name) !== 0) {
      const ip = isIP(name) === 6 ? shortest(name) : name;
      return ip === "::" || ip === "0.0.0.0" ? [] : [{ type: ipAddress, ip }];
    }
    return /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i.test(name) && name.length <= 253
      ? [{ type: dnsName, value: name.toLowerCase() }]
      : [];
  });
}

/** Shortest form of an IPv6 address without its zone (`fe80::1%eth0`), an IPv4 tail in hexadecimal. */
function shortest(address: string): string {
  return new URL(`http://[${address.replace(/%.*/, "")}]`).hostname.slice(1, -1);
}
