// A certificate that signs itself, for tests over TLS: made anew at each start, its key never leaves the process. It is
// what `openssl req -x509` would make (RFC 5280): version 3, P-256, names by subjectAltName, and good as its own authority,
// so that a client trusts it by taking it as one.

import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import { bitString, boolean, integer, octetString, oid, sequence, set, tagged, time, utf8String } from "./der.ts";

const dayMs = 86_400_000;
/** Clients refuse certificates that are good for longer than 825 days, some of them for longer than 398. */
const goodForMs = 397 * dayMs;

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const keyUsage = { digitalSignature: 0x80, keyCertSign: 0x04 };

/**
 * @param names host names and addresses in figures beside this machine's (localhost, 127.0.0.1, ::1); what is neither, or
 * stands for every address, is left out @param now milliseconds since 1970 @returns PEM
 */
export function selfSigned(names: readonly string[], now: number): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  // The key itself is the last 65 octets: an uncompressed point (RFC 5480 2.2).
  const keyId = createHash("sha1").update(spki.subarray(-65)).digest();
  const name = sequence(set(sequence(oid("2.5.4.3"), utf8String("Torpedo self-signed"))));
  const extensions = sequence(
    extension("2.5.29.19", sequence(boolean(true)), true),
    extension("2.5.29.15", bitString(Buffer.from([keyUsage.digitalSignature | keyUsage.keyCertSign]), 2), true),
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"))),
    extension("2.5.29.17", sequence(...generalNames(["localhost", "127.0.0.1", "::1", ...names]))),
    extension("2.5.29.14", octetString(keyId)),
    extension("2.5.29.35", sequence(tagged(0, keyId))),
  );
  // Clocks of other machines may be behind.
  const validity = sequence(time(now - dayMs), time(now - dayMs + goodForMs));
  const serial = BigInt(`0x01${randomBytes(15).toString("hex")}`);
  const unsigned = sequence(
    tagged(0, integer(2n), true),
    integer(serial),
    ecdsaWithSha256,
    name,
    validity,
    name,
    spki,
    tagged(3, extensions, true),
  );
  const certificate = sequence(unsigned, ecdsaWithSha256, bitString(sign("sha256", unsigned, privateKey)));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** dNSName and iPAddress (4.2.1.6), each once. */
function generalNames(names: readonly string[]): Buffer[] {
  return [...new Set(names)].flatMap((name) => {
    const octets = isIP(name) === 0 ? null : addressOctets(name);
    if (octets !== null) return octets.every((octet) => octet === 0) ? [] : [tagged(7, octets)];
    return /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i.test(name) && name.length <= 253
      ? [tagged(2, Buffer.from(name.toLowerCase(), "latin1"))]
      : [];
  });
}

/** 4 octets, or 16 (`fe80::1%eth0` without its zone). */
function addressOctets(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  // The URL parser writes it in the one short form, an IPv4 tail in hexadecimal.
  const { hostname } = new URL(`http://[${address.replace(/%.*/, "")}]`);
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}
