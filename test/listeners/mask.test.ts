// Secrets of accounts are masked by value, credentials that a provider read are masked right or wrong.

import { expect, it } from "vitest";
import { SecretSet } from "../../src/core/secret-set.ts";
import { createMask } from "../../src/listeners/mask.ts";

const secrets = new SecretSet();
secrets.add("126b114c");
const mask = createMask(secrets, (value) => value);

it.each([
  ["GET /?u=126b114c&m=Ol%C3%A1+%26", [], "GET /?u=********&m=Ol%C3%A1+%26"],
  ["GET /?u=%31%32%36b114c&m=1", [], "GET /?u=**************&m=1"],
  ["GET /?u=wrong-one&m=1", ["wrong-one"], "GET /?u=*********&m=1"],
  ["GET /?u=wrong+one&m=1", ["wrong one"], "GET /?u=*********&m=1"],
  ["GET /?u=ab&m=ab+cab", ["ab", ""], "GET /?u=**&m=ab+cab"],
  ["<u>ab</u>xab", ["ab"], "<u>**</u>xab"],
  ["GET /?a=1&P=QX HTTP/1.1", ["P=QX"], "GET /?a=1&**** HTTP/1.1"],
  ["126b114c126b114c", [], "****************"],
])("%s", (text, read, masked) => {
  expect(mask.text(text, read)).toBe(masked);
});

it.each([
  ["GET /nowhere?u=wrong-one&m=1", "GET /nowhere?u=*********&m=1"],
  ["GET /nowhere?a=1&amp;u=wrong-one&m=1", "GET /nowhere?a=1&amp;u=*********&m=1"],
  [
    "Content-Disposition: form-data; name=token\r\n\r\nwrong-one\r\n--x",
    "Content-Disposition: form-data; name=token\r\n\r\n*********\r\n--x",
  ],
  ["<a:Credencial>wrong-one</a:Credencial>", "<a:Credencial>*********</a:Credencial>"],
  ['{"token" : "wrong-one"', '{"token" : "*********"'],
])("a credential that no provider read: %j", (text, masked) => {
  expect(mask.request(Buffer.from(text), [], 1_000).toString()).toBe(masked);
});

it.each([73, 90, 4_000])("a credential that no provider read, before a secret behind the kept octets: %i", (filler) => {
  const text = `GET /nowhere?u=wrong-one&m=${"x".repeat(filler)}126b114c${"x".repeat(5_000)}`;
  expect(mask.request(Buffer.from(text), [], 100).toString()).toBe(`GET /nowhere?u=*********&m=${"x".repeat(73)}`);
});

it("masks no more than is kept, cuts no secret in two, and keeps nothing of a request with too many", () => {
  const secret = "126b114c";
  const encoded = [...secret].map((character) => `&#x0000000${character.charCodeAt(0).toString(16)};`).join("");
  for (let before = 90; before <= 110; before++) {
    const text = `${"x".repeat(before)}${encoded}${secret}${"y".repeat(10_000)}`;
    const kept = mask.text(text, [], 100);
    expect(kept).not.toContain("&#x0000000");
    expect(kept).not.toContain("126b");
    expect(kept.startsWith("x".repeat(90))).toBe(true);
  }
  const many = Array.from({ length: 65 }, (_, n) => `secret${n}`);
  expect(mask.text(many.join("&"), many)).toBe("***");
  expect(mask.text("secret0", Array(1_000).fill("secret0"))).toBe("*******");
});

it("costs what the text is long, whatever it is made of", () => {
  for (const unit of ["%", "&", "\\", "<", "<!--", "&#x00", "\u00e9", "\0", "%25", "126b114", "ab"]) {
    const begun = process.cpuUsage();
    mask.request(Buffer.from(unit.repeat(250_000 / unit.length), "latin1"), ["126b114cx", "ab"], 256 * 1024);
    expect(process.cpuUsage(begun).user / 1e6, unit).toBeLessThan(1);
  }
});
