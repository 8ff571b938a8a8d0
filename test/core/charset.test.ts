import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeIa5, decodeLatin1, decodeUcs2, encodeLatin1, encodeUcs2 } from "../../src/core/charset.ts";

test("UCS-2 is big endian and keeps surrogates", () => {
  expect(Buffer.from(encodeUcs2("Aç😀")).toString("hex")).toBe("004100e7d83dde00");
  expect(decodeUcs2(Buffer.from("004100e7d83dde00", "hex"))).toBe("Aç😀");
});

test("UCS-2 of an odd number of octets cannot be read", () => {
  expect(decodeUcs2(Uint8Array.of(0, 0x41, 0))).toBeNull();
});

test("UCS-2 reads back any UTF-16 code units, a lone surrogate too, and texts longer than a chunk", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(units, (text) => {
      expect(decodeUcs2(encodeUcs2(text))).toBe(text);
    }),
  );
  const long = "ção 😀".repeat(3000);
  expect(decodeUcs2(encodeUcs2(long))).toBe(long);
});

test("Latin-1 reads back any octets and refuses what is beyond it", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      expect(encodeLatin1(decodeLatin1(octets))).toEqual(octets);
    }),
  );
  expect(decodeLatin1(Uint8Array.of(0x63, 0xe7, 0xe3, 0x6f, 0x80))).toBe("cção\u0080");
  expect(encodeLatin1("€")).toBeNull();
});

test("IA5 has 128 characters", () => {
  expect(decodeIa5(Uint8Array.of(0x41, 0x00, 0x7f, 0x80, 0xff))).toBe("A\u0000\u007f\ufffd\ufffd");
});
