// A search in raw requests decodes only those that may have it. A NUL in front makes it decode any request.

import { expect, it } from "vitest";
import { folded } from "../../src/core/search.ts";
import { decodedTest } from "../../src/core/search-octets.ts";

it.each([
  ["lo", "m=l%BA", true],
  ["ola", "m=ol%AA", true],
  ["nº", "m=n%BA+1", true],
  ["no 1", "m=n%BA+1", true],
  ["1ª via", "m=1%AA+via", true],
  ["m²", "m=m%B2", true],
  ["a b", "m=a+b", true],
  ["a+b", "m=a+b", true],
  ["a+b", "m=a%2Bb", true],
  ["a b", "m=a%2Bb", false],
  ["+5511", "n=%2B5511", true],
  ["ola", "m=Ol%E1", true],
  ["ola", '{"m":"Ol\\u00e1"}', true],
  ["ola", "<m>Ol&#xE1;</m>", true],
  ["ola", "<m>O<![CDATA[l]]>a</m>", true],
])("%s in %s: %s", (search, request, isMatch) => {
  const test = decodedTest(search);
  expect(test(request)).toBe(isMatch);
  expect(test(Buffer.from(request, "latin1"))).toBe(isMatch);
  expect(test(`\0${request}`)).toBe(isMatch);
});

const encodings: Readonly<Record<string, (code: number) => string>> = {
  "percent-encoded": (code) => `%${code.toString(16).padStart(2, "0")}`,
  "as ASP.NET encodes it": (code) => `%u${code.toString(16).padStart(4, "0")}`,
  "in JSON": (code) => `\\u${code.toString(16).padStart(4, "0")}`,
  "as a decimal reference": (code) => `&#${code};`,
  "as a hexadecimal reference": (code) => `&#x${code.toString(16)};`,
  raw: (code) => String.fromCharCode(code),
};

it.each(Object.entries(encodings))("every Latin-1 character %s is found as after full decoding", (_name, encoded) => {
  const differing: string[] = [];
  for (let code = 0; code < 256; code++) {
    const request = `x${encoded(code)}y`;
    for (const search of [`x${folded(String.fromCharCode(code))}y`, `x${String.fromCharCode(code)}`, "xy", "x y"]) {
      const test = decodedTest(search);
      const octets = Buffer.from(request, "latin1");
      if (test(octets) !== test(Buffer.concat([Buffer.of(0), octets]))) differing.push(`${search} in ${request}`);
    }
  }
  expect(differing).toEqual([]);
});
