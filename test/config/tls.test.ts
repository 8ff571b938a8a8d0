import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readTls } from "../../src/config/tls.ts";
import { certificate } from "../support/certificate.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));
const pair = (name: string) => certificate(folder, name);

it("reads a certificate and its key, or nothing", () => {
  expect(readTls({})).toBeNull();
  expect(readTls(pair("one"))?.cert).toContain("BEGIN CERTIFICATE");
});

it("says what is wrong with them", () => {
  const item = pair("two");
  const other = pair("three");
  expect(() => readTls({ ...item, tlsKey: other.tlsKey })).toThrow(
    /two\.crt: this certificate and .*three\.key do not serve/,
  );
  expect(() => readTls({ ...item, tlsKey: join(folder, "none.key") })).toThrow(
    /none\.key: the certificate's key does not exist;/,
  );
  writeFileSync(item.tlsCert, "not a certificate");
  expect(() => readTls(item)).toThrow(/two\.crt: this certificate and .* do not serve \(.+\); give a PEM certificate/);
});
