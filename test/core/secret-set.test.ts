// Secrets are found in every encoding that a client or a library sends them in, and nothing else is.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findValues, SecretSet } from "../../src/core/secret-set.ts";

const secret = "Ab12&cd<é/9 z";

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => Buffer.from(text, "utf8").toString("latin1"),
  latin1: (text) => text,
  query: encodeURIComponent,
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  "lower-case percent": (text) => encodeURIComponent(text).toLowerCase(),
  "all percent": (text) => [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, "0")}`).join(""),
  "%u": (text) => [...text].map((char) => `%u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  xml: (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
  "decimal references": (text) => [...text].map((char) => `&#${char.codePointAt(0)};`).join(""),
  "hex references": (text) => [...text].map((char) => `&#x00${char.codePointAt(0)?.toString(16)};`).join(""),
  CDATA: (text) => `${text.slice(0, 3)}<![CDATA[${text.slice(3, 8)}]]>${text.slice(8).replace("<", "&lt;")}`,
  json: (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  "json escapes": (text) => [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  "UTF-16 LE": (text) => Buffer.from(text, "utf16le").toString("latin1"),
  "UTF-16 BE": (text) => Buffer.from(text, "utf16le").swap16().toString("latin1"),
  "upper case": (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
};

function result(text: string): string[] {
  const set = new SecretSet();
  set.add(secret);
  set.add("another-one-of-them");
  return set.find(text).map(({ from, until }) => text.slice(from, until));
}

describe("a secret", () => {
  it.each(Object.entries(encodings))("is found in %s", (_name, encode) => {
    const sent = encode(secret);
    const parts = result(`GET /?u=${sent};rest`);
    expect(parts.some((part) => part.replaceAll("\0", "") === sent.replaceAll("\0", ""))).toBe(true);
    expect(findValues(`{"u": "${sent}"}`, [secret])).not.toEqual([]);
  });

  it("is found in any two encodings, one within the other, at any place", () => {
    const names = Object.keys(encodings).filter((name) => !/UTF-16|CDATA|latin1|upper/.test(name));
    const text = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...names), text, text, (inner, outer, before, after) => {
        const sent = encodings[outer]?.(encodings[inner]?.(secret) ?? "") ?? "";
        expect(result(`${before} ${sent} ${after}`).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("is no more found once no account has it", () => {
    const set = new SecretSet();
    set.add(secret);
    set.add(secret);
    set.delete(secret);
    expect(set.find(secret)).toHaveLength(1);
    set.delete(secret);
    expect(set.find(secret)).toEqual([]);
  });

  it("under six characters is not looked for", () => {
    const set = new SecretSet();
    set.add("12345");
    expect(set.find("12345")).toEqual([]);
  });

  it.each([
    "",
    "Ab12&cd<",
    "%",
    "%u00",
    "&#x;",
    "&#99999999999;",
    "\\u12",
    "<!-- ",
    "é",
    "\0\0",
    "]]>",
    "\u00e9\u0080",
  ])("is not found in %j", (text) => {
    expect(result(text)).toEqual([]);
  });
});
