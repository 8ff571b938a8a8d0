import { expect, it } from "vitest";
import { decodeText, encodeText } from "../../../src/protocols/http/charset.ts";

it.each(["UTF-8", "windows-1252", "iso-8859-15", "utf-16", "utf-16le", "utf-16be"])(
  "a text in %s reads as it was written",
  (charset) => {
    const text = "Preço: € 10, œuvre Š, ação";
    expect(decodeText(encodeText(text, charset), charset)).toBe(text);
  },
);

it("every octet of a charset of single octets reads as a character, and is written as that octet", () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
  for (const charset of ["latin1", "ISO-8859-1", "iso-8859-15"])
    expect(encodeText(decodeText(all, charset), charset)).toEqual(all);
  expect(decodeText(Buffer.from([0x80, 0x81, 0x9f, 0xe9]), "Windows-1252")).toBe("€\x81Ÿé");
});
