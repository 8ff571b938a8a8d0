import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/protocols/http/query.ts";

describe("a query string", () => {
  test.each([
    ["", []],
    ["&&", []],
    [
      "a=1&b=2&a=3",
      [
        ["a", "1", "ascii"],
        ["b", "2", "ascii"],
        ["a", "3", "ascii"],
      ],
    ],
    [
      "a&b=&=c&=",
      [
        ["a", "", "ascii"],
        ["b", "", "ascii"],
        ["", "c", "ascii"],
        ["", "", "ascii"],
      ],
    ],
    ["t=a=b;c", [["t", "a=b;c", "ascii"]]],
    ["t=a+b%20c%2Bd", [["t", "a b c+d", "ascii"]]],
    ["%74=%41%0D%0a%00", [["t", "A\r\n\0", "ascii"]]],
    ["t=ol%C3%A1+%e2%82%ac", [["t", "olá €", "utf-8"]]],
    [
      "t=ol%E1&u=%C3%A1",
      [
        ["t", "olá", "latin-1"],
        ["u", "á", "utf-8"],
      ],
    ],
    ["%E1=%C3%A1", [["á", "Ã¡", "latin-1"]]],
    [
      "t=100%&u=%zz%4&v=%%41",
      [
        ["t", "100%", "ascii"],
        ["u", "%zz%4", "ascii"],
        ["v", "%A", "ascii"],
      ],
    ],
    ["t=%C3", [["t", "Ã", "latin-1"]]],
    ["t=%ED%A0%80", [["t", "í\xa0\x80", "latin-1"]]],
    ["t=\xe1", [["t", "á", "latin-1"]]],
    ["t=\xc3\xa1", [["t", "á", "utf-8"]]],
    ["t=€%C3%A1", [["t", "€á", "utf-8"]]],
  ])("%j", (raw, pairs) => {
    expect(parseQuery(raw)).toEqual(pairs);
  });

  test("a form body is read from its bytes", () => {
    expect(parseQuery(Buffer.from("t=olá&u=a+b"))).toEqual([
      ["t", "olá", "utf-8"],
      ["u", "a b", "ascii"],
    ]);
    expect(parseQuery(Buffer.from([0x74, 0x3d, 0xe1]))).toEqual([["t", "á", "latin-1"]]);
  });

  test("pairs beyond the bound are dropped", () => {
    expect(parseQuery("a=1&".repeat(50), 7)).toHaveLength(7);
    expect(parseQuery("a&".repeat(50_000))).toHaveLength(10_000);
  });

  test("what a client encodes comes back, in UTF-8 and in Latin-1", () => {
    const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { maxLength: 6 }), (pairs) => {
        const raw = new URLSearchParams(pairs).toString();
        expect(parseQuery(raw).map(([name, value]) => [name, value])).toEqual(pairs);
      }),
    );
    const encodeByte = (byte: number): string => `%${byte.toString(16).padStart(2, "0")}`;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
        const [pair] = parseQuery(`t=${[...bytes].map(encodeByte).join("")}`);
        const encoding = pair?.[2] === "latin-1" ? "latin1" : "utf8";
        expect(Buffer.from(pair?.[1] ?? "", encoding)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test("nothing makes it throw, and nothing is invented", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const pairs = parseQuery(Buffer.from(bytes));
        expect(pairs.length).toBeLessThanOrEqual(bytes.filter((byte) => byte === 38).length + 1);
        for (const [name, value] of pairs) expect(name.length + value.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
