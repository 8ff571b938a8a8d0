// Authority that signs certificates for the hosts of the providers, for clients that have `https:` addresses built in. A
// client trusts the authority alone; name constraints keep the authority from speaking for any other host.

import { randomBytes, X509Certificate } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import forge from "node-forge";
import type { Instant } from "../core/clock.ts";
import { certificateText, dayMs, dnsName, goodForMs, ipAddress, newCertificate, newKeyPair } from "./self-signed.ts";

export interface Authority {
  /** PEM, for clients that are to trust it. */
  readonly cert: string;
  /** @returns certificate and key as PEM, for one of the authority's hosts */
  certify(host: string): { readonly cert: string; readonly key: string };
}

interface AuthorityFile {
  readonly cert: string;
  readonly key: string;
}

const authorityDays = 3_650;
/** An authority with less time left is made anew. */
const leastDaysLeft = 30;
const mark = "# Torpedo: authority for ";

/**
 * @param names hosts that it may speak for; `*.name`: every host under that name
 * @param now milliseconds since 1970
 * @param file keeps the authority for the next start; null: in memory. Another set of names makes it anew
 */
export async function openAuthority(names: readonly string[], now: Instant, file: string | null): Promise<Authority> {
  const about = `${mark}${[...names].sort().join(", ")}`;
  const kept = file === null ? null : readKept(file, about, now);
  const { cert, key } = kept ?? (await createAuthority(names, now));
  if (file !== null && kept === null) keep(file, [about, cert, key].join("\n"));
  const issuer = forge.pki.certificateFromPem(cert);
  const issuerKey = forge.pki.privateKeyFromPem(key);
  const leafKey = await newKeyPair();
  return {
    cert,
    certify(host) {
      const certificate = newCertificate(leafKey.publicKey, now, goodForMs);
      certificate.setSubject([{ name: "commonName", value: host.slice(0, 64) }]);
      certificate.setIssuer(issuer.subject.attributes);
      certificate.setExtensions([
        { name: "basicConstraints", critical: true, cA: false },
        { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames: [{ type: dnsName, value: host }] },
        { name: "subjectKeyIdentifier" },
        { name: "authorityKeyIdentifier", keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
      ]);
      certificate.sign(issuerKey, forge.md.sha256.create());
      return { cert: certificateText(certificate), key: leafKey.key };
    },
  };
}

async function createAuthority(names: readonly string[], now: Instant): Promise<AuthorityFile> {
  const { publicKey, key } = await newKeyPair();
  const certificate = newCertificate(publicKey, now, authorityDays * dayMs);
  const name = [{ name: "commonName", value: `Torpedo authority ${randomBytes(4).toString("hex")}` }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
    { name: "keyUsage", critical: true, keyCertSign: true },
    { name: "extKeyUsage", serverAuth: true },
    { id: "2.5.29.30", critical: true, value: nameConstraints(names) },
    { name: "subjectKeyIdentifier" },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return { cert: certificateText(certificate), key };
}

/** RFC 5280 4.2.1.10: these names and those under them, and no address. */
function nameConstraints(names: readonly string[]): forge.asn1.Asn1 {
  const { Class, Type, create } = forge.asn1;
  const subtree = (type: number, value: string) =>
    create(Class.UNIVERSAL, Type.SEQUENCE, true, [create(Class.CONTEXT_SPECIFIC, type, false, value)]);
  const permitted = [...new Set(names.map(bare))].map((name) => subtree(dnsName, name));
  const excluded = [8, 32].map((octets) => subtree(ipAddress, "\0".repeat(octets)));
  return create(Class.UNIVERSAL, Type.SEQUENCE, true, [
    create(Class.CONTEXT_SPECIFIC, 0, true, permitted),
    create(Class.CONTEXT_SPECIFIC, 1, true, excluded),
  ]);
}

function bare(name: string): string {
  return name.replace(/^\*\./, "");
}

/** Null: there is none, or none that serves. */
function readKept(file: string, about: string, now: Instant): AuthorityFile | null {
  try {
    const text = readFileSync(file, "utf8");
    const [cert, key] = text.match(/-----BEGIN ([A-Z ]+)-----\n[^-]+-----END \1-----\n/g) ?? [];
    if (cert === undefined || key === undefined || !text.startsWith(`${about}\n`)) return null;
    const left = Date.parse(new X509Certificate(cert).validTo) - now;
    forge.pki.privateKeyFromPem(key);
    return left < leastDaysLeft * dayMs ? null : { cert, key };
  } catch {
    return null;
  }
}

function keep(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
