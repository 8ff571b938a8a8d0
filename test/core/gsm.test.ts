import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canGsm, decodeGsm, encodeGsm, gsmAlphabet, gsmCost, gsmDefault } from "../../src/core/gsm.ts";

const alphabets = {
  default: gsmDefault,
  "Portuguese single": gsmAlphabet(0, 3),
  "Portuguese locking": gsmAlphabet(3, 0),
  "Portuguese both": gsmAlphabet(3, 3),
};

function hex(octets: Uint8Array | null): string | null {
  return octets === null ? null : Buffer.from(octets).toString("hex");
}

describe("the default alphabet (3GPP TS 23.038, 6.2.1)", () => {
  test.each([
    ["@", "00"],
    ["£", "01"],
    ["é", "05"],
    ["Ç", "09"],
    ["\n", "0a"],
    ["Δ", "10"],
    ["Ξ", "1a"],
    ["É", "1f"],
    [" ", "20"],
    ["¤", "24"],
    ["?", "3f"],
    ["¡", "40"],
    ["A", "41"],
    ["§", "5f"],
    ["¿", "60"],
    ["z", "7a"],
    ["à", "7f"],
    ["\f", "1b0a"],
    ["^", "1b14"],
    ["{", "1b28"],
    ["}", "1b29"],
    ["\\", "1b2f"],
    ["[", "1b3c"],
    ["~", "1b3d"],
    ["]", "1b3e"],
    ["|", "1b40"],
    ["€", "1b65"],
  ])("%j is %s", (text, octets) => {
    expect(hex(encodeGsm(text))).toBe(octets);
    expect(decodeGsm(Buffer.from(octets, "hex"))).toBe(text);
    expect(gsmCost(text.charCodeAt(0))).toBe(octets.length / 2);
  });

  test.each(["ç", "ã", "õ", "á", "í", "ó", "ú", "â", "ê", "ô", "À", "`", "\t", "\u001b", "😀", "\ud800", "\u0000"])(
    "%j is not in it",
    (text) => {
      expect(canGsm(text)).toBe(false);
      expect(encodeGsm(`a${text}`)).toBeNull();
    },
  );

  test.each([
    ["1b61", "a", "an escaped septet that the extension table lacks is read from the base table"],
    ["1b1b41", " A", "two escapes are a blank"],
    ["411b", "A ", "an escape at the end is a blank"],
    ["41e942", "A\ufffdB", "an octet over 7F is no septet"],
    ["1be9", "\ufffd", "nor is an escaped one"],
  ])("%s reads %j: %s", (octets, text) => {
    expect(decodeGsm(Buffer.from(octets, "hex"))).toBe(text);
  });
});

describe("the Portuguese tables (A.2.3, A.3.3)", () => {
  test.each([
    ["Portuguese single", "ç", "1b09"],
    ["Portuguese single", "ê", "1b05"],
    ["Portuguese single", "á", "1b0f"],
    ["Portuguese single", "Ã", "1b5b"],
    ["Portuguese single", "ã", "1b7b"],
    ["Portuguese single", "â", "1b7f"],
    ["Portuguese single", "€", "1b65"],
    ["Portuguese single", "Φ", "12"],
    ["Portuguese locking", "ç", "09"],
    ["Portuguese locking", "€", "18"],
    ["Portuguese locking", "~", "60"],
    ["Portuguese locking", "ã", "7b"],
    ["Portuguese locking", "õ", "7c"],
    ["Portuguese locking", "`", "7d"],
    ["Portuguese locking", "∞", "15"],
    ["Portuguese locking", "{", "1b28"],
    ["Portuguese both", "Φ", "1b12"],
    ["Portuguese both", "ação", "61097b6f"],
  ] as const)("%s: %s is %s", (name, text, octets) => {
    expect(hex(encodeGsm(text, alphabets[name]))).toBe(octets);
    expect(decodeGsm(Buffer.from(octets, "hex"), alphabets[name])).toBe(text);
  });

  test("a language without tables of ours reads as the default", () => {
    expect(gsmAlphabet(1, 2)).toBe(gsmDefault);
  });
});

describe.each(Object.entries(alphabets))("alphabet %s", (_, alphabet) => {
  const characters = [...alphabet.base, ...Object.values(alphabet.extension)];

  test("has 128 septets", () => {
    expect(alphabet.base).toHaveLength(128);
  });

  test("reads back whatever it writes, one septet in each octet, at the cost it names", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...characters)), (drawn) => {
        const text = drawn.join("");
        const octets = encodeGsm(text, alphabet);
        expect(octets).not.toBeNull();
        if (octets === null) return;
        expect(decodeGsm(octets, alphabet)).toBe(text);
        expect(octets.every((octet) => octet < 0x80)).toBe(true);
        expect(octets.length).toBe(drawn.reduce((sum, item) => sum + gsmCost(item.charCodeAt(0), alphabet), 0));
      }),
    );
  });

  test("writes any text or says that it cannot, and reads any octets", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.uint8Array(), (text, octets) => {
        expect(encodeGsm(text, alphabet) !== null).toBe(canGsm(text, alphabet));
        expect(decodeGsm(octets, alphabet).length).toBeLessThanOrEqual(octets.length);
      }),
    );
  });
});
