// A secret is found in what the journal keeps, whatever it is and however a client spells it.

import { getHeapSpaceStatistics } from "node:v8";
import fc from "fast-check";
import { expect, it } from "vitest";
import { mask } from "../../src/listeners/mask.ts";

const hex = (octet: number, digits = 2): string => octet.toString(16).padStart(digits, "0");
const percent = (text: string): string => [...Buffer.from(text)].map((octet) => `%${hex(octet)}`).join("");

const spellings: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (secret) => secret,
  "in a query": (secret) => encodeURIComponent(secret),
  "in a form": (secret) => new URLSearchParams({ token: secret }).toString(),
  "percent-encoded whole": percent,
  "percent-encoded whole, in capitals": (secret) => percent(secret).toUpperCase(),
  "in JSON": (secret) => JSON.stringify(secret),
  "in JSON, as PHP writes it": (secret) => JSON.stringify(secret).replaceAll("/", "\\/"),
  "in JSON, escaped whole": (secret) =>
    [...Array(secret.length).keys()].map((index) => `\\u${hex(secret.charCodeAt(index), 4)}`).join(""),
  "in XML": (secret) => secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  "as references": (secret) => [...secret].map((character) => `&#${character.codePointAt(0)};`).join(""),
  "as references in hexadecimal": (secret) =>
    [...secret].map((character) => `&#x${hex(character.codePointAt(0) ?? 0)};`).join(""),
  "as octets of a body": (secret) => Buffer.from(secret).toString("latin1"),
  "half as it is, half encoded": (secret) => encodeURIComponent(secret.slice(0, 2)) + percent(secret.slice(2)),
};
// Half of a surrogate pair is no text; and a part of the stars would be found again in them.
const secrets = fc
  .string({ unit: "grapheme", minLength: 3, maxLength: 40 })
  .filter((secret) => secret.isWellFormed() && secret.slice(0, 2).isWellFormed() && !secret.includes("*"))
  // JSON writes these shorter than \u, and nobody's credential has one.
  .filter((secret) => !/[\0-\x1f\x7f]/.test(secret));

it.each(Object.entries(spellings))("a secret %s", (_, spell) => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const spelled = spell(secret);
      expect(mask(`GET /?a=%20&b=${spelled}&c=1`, [secret])).not.toContain(spelled);
    }),
    { numRuns: 200 },
  );
});

it("what is no secret stays, and what is too short to be one", () => {
  expect(mask("GET /?u=126b114c&m=Ol%C3%A1+%26", ["126b114c"])).toBe("GET /?u=***&m=Ol%C3%A1+%26");
  expect(mask("GET /?u=ab&m=ab", ["ab", ""])).toBe("GET /?u=ab&m=ab");
});

/** Bytes of compiled code. */
function compiled(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name.startsWith("code"))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
}

it("thousands of long wrong ones leave nothing behind that grows, and cost what they are long", () => {
  const said = (n: number): string => `GET /?u=${encodeURIComponent(`${n} é%&\\"`.repeat(12))}&m=%20`;
  const secret = (n: number): string => `${n} é%&\\"`.repeat(12);
  for (let n = 0; n < 500; n++) mask(said(n), [secret(n)]);
  const before = compiled();
  for (let n = 500; n < 4_500; n++) expect(mask(said(n), [secret(n)])).not.toContain(encodeURIComponent(secret(n)));
  // Expressions compiled for each came to hundreds of megabytes.
  expect((compiled() - before) / 2 ** 20).toBeLessThan(20);
  const hostile = "\\".repeat(64);
  const begun = process.cpuUsage();
  mask(`${"\\".repeat(63)}x%`.repeat(200), [`${hostile}y`]);
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(2);
});

it("masks no more than is kept, cuts no secret in two, and keeps nothing of a call with too many", () => {
  const secret = "126b114c";
  const spelled = [...secret].map((character) => `&#x0000000${character.charCodeAt(0).toString(16)};`).join("");
  for (let before = 90; before <= 110; before++) {
    const text = `${"x".repeat(before)}${spelled}${secret}${"y".repeat(10_000)}`;
    const kept = mask(text, [secret], 100);
    expect(kept).not.toContain("&#x0000000");
    expect(kept).not.toContain("126b");
    expect(kept.startsWith("x".repeat(90))).toBe(true);
  }
  // Where it was cut half of one stood.
  const cut = mask(`${"x".repeat(100 + 4 * 1024 - 4)}${secret}`, [secret], 100);
  expect(cut).toBe("x".repeat(100));
  const secrets = Array.from({ length: 65 }, (_, n) => `secret${n}`);
  expect(mask(secrets.join("&"), secrets)).toBe("***");
  expect(mask("secret0", Array(1_000).fill("secret0"))).toBe("***");
});
