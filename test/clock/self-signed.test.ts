// The certificate that signs itself, as Node's own parser, OpenSSL's strict one and TLS clients see it.

import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { integer, octetString, oid, time } from "../../src/clock/der.ts";
import { selfSigned } from "../../src/clock/self-signed.ts";
import { have } from "../support/programs.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const now = Date.UTC(2026, 10, 28, 12);

it("names this machine and what else it is called", () => {
  const names = [
    "127.0.0.1",
    "::1",
    "0.0.0.0",
    "::",
    "Torpedo",
    "sms.example.com",
    "10.0.0.7",
    "2001:db8::10.0.0.8",
    "a b",
  ];
  const certificate = new X509Certificate(selfSigned(names, now).cert);
  expect(certificate.subjectAltName).toBe(
    "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:torpedo, DNS:sms.example.com, " +
      "IP Address:10.0.0.7, IP Address:2001:DB8:0:0:0:0:A00:8",
  );
  expect(certificate.checkHost("torpedo")).toBe("torpedo");
  expect(certificate.checkIP("::1")).toBe("::1");
  expect(certificate.validFromDate).toEqual(new Date(now - 86_400_000));
  expect(certificate.validToDate).toEqual(new Date(now + 396 * 86_400_000));
  expect([certificate.ca, certificate.keyUsage]).toEqual([true, ["1.3.6.1.5.5.7.3.1"]]);
});

it("signs itself, with a key and a serial number of its own each time", () => {
  const [one, other] = [selfSigned([], now), selfSigned([], now)];
  const [first, second] = [new X509Certificate(one.cert), new X509Certificate(other.cert)];
  expect(first.verify(first.publicKey)).toBe(true);
  expect(first.verify(second.publicKey)).toBe(false);
  expect(first.serialNumber).not.toBe(second.serialNumber);
  expect(one.key).not.toBe(other.key);
});

it.skipIf(!have("openssl"))("stands OpenSSL's strict look", () => {
  const file = join(scratch(), "own.pem");
  writeFileSync(file, selfSigned([], Date.now()).cert);
  const verify = ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_ip", "::1", "-CAfile", file, file];
  expect(execFileSync("openssl", verify, { encoding: "utf8" })).toContain("OK");
  const text = execFileSync("openssl", ["x509", "-noout", "-text", "-in", file], { encoding: "utf8" });
  for (const said of [
    "Version: 3 (0x2)",
    "ecdsa-with-SHA256",
    "Issuer: CN = Torpedo self-signed",
    "CA:TRUE",
    "Digital Signature, Certificate Sign",
    "TLS Web Server Authentication",
  ]) {
    expect(text.replaceAll(/CN\s*=\s*/g, "CN = ")).toContain(said);
  }
});

it("is trusted by a client that takes it as an authority, and by no other", async () => {
  const own = selfSigned([], Date.now());
  const server = createServer(own, (socket) => socket.end("hello")).listen(0, "127.0.0.1");
  later(() => server.close());
  server.on("tlsClientError", () => {});
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  for (const servername of ["localhost", "127.0.0.1"]) {
    const socket = connect({
      port,
      host: "127.0.0.1",
      ca: own.cert,
      ...(servername === "localhost" && { servername }),
    });
    await once(socket, "secureConnect");
    expect(socket.authorized).toBe(true);
    socket.destroy();
  }
  for (const other of [{}, { ca: selfSigned([], Date.now()).cert }]) {
    const [error] = await once(connect({ port, host: "127.0.0.1", ...other }), "error");
    expect(error).toBeInstanceOf(Error);
  }
});

it("writes numbers, identifiers, lengths and times as X.690 has them", () => {
  const hex = (octets: Buffer): string => octets.toString("hex");
  expect([0n, 127n, 128n, 255n, 256n, 0x8000n].map(integer).map(hex)).toEqual([
    "020100",
    "02017f",
    "02020080",
    "020200ff",
    "02020100",
    "0203008000",
  ]);
  expect(hex(oid("1.2.840.113549"))).toBe("06062a864886f70d");
  expect(hex(oid("2.5.29.17"))).toBe("0603551d11");
  expect(hex(octetString(Buffer.alloc(127))).slice(0, 4)).toBe("047f");
  expect(hex(octetString(Buffer.alloc(128))).slice(0, 6)).toBe("048180");
  expect(hex(octetString(Buffer.alloc(0x1234))).slice(0, 8)).toBe("04821234");
  expect(
    time(Date.UTC(2049, 11, 31, 23, 59, 59))
      .subarray(2)
      .toString(),
  ).toBe("491231235959Z");
  expect(
    time(Date.UTC(2050, 0, 1))
      .subarray(2)
      .toString(),
  ).toBe("20500101000000Z");
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
      const content = integer(value).subarray(2);
      // Two's complement, none of its first nine bits alike.
      expect(BigInt(`0x${content.toString("hex")}`)).toBe(value);
      expect((content[0] ?? 0) < 0x80).toBe(true);
      if (content.length > 1 && content[0] === 0) expect((content[1] ?? 0) >= 0x80).toBe(true);
    }),
  );
});
