// The certificate that signs itself, as Node's own parser, OpenSSL's strict one and TLS clients see it.

import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, expect, it } from "vitest";
import { selfSigned } from "../../src/clock/self-signed.ts";
import { have } from "../support/programs.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const now = Date.UTC(2026, 10, 28, 12);

it("names this machine and what else it is called", async () => {
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
  const certificate = new X509Certificate((await selfSigned(names, now)).cert);
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

it("signs itself, with a key and a serial number of its own each time", async () => {
  const [item, other] = await Promise.all([selfSigned([], now), selfSigned([], now)]);
  const [first, second] = [new X509Certificate(item.cert), new X509Certificate(other.cert)];
  expect(first.verify(first.publicKey)).toBe(true);
  expect(first.verify(second.publicKey)).toBe(false);
  expect(first.serialNumber).not.toBe(second.serialNumber);
  expect(item.key).not.toBe(other.key);
});

it.skipIf(!have("openssl"))("stands OpenSSL's strict look", async () => {
  const file = join(scratch(), "own.pem");
  writeFileSync(file, (await selfSigned([], Date.now())).cert);
  const verify = ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_ip", "::1", "-CAfile", file, file];
  expect(execFileSync("openssl", verify, { encoding: "utf8" })).toContain("OK");
  const text = execFileSync("openssl", ["x509", "-noout", "-text", "-in", file], { encoding: "utf8" });
  for (const sentences of [
    "Version: 3 (0x2)",
    "sha256WithRSAEncryption",
    "Issuer: CN = Torpedo self-signed",
    "CA:TRUE",
    "Digital Signature, Certificate Sign",
    "TLS Web Server Authentication",
  ]) {
    expect(text.replaceAll(/CN\s*=\s*/g, "CN = ")).toContain(sentences);
  }
});

it("is trusted by a client that takes it as an authority, and by no other", async () => {
  const own = await selfSigned([], Date.now());
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
  for (const other of [{}, { ca: (await selfSigned([], Date.now())).cert }]) {
    const [error] = await once(connect({ port, host: "127.0.0.1", ...other }), "error");
    expect(error).toBeInstanceOf(Error);
  }
});
